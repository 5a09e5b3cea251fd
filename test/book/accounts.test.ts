/** Copy on write: paths share one book and leave nothing on it or on each other. */
import { describe, expect, it } from "vitest";
import { createAccounts, isTouched, resetAccounts, touch } from "../../src/book/accounts.ts";
import {
  type Block,
  HALTABLE,
  orderbook,
  play,
  simulatorOf,
  trader,
  world,
} from "../contagion/stage.ts";

const FAULTS: Block = {
  s: {
    faults: [{ mode: "halt", rate: "2000 / year", duration: { exponential: { mean: "1 hour" } } }],
  },
};
const model = world({
  ...HALTABLE,
  sequencers: FAULTS,
  horizon: "20 hours",
  step: "5 minutes",
  market: {
    assets: { ETH: { price: 1000, volatility: 1.5 }, USDC: { price: 1, kind: "cash" } },
    jumps: { rate: "2000 / year", size: { ETH: { mean: 0, sd: 0.08 } } },
  },
  venues: {
    v: orderbook(
      {
        waterfall: [{ insurance: 500 }, "adl", "socialise"],
        liquidation: { close_factor: 0.5, penalty: 0.01 },
      },
      { permanent: 0.3, funding: { interval: "1 hour", cap: 0.001 } },
    ),
  },
  book: {
    cohorts: {
      c: {
        accounts: 60,
        venue: "v",
        markets: { ETH: 1 },
        notional: { constant: 50_000 },
        leverage: { uniform: { low: 5, high: 19 } },
        collateral: { USDC: 1 },
        top_up: {
          call_level: 1.5,
          probability: 0.5,
          reaction: { constant: "10 minutes" },
          from: "l2",
          amount: 0.3,
        },
      },
    },
    accounts: [trader("A", 100, 6000)],
  },
});

/** Everything a path says, NaN included. */
const told = (played: ReturnType<typeof play>): string => {
  const { row, venues, cascades, liquidations, transfers, faults, delays, contagion } = played;
  return JSON.stringify(
    [row, venues, cascades, liquidations, transfers, faults, delays, contagion],
    (_, value: unknown) => (Number.isNaN(value) ? "NaN" : value),
  );
};

describe("a path", () => {
  it("played after others, in any order, is the same to the byte as played alone", () => {
    const shared = simulatorOf(model);
    const alone = new Map<number, string>();
    for (const path of [3, 0, 5, 1, 4, 2, 3, 0]) {
      const text = told(play(shared, path));
      if (!alone.has(path)) alone.set(path, told(play(model, path)));
      expect(text).toBe(alone.get(path));
    }
    expect(new Set(alone.values()).size).toBe(6);
  });

  it("liquidates, tops up, halts and leaves bad debt here: there is something to be left over", () => {
    const rows = [0, 1, 2, 3, 4, 5].map((path) => play(model, path).row);
    const totals = (
      name: "liquidated_accounts" | "top_ups_landed" | "faults" | "bad_debt_usd",
    ): number => rows.reduce((sum, row) => sum + row[name], 0);
    expect(totals("liquidated_accounts")).toBeGreaterThan(60);
    expect(totals("top_ups_landed")).toBeGreaterThan(20);
    expect(totals("faults")).toBeGreaterThan(6);
    expect(totals("bad_debt_usd")).toBeGreaterThan(0);
  });

  it("writes nothing on the book", () => {
    const simulator = simulatorOf(model);
    const { book } = simulator.context.trading;
    const before = [book.cash, book.positionSize, book.positionEntry].map((column) =>
      column.slice(),
    );
    play(simulator, 3);
    expect(
      [book.cash, book.positionSize, book.positionEntry].map((column) => column.slice()),
    ).toEqual(before);
  });
});

describe("an account", () => {
  it("is copied once a path, whole, and forgotten by raising one number", () => {
    const { book } = simulatorOf(model).context.trading;
    const accounts = createAccounts(book);
    resetAccounts(accounts);
    expect([touch(accounts, 60), touch(accounts, 60)]).toEqual([true, false]);
    expect([accounts.cash[60], accounts.size[60], accounts.entry[60]]).toEqual([6000, 100, 1000]);
    expect([isTouched(accounts, 60), isTouched(accounts, 59), accounts.touchedCount]).toEqual([
      true,
      false,
      1,
    ]);
    accounts.cash[60] = accounts.chargesPaid[60] = accounts.chargeSettled[60] = 1;
    resetAccounts(accounts);
    expect([isTouched(accounts, 60), accounts.touchedCount]).toEqual([false, 0]);
    touch(accounts, 60);
    expect([accounts.cash[60], accounts.chargesPaid[60], accounts.chargeSettled[60]]).toEqual([
      6000, 0, 0,
    ]);
  });
});
