import { expect, test } from "vitest";
import {
  headlineSection,
  headlineSentences,
  valueText,
} from "../../../src/commands/report/headline.ts";
import type { Stated } from "../../../src/commands/report/headline.ts";

const mean: Stated = {
  metric: "bad_debt_usd",
  statistic: "mean",
  level: null,
  value: 12_345,
  sampling: [10_000, 15_000],
  parameter: [null, null],
};
const chance: Stated = {
  ...mean,
  statistic: "probability",
  level: 0,
  value: 0.2,
  sampling: [0.15, 0.25],
};

test("a figure is told with its interval, and with that of ignorance where there is one", () => {
  expect(valueText(mean)).toBe("12.3k USD (95 %: 10k to 15k)");
  expect(valueText({ ...mean, parameter: [5e3, 4e4] })).toBe(
    "12.3k USD (95 %: 10k to 15k; over what is not known of the parameters 5k to 40k)",
  );
  expect(valueText({ ...mean, value: null })).toBe("not resolved by so few paths");
});

test("the sentences say what is not resolved in place of leaving it out", () => {
  const [first, second] = headlineSentences([mean, chance], 3 * 86_400);
  expect(first).toMatch(
    /^Bad debt, mean: 12\.3k USD .*\(ES 99 %\): not resolved by so few paths\.$/,
  );
  expect(second).toBe(
    "A window of 3 days has bad debt with probability 20 % (95 %: 15 % to 25 %).",
  );
});

test("the column of what is not known is there only where the run says something of it", () => {
  expect(headlineSection([mean], 86_400).html).not.toContain("95 % of worlds");
  expect(headlineSection([{ ...mean, parameter: [1, 2] }], 86_400).html).toContain(
    "95 % of worlds",
  );
});

test("who pays the bad debt is told whole: payers of nothing left out, what the list leaves named", () => {
  const paid = (metric: string, value: number): Stated => ({ ...mean, metric, value });
  const stated = [
    mean,
    paid("insurance_used_usd", 8000),
    paid("vault_loss_usd", 3000),
    paid("adl_usd", 0),
    paid("socialised_usd", 0),
  ];
  expect(headlineSentences(stated, 86_400).at(-1)).toBe(
    "Of the bad debt, mean: insurance pays 8k USD (95 %: 10k to 15k); vaults pay 3k USD (95 %: 10k to 15k); makers, pools or lenders are left with 1.34k USD.",
  );
  const { html } = headlineSection(stated, 86_400);
  expect(html).toContain("paid by vaults");
  expect(html).not.toContain("auto-deleveraging");
});
