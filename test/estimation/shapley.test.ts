import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shapley } from "../../src/estimation/shapley.ts";

/** The definition: the mean contribution over all orders of joining. */
function overOrders(worth: readonly number[], players: number): number[] {
  const values = Array.from({ length: players }, () => 0);
  let orders = 0;
  const join = (coalition: number, order: readonly number[]): void => {
    if (order.length === players) {
      orders++;
      order.reduce((before, player) => {
        values[player] += worth[before | (1 << player)] - worth[before];
        return before | (1 << player);
      }, 0);
      return;
    }
    for (let player = 0; player < players; player++) {
      if ((coalition & (1 << player)) === 0) join(coalition | (1 << player), [...order, player]);
    }
  };
  join(0, []);
  return values.map((value) => value / orders);
}

const game = fc.integer({ min: 1, max: 5 }).chain((players) =>
  fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
    minLength: 2 ** players,
    maxLength: 2 ** players,
  }),
);

describe("Shapley values", () => {
  it("are the mean contribution over all orders of joining, and sum to the whole", () => {
    fc.assert(
      fc.property(game, (worth) => {
        const players = Math.log2(worth.length);
        const values = shapley(worth);
        overOrders(worth, players).forEach((value, player) =>
          expect(values[player]).toBeCloseTo(value, 6),
        );
        const sum = values.reduce((total, value) => total + value, 0);
        expect(sum).toBeCloseTo(worth[worth.length - 1] - worth[0], 6);
      }),
      { seed: 1 },
    );
  });

  it("give nothing to a player who never adds anything", () => {
    expect(shapley([0, 0, 7, 7])).toEqual([0, 7]);
  });

  it.each([[[]], [[1]], [[1, 2, 3]], [[0, NaN]]])("of %j are refused", (worth) => {
    expect(() => shapley(worth)).toThrow(/worth/);
  });
});
