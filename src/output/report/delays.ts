/** How long a liquidation waits: quantiles of the time from first breach to close, by venue, with their intervals. */

import type { TopLevelSpec } from "vega-lite";
import { specOf } from "./chart.ts";
import type { Section } from "./chart.ts";
import { chartHtml, paragraph, tableHtml } from "./html.ts";
import { numberOf, rowsOf, textOf } from "./runRows.ts";
import type { OpenRun } from "./runRows.ts";

const MINUTE = 60;
/** Minutes at which "in the same step" is drawn: left of what a step of one minute knows. */
const SAME_STEP = 0.5;
const TICKS = [SAME_STEP, 1, 5, 15, 60, 240, 1440, 4320, 14_400];
const LABEL = [
  `datum.value == ${SAME_STEP} ? 'same step'`,
  "datum.value < 60 ? datum.value + ' min'",
  "datum.value < 1440 ? datum.value / 60 + ' h'",
  "datum.value / 1440 + ' d'",
].join(" : ");

/** A quantile of one venue; null: not closed within the horizon. */
export interface Delay {
  readonly venue: string;
  readonly level: number;
  readonly seconds: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** The quantiles in the order of the file. */
export async function readDelays(run: OpenRun): Promise<readonly Delay[]> {
  const rows = await rowsOf(run, "select * from delays");
  return rows.map((row) => ({
    venue: textOf(row, "venue"),
    level: numberOf(row, "level") ?? NaN,
    seconds: numberOf(row, "delay_s"),
    low: numberOf(row, "ci_low"),
    high: numberOf(row, "ci_high"),
  }));
}

/** The specification of the chart. @param horizon s: where an open interval ends */
export function delaysSpec(delays: readonly Delay[], horizon: number): TopLevelSpec {
  const minutes = (seconds: number): number => Math.max(SAME_STEP, seconds / MINUTE);
  const longest = minutes(horizon);
  const values = delays.flatMap(({ venue, level, seconds, low, high }) =>
    seconds === null
      ? []
      : [
          {
            venue,
            level,
            minutes: minutes(seconds),
            low: minutes(low ?? 0),
            high: minutes(high ?? horizon),
          },
        ],
  );
  const x = {
    field: "minutes",
    type: "quantitative",
    title: "time from breach to close",
    scale: { type: "log", nice: false, domain: [SAME_STEP * 0.9, longest] },
    axis: { values: TICKS.filter((tick) => tick <= longest), labelExpr: LABEL, labelOverlap: true },
  };
  const y = {
    field: "level",
    type: "quantitative",
    title: "share closed by then",
    scale: { domain: [0, 1] },
    axis: { format: "%" },
  };
  const color = { field: "venue", type: "nominal", title: null, legend: { symbolOpacity: 1 } };
  return specOf({
    height: 280,
    data: { values },
    layer: [
      {
        mark: { type: "rule", strokeWidth: 6, opacity: 0.28 },
        encoding: { x: { ...x, field: "low" }, x2: { field: "high" }, y, color },
      },
      {
        mark: {
          type: "line",
          order: true,
          strokeWidth: 2,
          point: { size: 50, filled: true },
          tooltip: true,
        },
        encoding: { x, y, color, order: { field: "level" } },
      },
    ],
  });
}

/** The section. @param shown seconds as text */
export function delaysSection(
  delays: readonly Delay[],
  horizon: number,
  shown: (seconds: number) => string,
): Section {
  const id = "delays";
  const title = "How long a liquidation waits";
  if (delays.every(({ seconds }) => seconds === null))
    return {
      id,
      title,
      html: paragraph("No account was ever in breach long enough to be counted."),
      charts: [],
    };
  const beyond = (seconds: number | null): string => (seconds === null ? "beyond" : shown(seconds));
  const rows = delays.map(({ venue, level, seconds, low, high }) => [
    venue,
    `${100 * level} %`,
    beyond(seconds),
    `${beyond(low)} to ${beyond(high)}`,
  ]);
  const html = [
    chartHtml(id, "Quantiles of the liquidation delay by venue"),
    paragraph(
      "From the first breach to the close (Kaplan-Meier: an account that recovers, or is still open at the horizon, is censored). Bars: 95 % intervals of sampling error; a share that is not closed within the horizon has no point.",
    ),
    `<details><summary>The same as a table</summary>${tableHtml(["venue", "share", "closed within", "95 % interval"], rows)}</details>`,
  ];
  return { id, title, html: html.join("\n"), charts: [{ id, spec: delaysSpec(delays, horizon) }] };
}
