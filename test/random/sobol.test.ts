import { describe, expect, it } from "vitest";
import { DIRECTION_NUMBERS } from "../../src/random/joeKuo.ts";
import { directionsOf, MOST_DIMENSIONS, sobol, sobolDigits } from "../../src/random/sobol.ts";

const rows = DIRECTION_NUMBERS.trim()
  .split("\n")
  .map((row) => row.split(" ").map(Number));

describe("the table of direction numbers", () => {
  it("has 511 rows, and 1 1 7 11 19 in dimension 10, where a copy in wide use has 1 1 7 11 1", () => {
    expect(rows).toHaveLength(511);
    expect(MOST_DIMENSIONS).toBe(512);
    expect(rows[10 - 2]).toEqual([7, 1, 1, 7, 11, 19]);
  });

  it("has odd initial numbers m_i under 2^i", () => {
    for (const [, ...initial] of rows) {
      expect(initial.every((m, i) => m % 2 === 1 && m < 2 ** (i + 1))).toBe(true);
    }
  });

  it("has primitive polynomials, each once: x has order 2^s - 1", () => {
    const seen = new Set<number>();
    for (const [a, ...initial] of rows) {
      const degree = initial.length;
      const polynomial = 2 ** degree + 2 * a + 1;
      seen.add(polynomial);
      let [power, order] = [2 % 2 ** degree || polynomial ^ 2, 1];
      for (; power !== 1; order++) {
        power *= 2;
        if (power >= 2 ** degree) power ^= polynomial;
      }
      expect(order).toBe(Math.max(2 ** degree - 1, 1));
    }
    expect(seen.size).toBe(511);
  });
});

describe("Sobol points", () => {
  it("1 to 4 in dimensions 1 to 5 are the published ones, in Gray-code order; point 0 is 0", () => {
    const point = (index: number) => [1, 2, 3, 4, 5].map((dimension) => sobol(dimension, index));
    expect(point(0)).toEqual([0, 0, 0, 0, 0]);
    expect(point(1)).toEqual([0.5, 0.5, 0.5, 0.5, 0.5]);
    expect(point(2)).toEqual([0.75, 0.25, 0.25, 0.25, 0.75]);
    expect(point(3)).toEqual([0.25, 0.75, 0.75, 0.75, 0.25]);
    expect(point(4).slice(0, 4)).toEqual([0.375, 0.375, 0.625, 0.875]);
    expect(point(4)[4]).toBe(0.375);
  });

  it("1024 of them have one in each of 1024 intervals, in every dimension, wherever a stretch begins", () => {
    for (let dimension = 1; dimension <= MOST_DIMENSIONS; dimension++) {
      const directions = directionsOf(dimension);
      const cells = new Set<number>();
      const first = 1024 * (dimension % 7);
      for (let index = first; index < first + 1024; index++)
        cells.add(sobolDigits(directions, index) >>> 22);
      expect(cells.size).toBe(1024);
    }
  });

  it("reach beyond 2^20 points: the last of all is in [0, 1)", () => {
    for (const dimension of [1, 2, 10, 512]) {
      const last = sobol(dimension, 2 ** 32 - 1);
      expect(last >= 0 && last < 1).toBe(true);
      // Gray's code of 2^32 - 1 is 2^31: the last direction number alone.
      expect(last).toBe(directionsOf(dimension)[31] / 2 ** 32);
    }
  });

  it.each([
    [0, 1, /dimension/],
    [513, 1, /dimension/],
    [1.5, 1, /dimension/],
    [1, -1, /index/],
    [1, 2 ** 32, /index/],
    [1, 0.5, /index/],
  ])("of dimension %d, index %d are refused", (dimension, index, message) => {
    expect(() => sobol(dimension, index)).toThrow(message);
  });
});
