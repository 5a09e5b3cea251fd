import { expect, test } from "vitest";
import { fc, test as property } from "@fast-check/vitest";
import { findCrossing, findFirstCrossing } from "../../src/estimation/crossing.ts";

const grid = [0, 0.25, 0.5, 0.75, 1];
const from = (least: number) => (at: number) => Promise.resolve(at >= least);

property.prop([fc.double({ min: 0.001, max: 1, noNaN: true })])(
  "a threshold is enclosed to the gap halved as often as asked",
  async (least) => {
    const { fails, holds } = await findCrossing(grid, from(least), 6);
    expect(fails!).toBeLessThan(least);
    expect(holds!).toBeGreaterThanOrEqual(least);
    expect(holds! - fails!).toBeCloseTo(0.25 / 64, 14);
  },
);

test("a condition that never fails holds from the first point on; one that always fails holds nowhere", async () => {
  expect(await findCrossing(grid, from(-1), 6)).toEqual({ fails: undefined, holds: 0 });
  expect(await findCrossing(grid, from(2), 6)).toEqual({ fails: 1, holds: undefined });
});

test("where it holds, fails and holds again, the answer is the least from which on the grid holds", async () => {
  const twice = (at: number) => Promise.resolve(at >= 0.7 || (at >= 0.2 && at <= 0.3));
  const { fails, holds } = await findCrossing(grid, twice, 4);
  expect(fails!).toBeLessThan(0.7);
  expect(holds!).toBeGreaterThanOrEqual(0.7);
});

test("the first crossing is the least at which it holds, whatever comes above", async () => {
  const twice = (at: number) => Promise.resolve(at >= 0.9 || (at >= 0.2 && at <= 0.3));
  const { fails, holds } = await findFirstCrossing(grid, twice, 4);
  expect(fails!).toBeLessThan(0.2);
  expect(holds!).toBeGreaterThanOrEqual(0.2);
  expect(holds! - fails!).toBeCloseTo(0.25 / 16, 14);
  expect(await findFirstCrossing(grid, from(-1), 6)).toEqual({ fails: undefined, holds: 0 });
  expect(await findFirstCrossing(grid, from(2), 6)).toEqual({ fails: 1, holds: undefined });
});
