import { expect, test } from "vitest";
import { aligned, duration, figure } from "../../src/commands/figures.ts";

test.each([
  [0, "0"],
  [1234567, "1.23M"],
  [999.6, "1000"],
  [999_999, "1000k"],
  [-45_600, "-45.6k"],
  [0.00123456, "0.00123"],
  [3.2e12, "3.2T"],
  [1e18, "1.00e+6T"],
  [null, "-"],
  [NaN, "-"],
])("%d is shown as %s", (value, text) => {
  expect(figure(value)).toBe(text);
});

test("durations are shown in seconds, minutes or hours", () => {
  expect([4.21, 192, 7500].map(duration)).toEqual(["4.2 s", "3 min 12 s", "2 h 05 min"]);
});

test("numbers stand right under one another", () => {
  expect(
    aligned([
      ["a", "mean"],
      ["long", "5"],
    ]),
  ).toBe("  a     mean\n  long     5");
});
