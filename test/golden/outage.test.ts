/** An outage that outlasts the horizon; what it costs on average is in the verification suites. */
import { expect, it } from "vitest";
import { playColumn, shipped } from "../../src/verification/playing.ts";

it("an outage past the horizon hides no loss: the same paths up to 21 h have it as unresolved bad debt", () => {
  const model = shipped("verification/halted-long", ["horizon=21 hours"]);
  const missing = playColumn(model, "final_price_ETH", 20_000).map((price) =>
    Math.max(0, 90 - price),
  );
  const unresolved = playColumn(model, "unresolved_bad_debt_usd", 20_000);
  expect(missing.filter((usd) => usd > 0).length).toBeGreaterThan(50);
  // Sums of numbers around 100: rounding of 1e-14 each.
  missing.forEach((usd, path) => expect(Math.abs(unresolved[path] - usd)).toBeLessThan(1e-11));
});
