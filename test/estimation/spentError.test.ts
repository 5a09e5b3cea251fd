import { expect, test } from "vitest";
import { errorAt } from "../../src/estimation/spentError.ts";

test.each([1, 2, 9])("%d looks spend the whole error and no more", (looks) => {
  let spent = 0;
  for (let look = 0; look < looks; look++) spent += errorAt(0.05, look, looks);
  expect(spent).toBeCloseTo(0.05, 15);
});

test("nine tenths are left for the last look, and a single look has all of it", () => {
  expect(errorAt(0.05, 4, 5)).toBeCloseTo(0.045, 15);
  expect(errorAt(0.05, 0, 1)).toBe(0.05);
});
