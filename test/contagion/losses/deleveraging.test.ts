/** Auto-deleveraging by hand: ranks, amounts, and that it takes profit and never principal. */
import { describe, expect, it } from "vitest";
import { type Block, move, orderbook, playUntil, trader, world } from "../stage.ts";

/** A leaves 800 of bad debt when ETH goes from 1000 to 900 (or 1100); B, C and F win on the other side. */
function after(
  sign: 1 | -1,
  rank: string,
  waterfall: readonly unknown[] = [],
): ReturnType<typeof playUntil> {
  const accounts: Block[] = [
    trader("A", 20 * sign, 1200),
    trader("B", -1 * sign, 200), // profit 100, (100 / 1000) * (900 / 300)   = .3
    trader("C", -2 * sign, 1000), // profit 200, (200 / 2000) * (1800 / 1200) = .15
    trader("F", -4 * sign, 500, {
      positions: { ETH: { size: -4 * sign, entry: 1000 + 50 * sign } },
    }), // profit 600: .47
    trader("G", -3 * sign, 900, {
      positions: { ETH: { size: -3 * sign, entry: 1000 - 150 * sign } },
    }), // loses
  ];
  const model = world({
    venues: {
      v: orderbook({ waterfall: [...waterfall, { adl: { rank } }] }, { depth_1pct: 1e24 }),
    },
    book: { accounts },
    scenario: [move(5, -0.1 * sign)],
  });
  return playUntil(model, 10);
}

const sizes = ({ trading: { accounts } }: ReturnType<typeof playUntil>): number[] => [
  ...accounts.size,
];

describe.each([
  ["longs, taken from shorts", 1],
  ["shorts, taken from longs", -1],
] as const)("a loss of 800 of %s", (_, sign) => {
  it("by profit and leverage closes F (.47) and B (.3) whole and half of C (.15)", () => {
    const context = after(sign, "profit_leverage");
    const [, b, c, f] = sizes(context).map(Math.abs);
    expect([b, c, f]).toEqual([0, expect.closeTo(1, 9), 0]);
    const { tallies } = context.trading;
    expect(tallies.deleveraged[0]).toBeCloseTo(800, 9);
    expect(tallies.deleveragedNotional[0]).toBeCloseTo((4 + 1 + 1) * (1000 - 100 * sign), 8);
  });

  it("pro rata closes 8/9 of everybody in profit", () => {
    const context = after(sign, "pro_rata");
    const [, b, c, f] = sizes(context).map(Math.abs);
    expect([b, c, f]).toEqual([1, 2, 4].map((size) => expect.closeTo(size / 9, 9)));
    expect(context.trading.tallies.deleveraged[0]).toBeCloseTo(800, 9);
  });

  it("takes only what insurance has left: 500 after 300, from F alone", () => {
    const context = after(sign, "profit_leverage", [{ insurance: 300 }]);
    expect(context.trading.tallies.deleveraged[0]).toBeCloseTo(500, 9);
    expect(Math.abs(context.trading.accounts.size[3])).toBeCloseTo(4 / 6, 9);
    expect(context.trading.accounts.touchedIn[1]).not.toBe(context.trading.accounts.epoch);
  });

  it("leaves everybody's cash as it was: profit is cut, principal is not", () => {
    for (const rank of ["profit_leverage", "pro_rata"]) {
      const { cash } = after(sign, rank).trading.accounts;
      expect(Array.from(cash.subarray(1, 4))).toEqual(
        [200, 1000, 500].map((usd) => expect.closeTo(usd, 9)),
      );
    }
  });

  it("leaves who loses alone", () => {
    const { accounts } = after(sign, "pro_rata").trading;
    expect(accounts.touchedIn[4]).not.toBe(accounts.epoch);
  });
});

describe("a loss larger than all profit", () => {
  it("takes the 300 there are and no more; the makers bear the rest", () => {
    const model = world({
      venues: { v: orderbook({ waterfall: ["adl"] }, { depth_1pct: 1e24 }) },
      book: { accounts: [trader("A", 40, 2400), trader("B", -1, 200), trader("C", -2, 1000)] },
      scenario: [move(5, -0.1)],
    });
    const { tallies, accounts } = playUntil(model, 10).trading;
    expect(tallies.badDebt[0]).toBeCloseTo(1600, 8);
    expect(tallies.deleveraged[0]).toBeCloseTo(300, 9);
    expect([...accounts.size]).toEqual([0, 0, 0]);
  });
});
