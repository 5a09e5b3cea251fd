/** Exceedance curves with their bands, both axes logarithmic; the metric and the venue can be chosen. */

import type { TopLevelSpec } from "vega-lite";
import { PALETTE, specOf } from "./chart.ts";
import type { Section } from "./chart.ts";
import { ALL_VENUES } from "./curvePoints.ts";
import type { CurvePoint } from "./curvePoints.ts";
import { chartHtml, chooserHtml, paragraph } from "./html.ts";

/** No milli for people: 0.1 is not 100m. */
const PLAIN = "datum.value < 1 ? datum.value : format(datum.value, '~s')";
/** Where a logarithmic axis has lines: powers of ten. */
const POWERS: readonly number[] = Array.from({ length: 25 }, (_, at) => Number(`1e${at - 10}`));

/** The axis says what the chosen metric is counted in. */
const UNIT =
  "'more than, ' + (test(/_hours$/, metric) ? (test(/_usd_hours$/, metric) ? 'USD hours' : 'hours') : 'USD')";

/** The specification of the chart; `metric` and `venue` are signals that choose the curve. */
export function curvesSpec(points: readonly CurvePoint[], least: number): TopLevelSpec {
  const x = {
    field: "threshold",
    type: "quantitative",
    title: { signal: UNIT },
    scale: { type: "log", nice: false },
    axis: { labelExpr: PLAIN, labelOverlap: true, values: POWERS },
  };
  const y = {
    field: "probability",
    type: "quantitative",
    title: "probability in a window",
    scale: { type: "log", nice: false, domain: [least, 1] },
    axis: { format: "~%", labelOverlap: true, values: POWERS },
  };
  const first = points.find(({ metric }) => metric === "bad_debt_usd") ?? points[0];
  const shown = (field: string, title: string, format: string): object => ({
    field,
    title,
    format,
    type: "quantitative",
  });
  return specOf({
    height: 340,
    params: [
      { name: "metric", value: first?.metric ?? "" },
      { name: "venue", value: ALL_VENUES },
    ],
    data: { values: points },
    transform: [
      { filter: "datum.metric == metric && datum.venue == venue" },
      { calculate: `max(datum.low, ${least / 2})`, as: "floor" },
    ],
    layer: [
      {
        mark: { type: "area", opacity: 0.22, clip: true, color: PALETTE[0] },
        encoding: { x, y: { ...y, field: "floor" }, y2: { field: "high" } },
      },
      {
        mark: { type: "line", strokeWidth: 2.4, clip: true, color: PALETTE[0] },
        encoding: { x, y },
      },
      {
        mark: { type: "point", size: 90, filled: true, color: PALETTE[0] },
        params: [
          {
            name: "near",
            select: { type: "point", on: "pointerover", nearest: true, clear: "pointerout" },
          },
        ],
        encoding: {
          x,
          y,
          opacity: { condition: { param: "near", empty: false, value: 1 }, value: 0 },
          tooltip: [
            shown("threshold", "more than", ",.4~s"),
            shown("probability", "probability", ".3~%"),
            shown("low", "from", ".3~%"),
            shown("high", "to", ".3~%"),
            shown("years", "return period, years", ".3~r"),
          ],
        },
      },
    ],
  });
}

/** The section. @param paths how many the run has: less than half a path is not drawn */
export function curvesSection(points: readonly CurvePoint[], paths: number): Section {
  const id = "curves";
  const title = "How likely is more than this?";
  if (points.length === 0)
    return {
      id,
      title,
      html: paragraph("No path has a loss of any kind: there is no curve to draw."),
      charts: [],
    };
  const names = (of: (point: CurvePoint) => string): [string, string][] =>
    [...new Set(points.map(of))].map((name) => [name, name.replaceAll("_", " ")]);
  const metrics = names(({ metric }) => metric);
  const first = metrics.toSorted(
    ([one], [other]) => Number(other === "bad_debt_usd") - Number(one === "bad_debt_usd"),
  );
  const html = [
    `<div class="choosers">${chooserHtml("Metric", id, "metric", first)}${chooserHtml(
      "Venue",
      id,
      "venue",
      names(({ venue }) => venue),
    )}</div>`,
    `<p class="note" id="curves-empty" hidden>No path has a loss of this kind there, or the run keeps it for the whole model only.</p>`,
    chartHtml(
      id,
      "Exceedance curve of the chosen metric with its 95 % band, both axes logarithmic",
    ),
    paragraph(
      "Probability that one window exceeds the amount, with pointwise 95 % intervals of sampling error. A return period takes windows as independent.",
    ),
  ];
  return {
    id,
    title,
    html: html.join("\n"),
    charts: [{ id, spec: curvesSpec(points, 0.5 / paths) }],
  };
}
