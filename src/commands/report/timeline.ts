/** The worst path over time: prices, outages and liquidations under one clock, which a signal `now` moves. */

import type { TopLevelSpec } from "vega-lite";
import type { Replay, ReplayedRow } from "../../engine/replay.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import { INK, specOf } from "../../output/report/chart.ts";
import type { Chart } from "../../output/report/chart.ts";
import { thinned } from "../../output/report/runRows.ts";
import { numberIn, textIn } from "../explain/event.ts";

const HOUR = 3600;
/** Moments of a price that are drawn, at most. */
const MOMENTS = 200;
/** Bars over the horizon: few enough to be seen on a phone. */
const BINS = 72;
/** What has not happened yet is this faint. */
const AHEAD = 0.15;

const hour = (horizon: number, title: string | null): object => ({
  field: "hour",
  type: "quantitative",
  title,
  scale: { domain: [0, horizon / HOUR], nice: false },
});

const clockHand = (horizon: number): object => ({
  data: { values: [{}] },
  mark: { type: "rule", clip: true, strokeWidth: 1.5, strokeDash: [4, 3], color: INK },
  encoding: {
    x: {
      datum: { expr: "now" },
      type: "quantitative",
      scale: { domain: [0, horizon / HOUR], nice: false },
    },
  },
});

const past = (test: string): object => ({
  opacity: { condition: { test, value: 1 }, value: AHEAD },
});

/** Every chart of the timeline is as wide to the left of its axis. */
const AXIS = { minExtent: 72, maxExtent: 72, labelLimit: 66 };
/** The faint future does not make its legend faint. */
const LEGEND = { symbolOpacity: 1 };

function priceChart({ market, horizon }: ResolvedModel, { trace }: Replay): TopLevelSpec {
  const { columns, rows } = trace.prices;
  const moments = thinned([...Array(rows).keys()], MOMENTS);
  const values = market.baseAssets.flatMap((asset) => {
    const { name } = market.assets[asset];
    return moments.map((row) => ({
      hour: columns["time_s"][row] / HOUR,
      asset: name,
      share: columns[name][row] / columns[name][0],
    }));
  });
  const y = {
    field: "share",
    type: "quantitative",
    title: "price / start",
    scale: { zero: false },
    axis: { ...AXIS, format: ".0%" },
  };
  const color = { field: "asset", type: "nominal", title: null, legend: LEGEND };
  const x = hour(horizon, null);
  // What reaches over the edge would make this chart narrower than those below it.
  const line = { type: "line", clip: true, strokeWidth: 1.8 };
  return specOf({
    height: 150,
    params: [{ name: "now", value: horizon / HOUR }],
    data: { values },
    layer: [
      { mark: { ...line, opacity: AHEAD }, encoding: { x, y, color } },
      { transform: [{ filter: "datum.hour <= now" }], mark: line, encoding: { x, y, color } },
      clockHand(horizon),
    ],
  });
}

function outageChart({ horizon }: ResolvedModel, faults: readonly ReplayedRow[]): TopLevelSpec {
  const values = faults.map((row) => {
    const end = numberIn(row, "end_s");
    const [start, stop] = [
      numberIn(row, "start_s") / HOUR,
      (Number.isNaN(end) ? horizon : end) / HOUR,
    ];
    return {
      component: textIn(row, "component").replace(/^\w+\./, ""),
      mode: textIn(row, "mode"),
      hour: start,
      end: Math.min(stop, horizon / HOUR),
    };
  });
  const y = { field: "component", type: "nominal", title: null, axis: AXIS };
  const bar = {
    mark: { type: "bar", height: 12, tooltip: true },
    encoding: {
      x: hour(horizon, null),
      x2: { field: "end" },
      y,
      color: { field: "mode", type: "nominal", title: null, legend: LEGEND },
      ...past("datum.hour <= now"),
    },
  };
  return specOf({
    height: 26 * new Set(values.map(({ component }) => component)).size,
    params: [{ name: "now", value: horizon / HOUR }],
    data: { values },
    layer: [bar, clockHand(horizon)],
  });
}

function saleChart({ horizon }: ResolvedModel, liquidations: readonly ReplayedRow[]): TopLevelSpec {
  const width = horizon / BINS;
  const bins = new Map<string, number>();
  for (const row of liquidations) {
    const key = `${Math.floor(numberIn(row, "time_s") / width)}\n${textIn(row, "venue")}`;
    bins.set(key, (bins.get(key) ?? 0) + numberIn(row, "notional_usd"));
  }
  const values = [...bins].map(([key, usd]) => {
    const [bin, venue] = key.split("\n");
    return {
      hour: (Number(bin) * width) / HOUR,
      end: ((Number(bin) + 1) * width) / HOUR,
      venue,
      usd,
    };
  });
  const y = {
    field: "usd",
    type: "quantitative",
    title: "liquidated, USD",
    stack: true,
    axis: { ...AXIS, labelExpr: "format(datum.value, '~s')", tickCount: 5 },
  };
  const bar = {
    mark: { type: "bar", tooltip: true, clip: true, binSpacing: 0.5 },
    encoding: {
      x: { ...hour(horizon, "hours from the start"), bin: "binned" },
      x2: { field: "end" },
      y,
      color: { field: "venue", type: "nominal", title: null, legend: LEGEND },
      ...past("datum.hour <= now"),
    },
  };
  return specOf({
    height: 150,
    params: [{ name: "now", value: horizon / HOUR }],
    data: { values },
    layer: [bar, clockHand(horizon)],
  });
}

/** The charts, from above; one of outages only where something failed. */
export function timelineCharts(model: ResolvedModel, replay: Replay): readonly Chart[] {
  const { faults, liquidations } = replay.rows;
  return [
    { id: "timeline-prices", spec: priceChart(model, replay) },
    ...(faults.length > 0 ? [{ id: "timeline-outages", spec: outageChart(model, faults) }] : []),
    ...(liquidations.length > 0
      ? [{ id: "timeline-sales", spec: saleChart(model, liquidations) }]
      : []),
  ];
}
