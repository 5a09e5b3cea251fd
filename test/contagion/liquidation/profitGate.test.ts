/** The profit gate: a keeper takes the largest slice that does not lose money, found here by brute force. */
import { describe, expect, it } from "vitest";
import { HOLDER, gained } from "../../../src/contagion/state/ledger.ts";
import { powerImpact } from "../../../src/market/impact.ts";
import { type Played, move, orderbook, play, trader, world } from "../stage.ts";

const USDC = 1;
const GAS = 50;
const SHARE_OF_PENALTY = 0.5 * 0.02;

/** A long of `size` ETH, just under maintenance at 940, at a venue of the given law. */
function gated(size: number, exponent: number, permanent: number, liquidation = {}): Played {
  return play(
    world({
      horizon: "6 minutes",
      venues: {
        v: orderbook(
          { liquidation: { penalty: 0.02, gas: GAS, profit_gate: true, ...liquidation } },
          { exponent, permanent },
        ),
      },
      book: { accounts: [trader("A", size, 106 * size)] },
      scenario: [move(6, -0.06)],
    }),
  );
}

/** USD that a keeper makes of n USD of a long at 940, depth 1e6, from rest. */
function earnings(n: number, exponent: number, permanent: number): number {
  const displaced = powerImpact(1, permanent, exponent).fill(0, -n / 1e6);
  return SHARE_OF_PENALTY * n - GAS - n * -Math.expm1(displaced);
}

describe.each([
  [0.5, 0.3],
  [1, 0],
  [1.5, 0.4],
])("at exponent %d, permanent %d", (exponent, permanent) => {
  it("the first slice of 9.4e6 is the largest that does not lose, to 1e-4 by brute force", () => {
    const { liquidations } = gated(10_000, exponent, permanent);
    const grid = Array.from({ length: 94_000 }, (_, index) => (index + 1) * 100);
    const largest = grid.filter((n) => earnings(n, exponent, permanent) >= 0).pop()!;
    expect(largest).toBeLessThan(9.3e6);
    expect(liquidations[0].notional_usd).toBeGreaterThanOrEqual(largest);
    expect(liquidations[0].notional_usd).toBeLessThan(largest + 100);
  });

  it("trades the account at 940, the price before the slice; the keeper carries the impact", () => {
    const { liquidations } = gated(10_000, exponent, permanent);
    expect(liquidations[0].execution).toBeCloseTo(940, 9);
  });
});

describe("a keeper", () => {
  it("takes the whole of what pays: 94 000 earn 940 less 50 of gas less their impact, to the cent", () => {
    const { liquidations, simulator } = gated(100, 1, 0.3);
    expect(liquidations.map(({ notional_usd }) => notional_usd)).toEqual([
      expect.closeTo(94_000, 8),
    ]);
    const kept = gained(simulator.context.trading.ledger, HOLDER.keepers, USDC);
    expect(kept).toBeCloseTo(earnings(94_000, 1, 0.3), 8);
    expect(kept).toBeGreaterThan(0);
  });

  it("takes nothing of 4700, whose 47 do not pay for 50 of gas: the account waits in breach", () => {
    const { liquidations, delays } = gated(5, 1, 0);
    expect(liquidations).toEqual([]);
    expect(delays).toEqual([["v", 0, false]]);
    expect(gated(6, 1, 0).liquidations).toHaveLength(1);
  });

  it("takes no more than his capacity: 30 000 a minute of 94 000", () => {
    const { liquidations } = gated(100, 1, 0, { keepers: "30000 / minute" });
    expect(liquidations.map(({ notional_usd }) => notional_usd)).toEqual([
      expect.closeTo(30_000, 8),
    ]);
  });

  it("without a gate pays for gas all the same and sells at the average fill", () => {
    const { liquidations, simulator } = gated(100, 1, 0, { profit_gate: false, keeper_share: 0.5 });
    const fill = 940 * Math.exp(-0.00047);
    expect(liquidations[0].execution).toBeCloseTo(fill, 9);
    const kept = gained(simulator.context.trading.ledger, HOLDER.keepers, USDC);
    expect(kept).toBeCloseTo(0.5 * 0.02 * 100 * fill - GAS, 8);
  });
});

describe("two accounts in one sale", () => {
  it("trade one after the other, the second at what the first left: 940 exp(-.01 * .094)", () => {
    const { liquidations } = play(
      world({
        horizon: "6 minutes",
        venues: { v: orderbook({ liquidation: { penalty: 0.02, profit_gate: true } }) },
        book: { accounts: [trader("A", 100, 10_600), trader("B", 100, 10_500)] },
        scenario: [move(6, -0.06)],
      }),
    );
    // B has the lower ratio.
    expect(liquidations.map(({ account, generation }) => [account, generation])).toEqual([
      ["B", 0],
      ["A", 0],
    ]);
    expect(liquidations[1].execution).toBeCloseTo(940 * Math.exp(-0.01 * 0.094), 9);
  });
});
