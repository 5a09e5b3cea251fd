import { afterEach, expect, test, vi } from "vitest";
import { showProgress, showVariants, timeLeft } from "../../src/commands/progress.ts";

test.each([
  [0, "0 s"],
  [59.4, "59 s"],
  [119.7, "2 min 00 s"],
  [3900, "1 h 05 min"],
  [Infinity, "-"],
])("%s seconds are left as %s", (seconds, text) => {
  expect(timeLeft(seconds)).toBe(text);
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** Everything that is written to standard error. */
function heard(): () => string {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  return () => write.mock.calls.map(([text]) => String(text)).join("");
}

const columns = { bad_debt_usd: new Float64Array(50), weight: new Float64Array(50).fill(1) };

test("before the first paths nothing is said of pace and time left, then both are", () => {
  const text = heard();
  const progress = showProgress(false, 100, []);
  expect(text()).not.toContain("mean");
  expect(text()).toContain("0/100 paths | starting");
  progress.advance(columns, 2);
  progress.stop();
  expect(text()).toContain("50/100 paths | 25 paths/s | 2 s left | mean");
});

test("variants are counted from one, and a last line says how many there were and of how many paths", () => {
  const text = heard();
  const progress = showVariants(false, {
    count: 4,
    words: "margins",
    atMost: true,
    paths: 50,
    done: 0,
  });
  for (const variant of [0, 1]) {
    progress.begin(variant);
    progress.advance(columns);
  }
  progress.stop();
  expect(text()).toMatch(/50% \| 2 of at most 4 margins \| 100\/200 paths/);
  expect(text()).toMatch(/\nsimulated 2 margins, 100 paths, in \d+\.\d s\n$/);
});
