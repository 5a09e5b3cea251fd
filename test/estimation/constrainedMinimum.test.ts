import { expect, test } from "vitest";
import { findMinimum } from "../../src/estimation/constrainedMinimum.ts";
import type { Valued } from "../../src/estimation/constrainedMinimum.ts";

/** Finds the least allowed value that was asked for. */
async function least(
  start: readonly number[],
  of: (point: readonly number[]) => Valued,
  evaluations: number,
): Promise<{ point: readonly number[]; objective: number; asked: string[] }> {
  const asked: string[] = [];
  let best = { point: start, objective: Infinity };
  await findMinimum(
    start,
    async (point) => {
      asked.push(point.join());
      const valued = await Promise.resolve(of(point));
      if (valued.constraint <= 1e-6 && valued.objective < best.objective)
        best = { point, objective: valued.objective };
      return valued;
    },
    evaluations,
  );
  return { ...best, asked };
}

/** The distance to (.9, .8) on or under the line x + y = 1: least at (.55, .45), where it is .245. */
const onLine = ([x, y]: readonly number[]): Valued => ({
  objective: (x - 0.9) ** 2 + (y - 0.8) ** 2,
  constraint: x + y - 1,
});

test("a quadratic on a line has its minimum where the hand computes it, from inside and from outside", async () => {
  for (const start of [
    [0.1, 0.1],
    [1, 1],
  ]) {
    const { point, objective } = await least(start, onLine, 100);
    expect(point[0]).toBeCloseTo(0.55, 1);
    expect(point[1]).toBeCloseTo(0.45, 1);
    expect(objective).toBeGreaterThan(0.245 - 1e-5);
    expect(objective).toBeLessThan(0.247);
  }
});

test("every point is asked for once, within the cube, and no more of them than allowed", async () => {
  const { asked } = await least([0.1, 0.1], onLine, 12);
  expect(asked).toHaveLength(12);
  expect(new Set(asked).size).toBe(12);
  for (const point of asked)
    for (const coordinate of point.split(",").map(Number)) {
      expect(coordinate).toBeGreaterThanOrEqual(0);
      expect(coordinate).toBeLessThanOrEqual(1);
    }
});

test("a constraint that never binds leaves the minimum of the cube, at its corner", async () => {
  const corner = await least(
    [0.5, 0.5, 0.5],
    ([x, y, z]) => ({ objective: x + 2 * y - z, constraint: -1 }),
    100,
  );
  expect(corner.objective).toBeCloseTo(-1, 2);
});

test("no handler of the optimiser's stays on the process", async () => {
  const handlers = () =>
    ["uncaughtException", "unhandledRejection"].map((event) => process.listenerCount(event));
  const before = handlers();
  await least([0.5], ([x]) => ({ objective: x, constraint: -1 }), 5);
  expect(handlers()).toEqual(before);
});
