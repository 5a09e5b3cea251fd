import { expect, test } from "vitest";
import { timeLeft } from "../../src/commands/progress.ts";

test.each([
  [0, "0 s"],
  [59.4, "59 s"],
  [119.7, "2 min 00 s"],
  [3900, "1 h 05 min"],
  ["INF", "-"],
])("%s seconds are left as %s", (seconds, text) => {
  expect(timeLeft(seconds)).toBe(text);
});
