/** The safe radius: no move inside it reaches the other side, and where it is exact it is the liquidation price. */
import { describe, expect, it } from "vitest";
import { fc, test } from "@fast-check/vitest";
import { type Accounts, createAccounts, resetAccounts, touch } from "../../src/book/accounts.ts";
import { CONCERN, SLOW_FACTOR_WEIGHT, createFactors, fallWatch } from "../../src/book/factors.ts";
import { buildBook } from "../../src/book/generate.ts";
import { createLayout } from "../../src/book/layout.ts";
import { valueAccount } from "../../src/book/margin.ts";
import { createRim } from "../../src/book/rim.ts";
import { findRim } from "../../src/book/safeRadius.ts";
import { startValuation } from "../../src/book/startValuation.ts";
import { borrower, lending, orderbook, trader, world } from "../contagion/stage.ts";

const line = { depth_1pct: 1, resilience: "1 hour" };
const { model, base } = world({
  market: {
    assets: {
      BTC: { price: 2000, volatility: 0 },
      ETH: { price: 1000, volatility: 0 },
      USDC: { price: 1, kind: "cash" },
      // What `v` and `w` settle in.
      DAI: {
        price: 1,
        kind: "cash",
        depeg: { rate: 0, loss: { constant: 0.1 }, recovery: "1 hour" },
      },
    },
  },
  venues: {
    v: orderbook({
      collateral: { DAI: 0.02, ETH: 0.1 },
      markets: { ETH: { ...line, funding: { interval: "1 hour", cap: 0.01 } }, BTC: line },
      margin: [
        { up_to: 10_000, initial: 0.05, maintenance: 0.02 },
        { initial: 0.2, maintenance: 0.1 },
      ],
    }),
    w: lending({ borrow: { DAI: { rate: "0.1 / year" } } }),
    plain: orderbook(),
  },
  book: {
    accounts: [
      trader("A", 1, 5000, {
        collateral: { DAI: 5000, ETH: 3 },
        positions: { ETH: { size: 1 }, BTC: { size: 1 } },
      }),
      borrower("L", 10, 7000, { venue: "w" }),
      trader("P", 1, 200, { venue: "plain" }),
    ],
  },
});
const layout = createLayout(model);
const factors = createFactors(model, layout);
const book = buildBook(model, base);
const [TRADER, BORROWER, PLAIN] = [0, 1, 2];
const NO_SPREAD = Array.from({ length: factors.count }, () => 0);

const between = (min: number, max: number): fc.Arbitrary<number> =>
  fc.double({ min, max, noNaN: true });
const signed = fc
  .tuple(fc.boolean(), between(0.01, 30))
  .map(([long, size]) => (long ? size : -size));

const drawn = fc.record({
  account: fc.constantFrom(TRADER, BORROWER),
  cash: between(-5000, 30_000),
  eth: between(0, 20),
  sizes: fc.tuple(signed, signed),
  entries: fc.tuple(between(500, 2000), between(1000, 4000)),
  debt: between(1, 20_000),
  level: fc.constantFrom(1, 1.3, 2),
  towardsLoss: fc.boolean(),
  /** Higher over lower reading of each factor: the mark and S apart. */
  spread: fc.array(between(0, 0.05), { minLength: factors.count, maxLength: factors.count }),
  /** Where in its allowed range each factor ends up; the ends are the rule. */
  at: fc.array(fc.oneof(fc.constantFrom(0, 1), between(0, 1)), {
    minLength: factors.count,
    maxLength: factors.count,
  }),
});

type Draw = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

function accountsOf(draw: Draw): Accounts {
  const accounts = createAccounts(book);
  resetAccounts(accounts);
  touch(accounts, draw.account);
  accounts.cash[TRADER] = draw.cash;
  accounts.size.set(draw.sizes);
  accounts.entry.set(draw.entries);
  accounts.units[book.collateralStart[draw.account]] = draw.eth;
  accounts.debt[BORROWER] = draw.debt;
  return accounts;
}

/** Lower and higher reading of each factor, and how far it may go from them at radius r, in its own units. */
interface Range {
  readonly low: number;
  readonly high: number;
  readonly allowance: (radius: number) => number;
}

function rangesOf(spread: readonly number[]): Range[] {
  const start = startValuation(model, layout);
  const linePrice = (at: number): number => start.mark[at];
  return Array.from({ length: factors.count }, (_, factor): Range => {
    const stays = factors.moves[factor] === 0;
    if (factor < factors.firstChargeLong) {
      const price =
        factor < factors.firstSlot
          ? start.mark[factor]
          : start.collateral[factor - factors.firstSlot];
      const high = price * (1 + (stays ? 0 : spread[factor]));
      return { low: price, high, allowance: (radius) => (stays ? 0 : radius) };
    }
    if (factor < factors.firstDebt) {
      const own = (factor - factors.firstChargeLong) % layout.lines;
      // Charges are in USD a unit; a price's lower reading is the smaller allowance.
      const allowance = (radius: number): number =>
        stays ? 0 : radius * SLOW_FACTOR_WEIGHT * linePrice(own);
      return { low: 0, high: 0, allowance };
    }
    const weight = factor < factors.firstCash ? SLOW_FACTOR_WEIGHT : 1;
    return { low: 1, high: 1, allowance: (radius) => (stays ? 0 : radius * weight) };
  });
}

