/** Attribution of made-up losses, by hand, and against the paired difference that it is for one player. */
import { describe, expect, it, test } from "vitest";
import { type Game, attribute } from "../../src/estimation/attribution.ts";
import {
  allOrders,
  contributionOf,
  orderError,
  someOrders,
} from "../../src/estimation/contributions.ts";
import type { Figure } from "../../src/estimation/figure.ts";
import { BY_PATH } from "../../src/estimation/grouping.ts";
import { metricOf, pairedDifference } from "../../src/estimation/pairedDifference.ts";
import { shapley } from "../../src/estimation/shapley.ts";
import { type MetricPaths, worthOf } from "../../src/estimation/worth.ts";

/** Numbers that look drawn: a linear congruence, in (0, 1). */
function numbers(count: number, seed: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return (state + 0.5) / 2 ** 32;
  });
}

const PATHS = 400;
const [base, ...parts] = [1, 2, 3, 4].map((seed) => numbers(PATHS, seed).map((u) => -Math.log(u)));
/** Losses that are worse together: a part of player 2's is there only with player 0; player 3 does nothing. */
const pathsOf = (coalition: number): MetricPaths => {
  const has = (player: number): number => (coalition >> player) & 1;
  return {
    values: Float64Array.from(
      base,
      (loss, path) =>
        loss +
        has(0) * parts[0][path] +
        has(1) * parts[1][path] ** 2 +
        has(2) * parts[2][path] * (1 + 2 * has(0)),
    ),
    weights: new Float64Array(PATHS).fill(1),
  };
};
const gameOf = (figure: Figure, changes: Partial<Game> = {}): Game => ({
  figure,
  players: 4,
  contributions: allOrders(4),
  orders: null,
  pathsOf,
  grouping: BY_PATH,
  ...changes,
});

const FIGURES: readonly Figure[] = [
  { kind: "mean" },
  { kind: "sd" },
  { kind: "es", level: 0.95 },
  { kind: "quantile", level: 0.9 },
  { kind: "probability", threshold: 4 },
];

describe.each(FIGURES)("a game of four for $kind", (figure) => {
  const game = attribute(gameOf(figure));
  const worths = Array.from(
    { length: 16 },
    (_, coalition) => worthOf(figure, pathsOf(coalition), BY_PATH).estimate.value!,
  );

  it("has the Shapley values of the worths, and they sum to the total less the rest, to 12 digits", () => {
    const values = game.players.map((owed) => owed.shapley.value!);
    shapley(worths).forEach((value, player) => expect(values[player]).toBeCloseTo(value, 12));
    const sum = values.reduce((left, right) => left + right, game.rest.value!);
    expect(sum / game.total.value!).toBeCloseTo(1, 12);
  });

  it("tells what each adds alone and takes along, and by how much all exceed those alone", () => {
    game.players.forEach(({ alone, leftOut }, player) => {
      expect(alone.value).toBeCloseTo(worths[1 << player] - worths[0], 12);
      expect(leftOut.value).toBeCloseTo(worths[15] - worths[15 ^ (1 << player)], 12);
    });
    const singles = game.players.reduce((sum, { alone }) => sum + alone.value!, 0);
    expect(game.interaction.value).toBeCloseTo(worths[15] - worths[0] - singles, 12);
  });

  it("owes player 3, who changes nothing, exactly 0", () => {
    expect(game.players[3].shapley.value).toBe(0);
    expect(game.players[3].alone.value).toBe(0);
  });
});

