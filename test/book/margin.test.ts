/** Equity and maintenance by hand. */
import { describe, expect, it } from "vitest";
import { fc, test } from "@fast-check/vitest";
import { createAccounts, resetAccounts, touch } from "../../src/book/accounts.ts";
import { buildBook } from "../../src/book/generate.ts";
import { createLayout } from "../../src/book/layout.ts";
import { maintenanceMargin, netWorth, valueAccount } from "../../src/book/margin.ts";
import { startValuation } from "../../src/book/startValuation.ts";
import { borrower, lending, orderbook, trader, world } from "../contagion/stage.ts";

const loaded = world({
  market: {
    assets: {
      BTC: { price: 90_000, volatility: 0 },
      ETH: { price: 1000, volatility: 0 },
      USDC: { price: 1, kind: "cash" },
    },
  },
  venues: {
    v: orderbook({
      collateral: { USDC: 0.02, ETH: 0.1 },
      markets: {
        ETH: { depth_1pct: 1, resilience: "1 hour" },
        BTC: { depth_1pct: 1, resilience: "1 hour", margin: [{ initial: 0.2, maintenance: 0.1 }] },
      },
      margin: [
        { up_to: 10_000, initial: 0.05, maintenance: 0.02 },
        { up_to: 50_000, initial: 0.1, maintenance: 0.05 },
        { initial: 0.2, maintenance: 0.1 },
      ],
    }),
    w: lending(),
  },
  book: {
    accounts: [
      trader("A", 20, 5000, {
        collateral: { USDC: 5000, ETH: 3 },
        positions: { ETH: { size: 20, entry: 950 }, BTC: { size: -0.1, entry: 91_000 } },
      }),
      borrower("L", 10, 7000, { venue: "w" }),
    ],
  },
});
const layout = createLayout(loaded.model);
const book = buildBook(loaded.model, loaded.base);

/** An account's accounts, touched, and its values at the start prices but where `change` moves them. */
function valued(
  account: number,
  change: (valuation: ReturnType<typeof startValuation>) => void = () => {},
  own: (accounts: ReturnType<typeof createAccounts>) => void = () => {},
) {
  const accounts = createAccounts(book);
  resetAccounts(accounts);
  const valuation = startValuation(loaded.model, layout);
  change(valuation);
  const state = { equity: 0, requirement: 0 };
  valueAccount(layout, accounts, account, valuation, state);
  const untouched = { ...state };
  touch(accounts, account);
  own(accounts);
  valueAccount(layout, accounts, account, valuation, state);
  return { ...state, untouched, worth: netWorth(accounts, account, valuation) };
}

describe("maintenance in brackets of 2 % to 10 000, 5 % to 50 000, 10 % beyond", () => {
  it.each([
    [0, 0],
    [10_000, 200],
    [10_001, 200.05],
    [50_000, 2200],
    [80_000, 5200],
  ])("on %d is %d, like income tax", (notional, margin) => {
    expect(maintenanceMargin(layout, 0, notional)).toBeCloseTo(margin, 9);
  });

  test.prop(
    [fc.double({ min: 0, max: 2e5, noNaN: true }), fc.double({ min: 0, max: 100, noNaN: true })],
    { seed: 3 },
  )("is continuous and rises by 2 % to 10 % of what is added", (notional, added) => {
    const rise =
      maintenanceMargin(layout, 0, notional + added) - maintenanceMargin(layout, 0, notional);
    // Rounding of a notional of 2e5.
    expect(rise).toBeGreaterThanOrEqual(0.02 * added - 1e-9);
    expect(rise).toBeLessThanOrEqual(0.1 * added + 1e-9);
  });

  it("a market may have its own: 10 % of 9000", () => {
    expect(maintenanceMargin(layout, 1, 9000)).toBe(900);
  });
});

describe("an account with 5000 USDC (haircut 2 %), 3 ETH (10 %), long 20 ETH from 950, short .1 BTC from 91 000", () => {
  it("has 4900 + 2700 + 1000 + 100 = 8700 against 200 + 500 + 900 = 1600", () => {
    expect(valued(0)).toMatchObject({
      equity: expect.closeTo(8700, 9),
      requirement: expect.closeTo(1600, 9),
    });
  });

  it("is worth 5000 + 3000 + 1100 = 9100 before haircuts", () => {
    expect(valued(0).worth).toBeCloseTo(9100, 9);
  });

  it("reads the same touched or not", () => {
    const { untouched, equity, requirement } = valued(0);
    expect(untouched).toEqual({ equity, requirement });
  });

  it("owes 20 units of the longs' charge and .1 of the shorts', less what it has settled", () => {
    const charge = (valuation: ReturnType<typeof startValuation>): void => {
      valuation.chargeLong[0] = 3;
      valuation.chargeShort[0] = 1e6;
      valuation.chargeShort[1] = 100;
    };
    expect(valued(0, charge).equity).toBeCloseTo(8700 - 60 - 10, 9);
    const settled = valued(0, charge, ({ chargeSettled }) => (chargeSettled[0] = 2));
    expect(settled.equity).toBeCloseTo(8700 - 20 - 10, 9);
    expect(settled.worth).toBeCloseTo(9100 - 20 - 10, 9);
  });

  it("takes no haircut on what it owes: -1000 of cash are -1000", () => {
    const { equity } = valued(
      0,
      () => {},
      ({ cash }) => (cash[0] = -1000),
    );
    expect(equity).toBeCloseTo(8700 - 4900 - 1000, 9);
  });
});

describe("a borrower of 7000 against 10 ETH, haircut 20 %", () => {
  it("has 8000 against 7000, and after 1 % of interest against 7070", () => {
    expect(valued(1)).toMatchObject({ equity: 8000, requirement: 7000, worth: 3000 });
    const later = valued(1, ({ debtIndex }) => debtIndex.fill(1.01));
    expect(later.requirement).toBeCloseTo(7070, 9);
    expect(later.worth).toBeCloseTo(2930, 9);
  });
});
