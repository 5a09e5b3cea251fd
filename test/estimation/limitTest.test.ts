import { expect, test } from "vitest";
import { clopperPearson } from "../../src/estimation/clopperPearson.ts";
import { BY_PATH } from "../../src/estimation/grouping.ts";
import { judge } from "../../src/estimation/limitTest.ts";
import type { Limit } from "../../src/estimation/limitTest.ts";

const limit: Limit = { metric: "loss", threshold: 1, probability: 0.01, confidence: 0.95 };
/** `count` losses of 2 among zeros; the threshold itself does not break the limit. */
const losses = (paths: number, count: number): Float64Array =>
  Float64Array.from({ length: paths }, (_, path) => (path < count ? 2 : 1));
const ones = (paths: number): Float64Array => new Float64Array(paths).fill(1);
const look = (paths: number, count: number, at = 0, looks = 1) =>
  judge(losses(paths, count), ones(paths), BY_PATH, limit, at, looks);

test("the interval of the last of one look is Clopper and Pearson's at the confidence", () => {
  const { probability, low, high } = look(1000, 20);
  expect({ low, high }).toEqual(clopperPearson(20, 1000, 0.025));
  expect(probability).toBe(0.02);
});

test("confirmed is the one-sided bound: 4 of 1000 is, 5 is not, and neither is 4 by both ends", () => {
  expect(clopperPearson(4, 1000, 0.05).high).toBeLessThan(0.01);
  expect(clopperPearson(5, 1000, 0.05).high).toBeGreaterThan(0.01);
  expect(look(1000, 4)).toMatchObject({ confirmed: true, under: false, over: false });
  expect(look(1000, 5)).toMatchObject({ confirmed: false, under: false, over: false });
  expect(look(1000, 20)).toMatchObject({ confirmed: false, over: true });
  expect(look(1000, 1)).toMatchObject({ confirmed: true, under: true });
});

test("before the last look only what is clear is settled, with nothing confirmed by half", () => {
  expect(look(1000, 4, 0, 5)).toMatchObject({ settled: false, confirmed: false });
  expect(look(1000, 60, 0, 5)).toMatchObject({ settled: true, over: true });
  expect(look(3000, 0, 0, 5)).toMatchObject({ settled: true, confirmed: true });
  expect(look(1000, 4, 4, 5).settled).toBe(true);
});

test("on the target the first of nine looks decides wrongly about once in 1600 samples", () => {
  // It may err with .05/2 * .1/8 a side: at most 1.25 of 2000 samples are expected, and 7 or more have probability 4e-4.
  let wrong = 0;
  let state = 1;
  const uniform = () => (state = (state * 48271) % 2147483647) / 2147483647;
  for (let sample = 0; sample < 2000; sample++) {
    let count = 0;
    for (let path = 0; path < 1000; path++) if (uniform() < limit.probability) count++;
    if (look(1000, count, 0, 9).settled) wrong++;
  }
  expect(wrong).toBeLessThan(7);
});

test("unequal weights take the weighted interval, and one that none of the paths resolves says nothing", () => {
  const weights = Float64Array.from({ length: 1000 }, (_, path) => (path < 100 ? 0.1 : 1.1));
  const found = judge(losses(1000, 50), weights, BY_PATH, limit, 0, 1);
  expect(found.probability).toBeCloseTo(0.005, 12);
  expect(found.high).toBeLessThan(0.0075);
  expect(found.confirmed).toBe(true);
});
