/** A path as a picture: prices, outages as bars, liquidations by venue, insurance left; one time axis under all. */

import type { TopLevelSpec } from "vega-lite";
import type { PositionFieldDef } from "vega-lite/types_unstable/channeldef.js";
import type { Replay, ReplayedRow } from "../../engine/replay.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import { numberIn, textIn } from "./event.ts";

const WIDTH = 860;
/** Moments that are drawn of a line, at most. */
const MOMENTS = 600;
const HOUR = 3600;

type Datum = Readonly<Record<string, string | number>>;

/** Rows to draw of `rows`, evenly, the last included. */
function drawn(rows: number): number[] {
  const stride = Math.max(1, Math.ceil(rows / MOMENTS));
  const moments = Array.from({ length: Math.ceil(rows / stride) }, (_, at) => at * stride);
  return moments.at(-1) === rows - 1 ? moments : [...moments, rows - 1];
}

/** Each base asset's price over that of the start, with and without impact. */
function priceData({ market }: ResolvedModel, { trace }: Replay): Datum[] {
  const { columns, rows } = trace.prices;
  return market.baseAssets.flatMap((asset) => {
    const { name } = market.assets[asset];
    return drawn(rows).flatMap((row) =>
      [name, `${name}_exogenous`].map((column) => ({
        hour: columns["time_s"][row] / HOUR,
        asset: name,
        of: column === name ? "as it was" : "had nobody been liquidated",
        share: columns[column][row] / columns[column][0],
      })),
    );
  });
}

function faultData(faults: readonly ReplayedRow[], horizon: number): Datum[] {
  return faults.map((row) => {
    const end = numberIn(row, "end_s");
    return {
      component: textIn(row, "component"),
      mode: textIn(row, "mode"),
      from: numberIn(row, "start_s") / HOUR,
      to: (Number.isNaN(end) ? horizon : end) / HOUR,
    };
  });
}

function saleData(liquidations: readonly ReplayedRow[]): Datum[] {
  const bins = new Map<string, number>();
  for (const row of liquidations) {
    if (Number.isNaN(numberIn(row, "generation"))) continue;
    const key = `${Math.floor(numberIn(row, "time_s") / 600)}\n${textIn(row, "venue")}`;
    bins.set(key, (bins.get(key) ?? 0) + numberIn(row, "notional_usd"));
  }
  return [...bins].map(([key, usd]) => {
    const [bin, venue] = key.split("\n");
    return { hour: Number(bin) / 6, to: (Number(bin) + 1) / 6, venue, usd };
  });
}

function fundData(model: ResolvedModel, { trace }: Replay): Datum[] {
  const { columns, rows } = trace.venues;
  const count = model.venues.length;
  return drawn(rows / count).flatMap((moment) =>
    model.venues.flatMap(({ name }, venue) =>
      columns["insurance_usd"][venue] > 0
        ? [
            {
              hour: columns["time_s"][moment * count] / HOUR,
              venue: name,
              usd: columns["insurance_usd"][moment * count + venue],
            },
          ]
        : [],
    ),
  );
}

/** The specification of a path's picture. @param title of the picture @param subtitle one line */
export function pathPicture(
  model: ResolvedModel,
  replay: Replay,
  title: string,
  subtitle: string,
): TopLevelSpec {
  const end = model.horizon / HOUR;
  const hour = (shown: boolean): PositionFieldDef<string> => ({
    field: "hour",
    type: "quantitative",
    title: shown ? "hours from the start" : null,
    scale: { domain: [0, end], nice: false },
  });
  const faults = faultData(replay.rows.faults, model.horizon);
  const sales = saleData(replay.rows.liquidations);
  const funds = fundData(model, replay);
  return {
    title: { text: title, subtitle },
    vconcat: [
      {
        width: WIDTH,
        height: 190,
        data: { values: priceData(model, replay) },
        mark: { type: "line", strokeWidth: 1.5 },
        encoding: {
          x: hour(false),
          y: {
            field: "share",
            type: "quantitative",
            title: "price / start",
            scale: { zero: false },
          },
          color: { field: "asset", type: "nominal", title: null },
          strokeDash: { field: "of", type: "nominal", title: null, legend: { labelLimit: 260 } },
        },
      },
      ...(faults.length > 0
        ? [
            {
              width: WIDTH,
              data: { values: faults },
              mark: { type: "bar" as const, height: 10, minBandSize: 2 },
              encoding: {
                x: { ...hour(false), field: "from" },
                x2: { field: "to" },
                y: { field: "component", type: "nominal" as const, title: null },
                color: {
                  field: "mode",
                  type: "nominal" as const,
                  title: "fault",
                  scale: { scheme: "set1" as const },
                },
              },
            },
          ]
        : []),
      {
        width: WIDTH,
        height: 150,
        data: { values: sales },
        mark: { type: "bar" },
        encoding: {
          x: { ...hour(false), bin: "binned" },
          x2: { field: "to" },
          y: {
            field: "usd",
            type: "quantitative",
            title: "liquidated in 10 min, USD",
            axis: { format: "~s" },
            stack: true,
          },
          color: { field: "venue", type: "nominal", title: "venue" },
        },
      },
      {
        width: WIDTH,
        height: 110,
        data: { values: funds },
        mark: { type: "line", interpolate: "step-after", strokeWidth: 2 },
        encoding: {
          x: hour(true),
          y: {
            field: "usd",
            type: "quantitative",
            title: "insurance left, USD",
            axis: { format: "~s" },
          },
          color: { field: "venue", type: "nominal", title: "venue" },
        },
      },
    ],
    resolve: { scale: { color: "independent" } },
    spacing: 12,
  };
}
