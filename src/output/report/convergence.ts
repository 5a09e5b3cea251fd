/** How the figures settle as paths are added: disjoint stretches of the run, the run, and what four times as many would buy. */

import type { TopLevelSpec } from "vega-lite";
import { specOf } from "./chart.ts";
import type { Section } from "./chart.ts";
import { chartHtml, chooserHtml, paragraph } from "./html.ts";
import { numberOf, rowsOf, textOf } from "./runRows.ts";
import type { OpenRun } from "./runRows.ts";

export interface Settling {
  readonly figure: string;
  readonly paths: number;
  readonly value: number;
  /** The value itself where it has no interval. */
  readonly low: number;
  readonly high: number;
  readonly source: string;
}

/** Rows that have a value, in the order of the file. */
export async function readConvergence(run: OpenRun): Promise<readonly Settling[]> {
  const rows = await rowsOf(run, "select * from convergence where value is not null");
  return rows.map((row) => {
    const value = numberOf(row, "value") ?? NaN;
    return {
      figure: textOf(row, "metric"),
      paths: numberOf(row, "paths") ?? NaN,
      value,
      low: numberOf(row, "ci_low") ?? value,
      high: numberOf(row, "ci_high") ?? value,
      source: textOf(row, "source"),
    };
  });
}

/** The specification of the chart; `figure` is the signal that chooses. */
export function convergenceSpec(rows: readonly Settling[]): TopLevelSpec {
  const x = {
    field: "paths",
    type: "quantitative",
    title: "paths",
    scale: { type: "log", padding: 30, nice: false },
    axis: { format: "~s", labelOverlap: true, tickCount: 6 },
  };
  const y = {
    field: "value",
    type: "quantitative",
    title: "USD",
    scale: { zero: false },
    axis: { format: "~s" },
  };
  const color = {
    field: "source",
    type: "nominal",
    title: null,
    scale: { domain: ["subset", "all", "projected"] },
    legend: { symbolOpacity: 1 },
  };
  return specOf({
    height: 260,
    params: [{ name: "figure", value: rows[0]?.figure ?? "" }],
    data: { values: rows },
    transform: [{ filter: "datum.figure == figure" }],
    layer: [
      {
        mark: { type: "rule", strokeWidth: 2.5 },
        encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" }, color },
      },
      { mark: { type: "point", size: 80, filled: true, tooltip: true }, encoding: { x, y, color } },
    ],
  });
}

/** The section. */
export function convergenceSection(rows: readonly Settling[]): Section {
  const id = "convergence";
  const title = "Have there been enough paths?";
  if (rows.length === 0)
    return {
      id,
      title,
      html: paragraph("The paths resolve none of the figures: there have not been enough."),
      charts: [],
    };
  const figures = [...new Set(rows.map(({ figure }) => figure))];
  const chooser = chooserHtml(
    "Figure",
    id,
    "figure",
    figures.map((figure) => [figure, figure.replaceAll("_", " ")]),
  );
  const html = [
    `<div class="choosers">${chooser}</div>`,
    chartHtml(id, "The chosen figure with its interval over stretches of the run"),
    paragraph(
      "Each stretch of the run (subset) is disjoint from the others: their values should scatter as their 95 % intervals say. Projected: the same value with the interval that four times as many paths would have.",
    ),
  ];
  return { id, title, html: html.join("\n"), charts: [{ id, spec: convergenceSpec(rows) }] };
}
