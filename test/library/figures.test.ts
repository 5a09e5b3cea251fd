import { expect, test } from "vitest";
import {
  difference,
  estimate,
  loadModel,
  query,
  readPaths,
  simulatePaths,
} from "../../src/index.ts";
import type { Paths } from "../../src/index.ts";

const of = (values: readonly number[], seed = "1"): Paths => ({
  count: values.length,
  seed,
  sampling: {},
  columns: { x: Float64Array.from(values), weight: new Float64Array(values.length).fill(1) },
});

const FIGURES = [
  ["mean(liquidated_usd)", "mean", "is null"],
  ["sd(liquidated_usd)", "sd", "is null"],
  ["var(liquidated_usd, 0.95)", "var", "= 0.95"],
  ["es( liquidated_usd,0.95 )", "es", "= 0.95"],
  ["probability(bad_debt_usd > 0)", "probability", "is null"],
] as const;

test.each(FIGURES)("%s of a run is what its summary.csv says", async (text, statistic, level) => {
  const metric = statistic === "probability" ? "bad_debt_usd" : "liquidated_usd";
  const paths = await readPaths("runs/reference", [metric]);
  const { value, interval } = estimate(text, paths);
  const { rows } = await query(
    "runs/reference",
    `select value, ci_low, ci_high from summary where metric = '${metric}' and statistic = '${statistic}' and level ${level}`,
  );
  expect([value, interval?.low, interval?.high]).toEqual(rows[0]);
});

test("a column of one's own has figures like any other", () => {
  const paths = of([1, 2, 3, 4]);
  paths.columns["twice"] = paths.columns["x"].map((value) => 2 * value);
  expect(estimate("mean(twice)", paths).value).toBe(5);
});

test("what the paths do not resolve has no value, and a reason", () => {
  expect(estimate("es(x, 0.999)", of([1, 2, 3]))).toMatchObject({
    value: undefined,
    note: expect.stringMatching(/./) as string,
  });
});

test("of a shift that every path shares the difference is exact, and of luck the interval holds 0", () => {
  const first = of(Array.from({ length: 100 }, (_, path) => (path * 37) % 101));
  const second = of([...first.columns["x"]].map((value, path) => value + 5 + (path % 2)));
  const { value, interval } = difference("mean(x)", first, second);
  expect(value).toBeCloseTo(5.5, 12);
  expect(interval!.high - interval!.low).toBeCloseTo(2 * 1.984 * Math.sqrt(0.25 / 99), 3);
});

test("a higher maintenance margin leaves less bad debt on the same paths", async () => {
  const [low, high] = await Promise.all(
    ["0.01", "0.06"].map((margin) => {
      const set = [
        `venues.perps.margin.0.maintenance=${margin}`,
        "venues.perps.margin.0.initial=0.1",
      ];
      const model = loadModel("models/quickstart.yaml", { set });
      return simulatePaths(model, { paths: 100, seed: 1, threads: 1, columns: ["bad_debt_usd"] });
    }),
  );
  expect(difference("mean(bad_debt_usd)", low!, high!).value).toBeLessThan(0);
});

test.each([
  ["mean(y)", "unknown column 'y'"],
  ["median(x)", "figure must be like mean(x)"],
  ["es(x, 1)", "figure must be like"],
])("the figure %s is refused: %s", (text, message) => {
  expect(() => estimate(text, of([1, 2]))).toThrow(message);
});

test("paths that met other draws are not paired, and a column cut short is not read", () => {
  expect(() => difference("mean(x)", of([1, 2]), of([1, 2], "2"))).toThrow(
    "the seeds differ (1, 2)",
  );
  expect(() => difference("mean(x)", of([1, 2]), of([1, 2, 3]))).toThrow("numbers of paths differ");
  const short = { ...of([1, 2, 3]), columns: { ...of([1, 2, 3]).columns, x: new Float64Array(2) } };
  expect(() => estimate("mean(x)", short)).toThrow("x must have 3 values, has 2");
  expect(() => estimate("mean(x)", of([1, 2]), 1)).toThrow("confidence");
});
