/** Who liquidates whom: the notional closed at one venue because of sales at another, expected per path. */

import type { TopLevelSpec } from "vega-lite";
import { INK, PALETTE, specOf } from "./chart.ts";
import type { Section } from "./chart.ts";
import { chartHtml, paragraph } from "./html.ts";
import { numberOf, rowsOf, textOf } from "./runRows.ts";
import type { OpenRun } from "./runRows.ts";

export interface Push {
  readonly from: string;
  readonly to: string;
  readonly usd: number;
  /** Of what was closed at `to` because of sales. */
  readonly share: number;
}

/** The matrix, one cell a row. */
export async function readContagion(run: OpenRun): Promise<readonly Push[]> {
  const rows = await rowsOf(run, "select * from contagion");
  return rows.map((row) => ({
    from: textOf(row, "from"),
    to: textOf(row, "to"),
    usd: numberOf(row, "notional_usd") ?? 0,
    share: numberOf(row, "share") ?? 0,
  }));
}

/** The specification of the chart. */
export function contagionSpec(pushes: readonly Push[]): TopLevelSpec {
  const x = {
    field: "to",
    type: "nominal",
    title: "accounts liquidated at",
    axis: { labelAngle: 0, orient: "top" },
  };
  const y = { field: "from", type: "nominal", title: "pushed by sales of" };
  return specOf({
    height: 56 * new Set(pushes.map(({ from }) => from)).size,
    data: { values: pushes },
    layer: [
      {
        mark: { type: "rect", color: PALETTE[1], tooltip: true, stroke: INK, strokeWidth: 0.3 },
        encoding: {
          x,
          y,
          opacity: {
            field: "share",
            type: "quantitative",
            scale: { domain: [0, 1], range: [0.04, 0.75] },
            legend: null,
          },
        },
      },
      {
        transform: [{ calculate: "format(datum.usd, '.3~s') + ' USD'", as: "words" }],
        mark: { type: "text", dy: -8 },
        encoding: { x, y, text: { field: "words" } },
      },
      {
        mark: { type: "text", dy: 9, opacity: 0.8 },
        encoding: { x, y, text: { field: "share", format: ".1%" } },
      },
    ],
  });
}

/** The section. */
export function contagionSection(pushes: readonly Push[]): Section {
  const id = "contagion";
  const title = "Who liquidates whom";
  if (pushes.every(({ usd }) => usd === 0))
    return { id, title, html: paragraph("No sale pushed anybody else under margin."), charts: [] };
  const html = [
    chartHtml(id, "Matrix of notional liquidated at one venue because of sales at another"),
    paragraph(
      "Notional per path closed at a venue (column) because sales at another, or the same (row), had moved the price; under it the row's share of the column.",
    ),
  ];
  return { id, title, html: html.join("\n"), charts: [{ id, spec: contagionSpec(pushes) }] };
}