function readingsOf(ranges: readonly Range[]): Float64Array {
  const value = new Float64Array(factors.count * 4);
  ranges.forEach(({ low, high }, factor) => {
    for (const concern of [CONCERN.call, CONCERN.breach]) {
      value[fallWatch(factors, factor, concern)] = -low;
      value[fallWatch(factors, factor, concern) + 1] = high;
    }
  });
  return value;
}

/** Whether the account is under `level` times its requirement with every factor moved inside the radius. */
function isUnder(
  accounts: Accounts,
  draw: Draw,
  ranges: readonly Range[],
  radius: number,
): boolean {
  const moved = ranges.map(({ low, high, allowance }, factor) => {
    const reach = allowance(radius);
    const [least, most] =
      factor < factors.firstChargeLong
        ? [low * Math.max(1e-9, 1 - reach), high * (1 + reach)]
        : factor < factors.firstDebt
          ? [low - reach, high + reach]
          : factor < factors.firstCash
            ? [low, high * (1 + reach)]
            : [low * Math.max(0, 1 - reach), high * (1 + reach)];
    return least + draw.at[factor] * (most - least);
  });
  const valuation = startValuation(model, layout);
  valuation.mark.set(moved.slice(0, layout.lines));
  valuation.collateral.set(moved.slice(factors.firstSlot, factors.firstChargeLong));
  valuation.chargeLong.set(moved.slice(factors.firstChargeLong, factors.firstChargeShort));
  valuation.chargeShort.set(moved.slice(factors.firstChargeShort, factors.firstDebt));
  valuation.debtIndex.set(moved.slice(factors.firstDebt, factors.firstCash));
  valuation.cash.set(moved.slice(factors.firstCash));
  const state = { equity: 0, requirement: 0 };
  valueAccount(layout, accounts, draw.account, valuation, state);
  return state.equity < draw.level * state.requirement;
}

describe("the safe radius", () => {
  it("holds in 4000 draws: no move of every factor inside it crosses, while one half as large again often does", () => {
    let [finite, crossings] = [0, 0];
    const property = fc.property(drawn, (draw) => {
      const { account, level, towardsLoss } = draw;
      const accounts = accountsOf(draw);
      const ranges = rangesOf(draw.spread);
      const readings = readingsOf(ranges);
      const rim = createRim(book, readings);
      rim.level = level;
      rim.towardsLoss = towardsLoss;
      findRim(layout, factors, accounts, account, rim);
      const { radius } = rim;
      if (!(radius > 0)) return;
      expect(isUnder(accounts, draw, ranges, Math.min(radius, 1e6))).toBe(!towardsLoss);
      if (radius >= 1e6) return;
      finite++;
      if (isUnder(accounts, draw, ranges, radius * 1.5) === towardsLoss) crossings++;
    });
    fc.assert(property, { seed: 4, numRuns: 4000 });
    expect(finite).toBeGreaterThan(1000);
    expect(crossings).toBeGreaterThan(100);
  });
});

describe("one position, cash, one bracket", () => {
  test.prop(
    [
      between(-30, 30).filter((size) => Math.abs(size) > 0.01),
      between(500, 1500),
      between(0, 20_000),
    ],
    { seed: 5, numRuns: 500 },
  )("the rim is the liquidation price, to 1e-8, and safe by rounding", (size, entry, cash) => {
    const accounts = createAccounts(book);
    resetAccounts(accounts);
    touch(accounts, PLAIN);
    accounts.size[2] = size;
    accounts.entry[2] = entry;
    accounts.cash[PLAIN] = cash;
    const ranges = rangesOf(NO_SPREAD);
    const readings = readingsOf(ranges);
    const rim = createRim(book, readings);
    findRim(layout, factors, accounts, PLAIN, rim);
    // size (price - entry) + cash = .05 |size| price
    const liquidation = (size * entry - cash) / (size - 0.05 * Math.abs(size));
    const alreadyUnder = size > 0 ? liquidation >= 1000 : liquidation <= 1000;
    if (alreadyUnder) {
      expect(rim.radius).toBe(0);
      return;
    }
    const fall = fallWatch(factors, layout.lineStart[2], CONCERN.breach);
    expect(rim.count).toBe(1);
    const [key] = rim.key;
    expect(rim.watch[0]).toBe(size > 0 ? fall : fall + 1);
    const price = Math.abs(key);
    if (size > 0 && liquidation <= 0) expect(key).toBeGreaterThanOrEqual(-1e-5);
    else
      expect(Math.abs(price / liquidation - 1)).toBeLessThan(
        1e-8 * Math.max(1, 1000 / liquidation),
      );
    // Too early, never too late.
    if (liquidation > 0) expect(size > 0 ? price >= liquidation : price <= liquidation).toBe(true);
  });

  it("a long of 1 at 1000 with 200 is watched at 842.105263", () => {
    const accounts = createAccounts(book);
    resetAccounts(accounts);
    touch(accounts, PLAIN);
    const readings = readingsOf(rangesOf(NO_SPREAD));
    const rim = createRim(book, readings);
    findRim(layout, factors, accounts, PLAIN, rim);
    expect(1000 * (1 - rim.radius)).toBeCloseTo(800 / 0.95, 5);
  });
});
