import { expect, test } from "vitest";
import { breakingText, holdingText } from "../../src/commands/limitText.ts";

const limit = { metric: "bad_debt_usd", probability: 0.01, confidence: 0.95 };

test("a limit keeps all digits of its threshold, with a suffix where three will do", () => {
  expect(breakingText({ ...limit, threshold: 2e5 })).toBe(
    "bad_debt_usd > 200k on 1 % of paths or more",
  );
  expect(holdingText({ ...limit, threshold: 19_999 })).toBe(
    "bad_debt_usd > 19999 on fewer than 1 % of paths with 95 % confidence",
  );
});
