import { expect, test } from "vitest";
import { compileChart } from "../../../src/output/report/chart.ts";
import { ALL_VENUES, readCurves } from "../../../src/output/report/curvePoints.ts";
import { curvesSection } from "../../../src/output/report/curves.ts";
import { thinned } from "../../../src/output/report/runRows.ts";
import { smallModel } from "../../engine/smallModel.ts";
import { runOf } from "./tables.ts";

const exceedance = [
  "metric, threshold, probability, ci_low, ci_high, return_period_years",
  "('bad_debt_usd', 0.0, 0.5, 0.1, 0.9, 1.0), ('bad_debt_usd', 100.0, 0.25, 0.0, 0.8, 2.0), ('bad_debt_usd', 200.0, 0.0, 0.0, 0.7, null)",
] as const;
const paths = ["path, weight", "(0, 1.0), (1, 1.0), (2, 0.5), (3, 1.5)"] as const;

test("a venue's curve counts the paths on which it liquidated nobody, by their weights", async () => {
  const model = smallModel("small", 4);
  const [{ name }] = model.venues;
  const venues = [
    "path, venue, liquidated_usd, bad_debt_usd, socialised_usd",
    `(1, '${name}', 50.0, 0.0, 0.0), (3, '${name}', 80.0, 0.0, 0.0), (2, 'other', 90.0, 0.0, 0.0)`,
  ] as const;
  const run = await runOf({ exceedance, paths, venues });
  const points = await readCurves(run, model);
  const own = points.filter(({ venue, metric }) => venue === name && metric === "liquidated_usd");
  expect(own[0]).toMatchObject({ threshold: 50, probability: 0.375 }); // path 3 alone: 1.5 of 4
  expect(
    points.filter(({ venue }) => venue === ALL_VENUES).map(({ threshold }) => threshold),
  ).toEqual([100]);
  run.database.close();
});

test("a curve keeps its ends when it is thinned to 200 points", () => {
  const points = Array.from({ length: 4001 }, (_, at) => at);
  const kept = thinned(points, 200);
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([200, 0, 4000]);
  expect(thinned([1, 2], 200)).toEqual([1, 2]);
});

test("the chart can be told to show another metric or venue; without a loss there is none", async () => {
  const point = {
    venue: ALL_VENUES,
    metric: "bad_debt_usd",
    threshold: 1,
    probability: 0.5,
    low: 0.4,
    high: 0.6,
    years: 1,
  };
  const { charts, html } = curvesSection([point, { ...point, metric: "adl_usd" }], 100);
  const { signals } = (await compileChart(charts[0])) as {
    signals: { name: string; value?: unknown }[];
  };
  expect(
    signals.filter(({ name }) => name === "metric" || name === "venue").map(({ value }) => value),
  ).toEqual(["bad_debt_usd", ALL_VENUES]);
  expect(html.indexOf("bad_debt_usd")).toBeLessThan(html.indexOf("adl_usd")); // what is drawn first is chosen first
  expect(curvesSection([], 100).charts).toEqual([]);
});
