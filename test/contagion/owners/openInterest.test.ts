/** Open interest over a market's cap: initial margin grows, and with it what a top-up aims at. */
import { describe, expect, it } from "vitest";
import { createLayout } from "../../../src/book/layout.ts";
import { initialMargin } from "../../../src/book/margin.ts";
import { openInterest } from "../../../src/contagion/owners/openInterest.ts";
import { move, orderbook, playUntil, trader, world } from "../stage.ts";

const POLICY = { call_level: 1.5, reaction: { constant: "30 seconds" }, from: "l2", amount: 0.3 };

const model = (cap: number): ReturnType<typeof world> =>
  world({
    venues: { v: orderbook({}, { depth_1pct: 1e24, open_interest_cap: cap }) },
    book: {
      accounts: [
        trader("A", 10, 1000, { top_up: POLICY }),
        trader("B", 5, 5000),
        trader("C", -8, 5000),
      ],
    },
    scenario: [move(2, -0.03)],
  });

describe("a market with 15 ETH long and 8 short at 970 (14 550 USD)", () => {
  it("scales 10 % of 9700 by 14 550 / cap above the cap, at most to the whole, and not at all below it", () => {
    const layoutOf = (cap: number): ReturnType<typeof createLayout> =>
      createLayout(model(cap).model);
    expect(initialMargin(layoutOf(10_000), 0, 9700, 14_550)).toBeCloseTo(970 * 1.455, 9);
    expect(initialMargin(layoutOf(20_000), 0, 9700, 14_550)).toBeCloseTo(970, 9);
    expect(initialMargin(layoutOf(100), 0, 9700, 14_550)).toBe(9700);
    expect(initialMargin(layoutOf(0), 0, 9700, 14_550)).toBeCloseTo(970, 9);
    const { trading } = playUntil(model(0), 2);
    expect(openInterest(trading, 0)).toBeCloseTo(14_550, 9);
  });

  it("makes A, with 700 of equity, ask for 711.35 over a cap of 10 000, and for its 300 of a cap of 20 000", () => {
    const cash = (cap: number): number => playUntil(model(cap), 3).trading.accounts.cash[0];
    expect(cash(10_000)).toBeCloseTo(1000 + (970 * 1.455 - 700), 9);
    expect(cash(20_000)).toBe(1300);
    // The wallet holds the collateral of the start once.
    expect(cash(100)).toBe(2000);
  });
});