test.each(FIGURES)("the interval of one player's %j is that of the paired difference", (figure) => {
  const one = attribute(gameOf(figure, { players: 1, contributions: allOrders(1) }));
  const [less, more] = [0, 1].map((coalition) => {
    const { values, weights } = pathsOf(coalition);
    const { estimate } = worthOf(figure, { values, weights }, BY_PATH);
    const mean = worthOf({ kind: "mean" }, { values, weights }, BY_PATH).estimate.value!;
    const { low, high } = estimate.interval!;
    return { metric: metricOf(values, weights), own: { value: estimate.value!, low, high, mean } };
  });
  const paired = pairedDifference(figure, less, more);
  const { value, interval } = one.players[0].shapley;
  expect(value).toBeCloseTo(paired.value!, 12);
  // Of a quantile the one takes normal reaches, the other the runs' own: Student's t with 399 degrees is 0.3 % longer.
  const half = (interval!.high - interval!.low) / 2;
  const expected = (paired.interval!.high - paired.interval!.low) / 2;
  expect(Math.abs(half / expected - 1)).toBeLessThan(figure.kind === "quantile" ? 0.005 : 1e-9);
});

/** Over 200 data sets a nominal 95 % interval misses 10 +- 3 times; five standard deviations are allowed. */
test("the interval of a Shapley value of the mean covers the true one in 95 of 100 cases", () => {
  let misses = 0;
  for (let set = 0; set < 200; set++) {
    const drawn = [0, 1].map((player) =>
      numbers(100, 1000 * set + player + 7).map((u) => -Math.log(u)),
    );
    const values = (coalition: number): Float64Array =>
      Float64Array.from(
        { length: 100 },
        (_, path) => ((coalition & 1) * drawn[0][path] + (coalition >> 1) * drawn[1][path]) ** 2,
      );
    const { players } = attribute({
      ...gameOf({ kind: "mean" }),
      players: 2,
      contributions: allOrders(2),
      pathsOf: (coalition) => ({
        values: values(coalition),
        weights: new Float64Array(100).fill(1),
      }),
    });
    // v = E (X + Y)^2: alone 2, together 6, so each owes 3.
    const { low, high } = players[0].shapley.interval!;
    if (low > 3 || high < 3) misses++;
  }
  expect(misses).toBeLessThan(10 + 5 * 3.1);
  expect(misses).toBeGreaterThan(0);
});

describe("sampled orders", () => {
  const orders = [
    [0, 1, 2, 3],
    [3, 2, 1, 0],
    [2, 0, 3, 1],
    [1, 3, 0, 2],
  ];
  const worth = (coalition: number): number =>
    [0, 1, 4, 9, 16][coalition.toString(2).replaceAll("0", "").length];

  it("of all six orders of three players have the coefficients of all", () => {
    const six = [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2],
      [2, 0, 1],
      [0, 2, 1],
      [1, 2, 0],
    ];
    const [some, all] = [someOrders(six), allOrders(3)];
    for (const [coalition, row] of all)
      row.forEach((coefficient, player) =>
        expect(some.get(coalition)![player]).toBeCloseTo(coefficient, 15),
      );
  });

  it("owe the total in sum, whatever they are", () => {
    const contributions = someOrders(orders);
    const values = orders[0].map((player) => contributionOf(player, contributions, worth));
    expect(values.reduce((left, right) => left + right)).toBeCloseTo(16, 12);
  });

  it("cancel in pairs where each player counts by place alone: (0 to 3 players before him) + (3 to 0)", () => {
    // 1 + 7 = 3 + 5: the first and the last place, the two in between.
    for (const player of [0, 1, 2, 3]) expect(orderError(player, orders, worth)).toBe(0);
    const lame = (coalition: number): number => (coalition === 15 ? 1 : 0);
    expect(orderError(0, orders, lame)).toBeGreaterThan(0);
  });
});

test("where one coalition's figure is not resolved nothing that it counts in is, and the reason stands there", () => {
  const few = (coalition: number): MetricPaths => ({
    values: pathsOf(coalition).values.slice(0, 5),
    weights: new Float64Array(5).fill(1),
  });
  const { players, total } = attribute(gameOf({ kind: "es", level: 0.999 }, { pathsOf: few }));
  expect(total.value).toBeUndefined();
  expect(players[0].shapley).toMatchObject({ value: undefined, interval: undefined });
  expect(players[0].shapley.note).not.toBe("");
});
