import { expect, test } from "vitest";
import { latinHypercube, sobolPoints } from "../../src/random/spaceFilling.ts";
import { createRegistry } from "../../src/random/streams.ts";

const registry = createRegistry("7");
const cells = (points: readonly number[][], dimension: number, count: number): number[] =>
  points.map((point) => Math.floor(point[dimension] * count)).toSorted((a, b) => a - b);
const all = (count: number): number[] => Array.from({ length: count }, (_, cell) => cell);

test.each([1, 7, 50])("a Latin hypercube of %d points has one in each stretch", (count) => {
  const points = latinHypercube(registry, count, 3);
  for (let dimension = 0; dimension < 3; dimension++)
    expect(cells(points, dimension, count)).toEqual(all(count));
});

test("32 Sobol points have one in each of 32 stretches, and one in each of 8 x 4 boxes", () => {
  const points = sobolPoints(registry, 32, 3);
  for (let dimension = 0; dimension < 3; dimension++)
    expect(cells(points, dimension, 32)).toEqual(all(32));
  const boxes = points.map(([x, y]) => Math.floor(x * 8) * 4 + Math.floor(y * 4));
  expect(boxes.toSorted((a, b) => a - b)).toEqual(all(32));
});

test.each([latinHypercube, sobolPoints])(
  "the same seed gives the same points, another one others, and a new dimension moves none",
  (design) => {
    const points = design(registry, 16, 2);
    expect(design(createRegistry("7"), 16, 2)).toEqual(points);
    expect(design(createRegistry("8"), 16, 2)).not.toEqual(points);
    expect(design(registry, 16, 3).map(([x, y]) => [x, y])).toEqual(points);
    const [first, second] = [0, 1].map((dimension) => points.map((point) => point[dimension]));
    expect(first).not.toEqual(second);
    expect(points.flat().every((x) => x > 0 && x < 1)).toBe(true);
  },
);
