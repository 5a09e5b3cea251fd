import { expect, test } from "vitest";
import { frontierPicture } from "../../src/output/frontierPicture.ts";

const subject = {
  model: "m",
  seed: "1",
  paths: 100,
  limit: "bad_debt_usd > 1",
  probability: 0.01,
  confidence: 0.95,
  confirmed: undefined,
};
const row = (value: number, mean: number, ci_high: number) => ({
  key: "margin",
  value,
  metric: "bad_debt_es_usd",
  mean,
  ci_low: 0,
  ci_high,
});

interface Panels {
  readonly vconcat: readonly {
    readonly data: {
      readonly values: readonly { readonly low: number | null; readonly high: number | null }[];
    };
  }[];
}

const highsOf = (rows: ReturnType<typeof row>[]): (number | null)[] =>
  (frontierPicture(rows, subject) as unknown as Panels).vconcat[1].data.values.map(
    ({ high }) => high,
  );

test("one interval that reaches anywhere does not flatten the estimates", () => {
  expect(highsOf([row(0.01, 500, 900), row(0.02, 20, 5e9)])).toEqual([900, 1500]);
});

test("bands that are near their estimates are drawn whole, and unknown ends not at all", () => {
  expect(highsOf([row(0.01, 500, 900), row(0.02, 20, NaN)])).toEqual([900, null]);
  expect(highsOf([row(0.01, 0, 900)])).toEqual([900]);
});

test("a band lacks both ends where it lacks one, or lies above where bands are cut", () => {
  const rows = [row(0.01, 500, 900), { ...row(0.02, 20, 80), ci_low: NaN }, row(0.03, 9, NaN)];
  const above = { ...row(0.04, 9, 5e9), ci_low: 4000 };
  const { vconcat } = frontierPicture([...rows, above], subject) as unknown as Panels;
  expect(vconcat[1].data.values.map(({ low, high }) => [low, high])).toEqual([
    [0, 900],
    [null, null],
    [null, null],
    [null, null],
  ]);
});
