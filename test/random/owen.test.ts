import { describe, expect, it } from "vitest";
import { scrambledUniform, scrambleDigits } from "../../src/random/owen.ts";
import type { Scrambling } from "../../src/random/owen.ts";
import { philox4x32 } from "../../src/random/philox.ts";
import { directionsOf, sobolDigits } from "../../src/random/sobol.ts";
import { createRegistry, streamOf } from "../../src/random/streams.ts";

const registry = createRegistry("owen");
const scramblingOf = (dimension: number): Scrambling => ({
  tree: streamOf(registry, `dimension-${dimension}`, "scramble"),
  rest: streamOf(registry, `dimension-${dimension}`, "scramble/rest"),
  words: new Int32Array(4),
});

/** Points of one scramble in one dimension. */
function points(dimension: number, scramble: number, count: number): number[] {
  const directions = directionsOf(dimension);
  const scrambling = scramblingOf(dimension);
  return Array.from({ length: count }, (_, index) =>
    scrambledUniform(scrambling, sobolDigits(directions, index), scramble),
  );
}

/** Owen's definition: one random bit per node of the tree of digits, looked up digit by digit. */
function naive({ tree }: Scrambling, digits: number, scramble: number): string {
  const text = (digits >>> 0).toString(2).padStart(32, "0");
  return Array.from({ length: 32 }, (_, place) => place)
    .map((place) => {
      const level = place - (place % 7);
      const above = 2 ** level + (level === 0 ? 0 : parseInt(text.slice(0, level), 2));
      const words = philox4x32([above, tree.low, tree.high, scramble], [tree.key0, tree.key1]);
      const node = parseInt(`1${text.slice(level, place)}`, 2);
      return Number(text[place]) ^ ((words[node >>> 5] >>> (node & 31)) & 1);
    })
    .join("");
}

describe("nested uniform scrambling", () => {
  it("flips each digit by the bit of the digits before it, as a naive walk down the tree does", () => {
    const scrambling = scramblingOf(3);
    for (const digits of [0, 1, -1, 0x12345678, 0x7fffffff, -0x80000000, 0x0f0f0f0f]) {
      const scrambled = scrambleDigits(scrambling, digits, 7) >>> 0;
      expect(scrambled.toString(2).padStart(32, "0")).toBe(naive(scrambling, digits, 7));
    }
  });

  it("keeps one of 1024 points in each of 1024 intervals", () => {
    for (const dimension of [1, 2, 10, 77]) {
      const cells = new Set(points(dimension, 3, 1024).map((u) => Math.floor(1024 * u)));
      expect(cells.size).toBe(1024);
    }
  });

  it("keeps one of 256 points of dimensions 1 and 2 in each box of area 1/256, of every shape", () => {
    const [x, y] = [points(1, 5, 256), points(2, 5, 256)];
    for (let split = 0; split <= 8; split++) {
      const [wide, high] = [2 ** split, 2 ** (8 - split)];
      const boxes = new Set(x.map((u, i) => Math.floor(wide * u) * high + Math.floor(high * y[i])));
      expect(boxes.size).toBe(256);
    }
  });

  it("makes each point uniform over 4000 scrambles: chi-squared of 16 cells (false alarm 1e-4)", () => {
    for (const index of [0, 1, 6]) {
      const counts = Array.from({ length: 16 }, () => 0);
      const digits = sobolDigits(directionsOf(4), index);
      const scrambling = scramblingOf(4);
      for (let scramble = 0; scramble < 4000; scramble++)
        counts[Math.floor(16 * scrambledUniform(scrambling, digits, scramble))]++;
      const chi = counts.reduce((sum, count) => sum + (count - 250) ** 2 / 250, 0);
      expect(chi).toBeLessThan(44.3);
    }
  });

  it("stays inside (0, 1) and fills the digits beyond the 32nd", () => {
    const drawn = points(2, 1, 4096);
    expect(drawn.every((u) => u > 0 && u < 1)).toBe(true);
    const beyond = new Set(drawn.map((u) => (u * 2 ** 32) % 1));
    expect(beyond.size).toBeGreaterThan(4090);
  });
});

describe("integrals over 1024 points in five dimensions, 32 scrambles", () => {
  /** Of a product of 1 + (u - 1/2): the integral is 1. */
  const estimates = Array.from({ length: 32 }, (_, scramble) => {
    const columns = [1, 2, 3, 4, 5].map((dimension) => points(dimension, scramble, 1024));
    const product = (i: number) => columns.reduce((value, column) => value * (0.5 + column[i]), 1);
    return columns[0].reduce((sum, __, i) => sum + product(i), 0) / 1024;
  });
  const mean = estimates.reduce((sum, value) => sum + value, 0) / 32;
  const variance = estimates.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 31;

  it("are unbiased: the mean is within 4 standard errors of 1", () => {
    expect(Math.abs(mean - 1)).toBeLessThan(4 * Math.sqrt(variance / 32));
  });

  it("vary 1000 times less than those over random points", () => {
    // Of one random point: (1 + 1/12)^5 - 1.
    const plain = ((13 / 12) ** 5 - 1) / 1024;
    expect(plain / variance).toBeGreaterThan(1000);
  });
});
