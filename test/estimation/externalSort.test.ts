import { fc, test as property } from "@fast-check/vitest";
import { mean, sampleVariance } from "simple-statistics";
import { describe, expect, test } from "vitest";
import { sumOf } from "../../src/estimation/compensatedSum.ts";
import { drawsOf, gatherDraws } from "../../src/estimation/draws.ts";
import type { Draws } from "../../src/estimation/draws.ts";
import { deviationEstimate, meanEstimate } from "../../src/estimation/meanInterval.ts";
import { countAtMost, countBelow } from "../../src/estimation/ranked.ts";
import { sortDraws } from "../../src/estimation/sortedSample.ts";
import type { SortedSample } from "../../src/estimation/sortedSample.ts";
import { inMemory } from "../../src/estimation/workspace.ts";
import { summaryRows } from "../../src/output/summary.ts";
import { tinyWorkspace } from "./memoryTape.ts";

/** Few different values and weights, so that there are ties of both kinds, and some that are unlike all others. */
const value = fc.oneof(
  fc.integer({ min: -2, max: 3 }),
  fc.double({ min: -1e6, max: 1e9, noNaN: true }),
);
const weight = fc.oneof(fc.constantFrom(0.5, 1, 2), fc.double({ min: 1e-3, max: 10, noNaN: true }));
const sampled = fc.array(fc.tuple(value, weight), { minLength: 1, maxLength: 120 });
const room = fc.integer({ min: 1, max: 40 });

const chunked = (numbers: Float64Array, size: number): Float64Array[] =>
  Array.from({ length: Math.ceil(numbers.length / size) }, (_, i) =>
    numbers.subarray(i * size, (i + 1) * size),
  );

function allOf({ count, valueAt, weightFrom, squareFrom, ...rest }: SortedSample) {
  const ranks = Array.from({ length: count + 1 }, (_, rank) => rank);
  return {
    ...rest,
    values: ranks.slice(0, count).map((rank) => valueAt(rank) + 0), // -0 and 0 are one value
    weights: ranks.map(weightFrom),
    squares: ranks.map(squareFrom),
  };
}

function gathered(pairs: readonly [number, number][], equal: boolean, most: number): Draws {
  const values = Float64Array.from(pairs, ([number]) => number);
  const weights = Float64Array.from(pairs, ([, number]) => (equal ? 1 : number));
  return gatherDraws("loss", chunked(values, 7), chunked(weights, 7), tinyWorkspace(most)).draws;
}

describe("a sample sorted on tapes", () => {
  property.prop([sampled, fc.boolean(), room], { seed: 5, numRuns: 300 })(
    "has the bits of the one sorted in memory, whatever the room",
    (pairs, equal, most) => {
      const whole = drawsOf(
        pairs.map(([number]) => number),
        equal ? undefined : pairs.map(([, number]) => number),
      );
      const draws = gathered(pairs, equal, most);
      const expected = sortDraws(whole, "likelihood", inMemory());
      const sorted = sortDraws(draws, "likelihood", tinyWorkspace(most));
      expect(allOf(sorted)).toEqual(allOf(expected));
      for (const [x] of pairs) {
        expect(countAtMost(sorted, x)).toBe(countAtMost(expected, x));
        expect(countBelow(sorted, x)).toBe(countBelow(expected, x));
      }
      expect(meanEstimate(draws)).toEqual(meanEstimate(whole));
      expect(deviationEstimate(draws)).toEqual(deviationEstimate(whole));
    },
  );

  test("gives the summary of 5000 paths, empty cells and weights among them, with room for 64", () => {
    const column = Float64Array.from({ length: 5000 }, (_, i) =>
      i % 11 === 0 ? NaN : Math.max(0, Math.sin(i * i) * 1e6),
    );
    for (const weights of [column.map(() => 1), column.map((_, i) => 1 + 0.5 * Math.cos(i))]) {
      const rows = (most: number | undefined, size: number) => [
        ...summaryRows(
          ["loss"],
          () => chunked(column, size),
          chunked(weights, size),
          most === undefined ? inMemory() : tinyWorkspace(most),
        ),
      ];
      expect(rows(64, 256)).toEqual(rows(undefined, 5000));
    }
  });

  test("keeps no array of weights that are all the same", () => {
    const workspace = tinyWorkspace(8);
    const ones = new Float64Array(100).fill(1);
    const { draws } = gatherDraws("loss", [ones], [ones], workspace);
    sortDraws(draws, "likelihood", workspace);
    expect(draws.weights).toBeUndefined();
    const longest = Math.max(...[...workspace.arrays.values()].map(({ length }) => length));
    expect(longest).toBeLessThanOrEqual(100 / 8 + 1); // one place for the head of each run
  });
});

describe("gatherDraws", () => {
  test("names the column or the weights that are wrong", () => {
    const gather = (column: number[], weights: number[]) =>
      gatherDraws("loss", [Float64Array.from(column)], [Float64Array.from(weights)], inMemory());
    expect(() => gather([1, Infinity], [1, 1])).toThrow(/^loss of path 1 must be finite$/);
    expect(() => gather([1, 2], [1])).toThrow(/^loss must have as many cells/);
    expect(() => gather([1, 2], [1, -1])).toThrow(/^weights\[1\]/);
    expect(() => gather([1, 2], [1, NaN])).toThrow(/^weights\[1\]/);
    expect(() => gather([1, 2], [0, 0])).toThrow(/^weights must not all be 0$/);
    expect(gather([NaN, NaN], [1, 1])).toMatchObject({
      cells: 2,
      draws: { values: { length: 0 } },
    });
  });
});

property.prop([fc.array(value, { minLength: 2, maxLength: 100 }), room], { seed: 6 })(
  "sums and variances in chunks have the bits of simple-statistics",
  (numbers, size) => {
    const chunks = chunked(Float64Array.from(numbers), size);
    expect(sumOf(chunks) / numbers.length).toBe(mean(numbers));
    const deviation = deviationEstimate(drawsOf(numbers)).value;
    expect(deviation).toBe(Math.sqrt(sampleVariance(numbers)));
  },
);
