import { expect, test } from "vitest";
import { inverseNormal } from "../../src/random/inverseNormal.ts";
import { philox4x32 } from "../../src/random/philox.ts";
import {
  createRegistry,
  DRAWS_PER_ITEM,
  exponential,
  fillNormals,
  fillUniforms,
  fnv1a64,
  ITEM_LIMIT,
  streamOf,
  uniform,
  type Stream,
} from "../../src/random/streams.ts";

const stream = streamOf(createRegistry("42"), "sequencers.commons", "halt");
const PATHS = 20_000;

/** Draw `d` by the addressing rule, through the public generator. */
function addressed({ key0, key1, low, high }: Stream, path: number, d: number): number {
  const words = philox4x32([Math.floor(d / 2), low, high, path], [key0, key1]);
  const [a, b] = d % 2 === 0 ? [words[0]!, words[1]!] : [words[2]!, words[3]!];
  return ((a >>> 5) * 2 ** 26 + (b >>> 6)) / 2 ** 53;
}

test("draw d is half d & 1 of block floor(d / 2), for paths up to 2^32 - 1 and draws up to 2^33 - 1", () => {
  for (const path of [0, 1, 2 ** 31, 2 ** 32 - 1]) {
    for (const d of [
      0,
      1,
      2,
      3,
      2 ** 31 - 1,
      2 ** 31,
      2 ** 32 - 1,
      2 ** 32,
      2 ** 32 + 3,
      2 ** 33 - 1,
    ]) {
      expect(uniform(stream, path, d)).toBe(addressed(stream, path, d));
    }
  }
});

test("the first draws of seed 42 never change (value-breaking if they do)", () => {
  expect([0, 1, 2].map((d) => uniform(stream, 0, d))).toEqual([
    0.5697979302084462, 0.3546127066195147, 0.6209278533217053,
  ]);
});

test.each([
  [0, 8],
  [1, 8],
  [4, 7],
  [5, 7],
  [3, 1],
  [2, 1],
  [2 ** 32 - 3, 6],
  [6, 0],
  [7, 0],
])(
  "filling from draw %d, %d at a time, equals single draws to the bit and writes nothing else",
  (first, count) => {
    const out = new Float64Array(count + 2).fill(-1);
    const single = Array.from({ length: count }, (_, k) => uniform(stream, 9, first + k));
    fillUniforms(stream, 9, first, out, count);
    expect([...out]).toEqual([...single, -1, -1]);
    fillNormals(stream, 9, first, out, count);
    expect([...out]).toEqual([...single.map(inverseNormal), -1, -1]);
  },
);

test("an exponential is -log(1 - u) of the same draw, and grows with it", () => {
  for (let d = 0; d < 100; d++) {
    const u = uniform(stream, 3, d);
    expect(exponential(stream, 3, d)).toBeCloseTo(-Math.log(1 - u), 14);
  }
});

test("a stream depends on seed, component and purpose alone, not on what else was asked for", () => {
  const crowded = createRegistry("42");
  for (let k = 0; k < 50; k++) streamOf(crowded, `component ${k}`, "halt");
  expect(streamOf(crowded, "sequencers.commons", "halt")).toEqual(stream);
  expect(streamOf(crowded, "sequencers.commons", "halt")).toEqual(stream);
});

test("component and purpose are told apart: (a, bc) is not (ab, c)", () => {
  const registry = createRegistry("42");
  expect(streamOf(registry, "a", "bc")).not.toEqual(streamOf(registry, "ab", "c"));
});

test("two purposes with one id are refused by name", () => {
  const registry = createRegistry("42", () => 7n);
  expect(streamOf(registry, "sequencers.a", "halt")).toMatchObject({ low: 7, high: 0 });
  expect(() => streamOf(registry, "bridges.b", "pause")).toThrow(
    'random streams ["sequencers.a","halt"] and ["bridges.b","pause"] have the same id; rename one of the components',
  );
});

test("FNV-1a of '', 'a' and 'foobar' are the published values", () => {
  expect(["", "a", "foobar"].map(fnv1a64)).toEqual([
    0xcbf29ce484222325n,
    0xaf63dc4c8601ec8cn,
    0x85944171f73967e8n,
  ]);
});

test("every seed has a key of its own: 0, the empty one, repetitions, other alphabets and 20 000 numbers", () => {
  const seeds = [
    "",
    "a",
    "aa",
    "aaa",
    "š",
    "š".repeat(300),
    "š".repeat(301),
    "a".repeat(300),
    "a ",
    "\0",
    "1.0",
    "01",
  ];
  for (let k = 0; k < 20_000; k++) seeds.push(String(k));
  const keys = new Set(seeds.map((seed) => JSON.stringify(createRegistry(seed))));
  expect(keys.size).toBe(seeds.length);
});

test("2^28 items of 16 draws each are within reach of one stream", () => {
  expect((ITEM_LIMIT - 1) * DRAWS_PER_ITEM + 15).toBeLessThan(2 ** 33);
});

/** Neighbours that a bad generator would confuse: the first draw of every path of each. */
const column = (of: Stream, draw: number, shift = 0) =>
  Float64Array.from({ length: PATHS }, (_, path) => uniform(of, path + shift, draw));
const commons = createRegistry("42");
const reference = column(stream, 0);
const neighbours: [string, Float64Array][] = [
  ["the next path", column(stream, 0, 1)],
  ["the next draw", column(stream, 1)],
  ["the draw after", column(stream, 2)],
  ["the same draw of the next item", column(stream, DRAWS_PER_ITEM)],
  ["another purpose", column(streamOf(commons, "sequencers.commons", "slow"), 0)],
  ["another component", column(streamOf(commons, "sequencers.common", "halt"), 0)],
  ["seed 43", column(streamOf(createRegistry("43"), "sequencers.commons", "halt"), 0)],
  ["seed 0", column(streamOf(createRegistry("0"), "sequencers.commons", "halt"), 0)],
];

test.each(neighbours)(
  "%s: 20 000 first draws fill 100 cells evenly (chi-square, false alarm 1e-6)",
  (_, draws) => {
    const cells = new Float64Array(100);
    for (const u of draws) cells[Math.floor(u * 100)]!++;
    const chiSquare = cells.reduce((sum, n) => sum + (n - PATHS / 100) ** 2 / (PATHS / 100), 0);
    // Quantiles of chi-square with 99 degrees of freedom at 5e-7 and 1 - 5e-7.
    expect(chiSquare).toBeGreaterThan(44.699);
    expect(chiSquare).toBeLessThan(183.685);
  },
);

test.each(neighbours)(
  "%s is uncorrelated with the stream itself (|z| < 4.9, false alarm 1e-6)",
  (_, draws) => {
    const products = draws.reduce((sum, u, path) => sum + (u - 0.5) * (reference[path]! - 0.5), 0);
    expect(Math.abs((products * 12) / Math.sqrt(PATHS))).toBeLessThan(4.9);
  },
);

test("normals of 20 000 paths have mean 0, variance 1 and fourth moment 3 within 4 standard errors", () => {
  const out = new Float64Array(PATHS);
  fillNormals(stream, 1, 0, out, PATHS);
  const moment = (k: number) => out.reduce((sum, z) => sum + z ** k, 0) / PATHS;
  expect(Math.abs(moment(1)) * Math.sqrt(PATHS)).toBeLessThan(4);
  expect((Math.abs(moment(2) - 1) * Math.sqrt(PATHS)) / Math.sqrt(2)).toBeLessThan(4);
  expect((Math.abs(moment(4) - 3) * Math.sqrt(PATHS)) / Math.sqrt(96)).toBeLessThan(4);
});
