/** Whose sales stand behind a displaced price. */
import { expect, it } from "vitest";
import {
  createPressure,
  recordPush,
  resetPressure,
  shareDisplacement,
} from "../../../src/contagion/state/pressure.ts";

it("a venue's own price that stands .02 above its S takes .02 off the .03 by which the venue has moved S down", () => {
  const pressure = createPressure(2, 1, 2);
  resetPressure(pressure);
  recordPush(pressure, 0, 0, 0, 0, -1, -0.03);
  recordPush(pressure, 1, 0, 1, 1, -1, -0.01);
  const shares = new Float64Array(2);
  expect(shareDisplacement(pressure, 0, 0, 0, -0.02, shares, 0)).toBe(true);
  expect([...shares]).toEqual([expect.closeTo(0.5, 12), expect.closeTo(0.5, 12)]);
  expect(shareDisplacement(pressure, 0, 0, 0, -0.04, shares, 0)).toBe(true);
  expect([...shares]).toEqual([0, 1]);
});
