/** A path as a picture: prices, outages as bars, liquidations by venue, insurance left; one time axis under all. */

import type { TopLevelSpec } from "vega-lite";
import type { Replay, ReplayedRow } from "../../engine/replay.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import { numberIn, textIn } from "./event.ts";

const WIDTH = 860;
/** Moments that are drawn of a line, at most. */
const MOMENTS = 600;
const HOUR = 3600;

const WITH = "with liquidations";
const WITHOUT = "without liquidations";

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
        of: column === name ? WITH : WITHOUT,
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

const hours = (model: ResolvedModel, title: string | null): object => ({
  field: "hour",
  type: "quantitative",
  title,
  scale: { domain: [0, model.horizon / HOUR], nice: false },
});

/** No `0M` for people. */
const AMOUNTS = { labelExpr: "format(datum.value, '~s')", tickCount: 5 };
/** Other hues than those of the assets above. */
const VENUES = { range: ["#2f8f57", "#7b5cc4", "#c2508f", "#6b737d", "#1f8a87", "#8a6d1f"] };
/** Above its panel, so that all panels are as wide as the sheet. */
const legend = (title: string | null): object => ({ title, orient: "top" });

function pricePanel(model: ResolvedModel, replay: Replay): object {
  return {
    height: 190,
    data: { values: priceData(model, replay) },
    mark: { type: "line", strokeWidth: 1.5, clip: true },
    encoding: {
      x: hours(model, null),
      y: { field: "share", type: "quantitative", title: "price / start", scale: { zero: false } },
      color: { field: "asset", type: "nominal", legend: legend(null) },
      strokeDash: {
        field: "of",
        type: "nominal",
        sort: [WITH, WITHOUT],
        legend: { ...legend(null), labelLimit: 260 },
      },
    },
  };
}

function faultPanel(model: ResolvedModel, faults: readonly Datum[]): object {
  return {
    data: { values: faults },
    mark: { type: "bar", height: 10, minBandSize: 2, clip: true },
    encoding: {
      x: { ...hours(model, null), field: "from" },
      x2: { field: "to" },
      y: { field: "component", type: "nominal", title: null },
      color: {
        field: "mode",
        type: "nominal",
        legend: legend("fault"),
        scale: { scheme: "set1" },
      },
    },
  };
}

/** A venue has one colour in both panels that show it. */
const venueColour = ({ venues }: ResolvedModel): object => ({
  field: "venue",
  type: "nominal",
  legend: legend("venue"),
  scale: { ...VENUES, domain: venues.map(({ name }) => name) },
});

function salePanel(model: ResolvedModel, replay: Replay): object {
  return {
    height: 150,
    data: { values: saleData(replay.rows.liquidations) },
    mark: { type: "bar", clip: true, binSpacing: 0 },
    encoding: {
      x: { ...hours(model, null), bin: "binned" },
      x2: { field: "to" },
      y: {
        field: "usd",
        type: "quantitative",
        title: "liquidated in 10 min, USD",
        axis: AMOUNTS,
        stack: true,
      },
      color: venueColour(model),
    },
  };
}

/** What stands above the funds: which venues have none. */
function withoutFund(model: ResolvedModel, funds: readonly Datum[]): string {
  const shown = new Set(funds.map(({ venue }) => venue));
  const none = model.venues.map(({ name }) => name).filter((name) => !shown.has(name));
  return none.length === 0 ? "" : ` (without a fund: ${none.join(", ")})`;
}

function fundPanel(model: ResolvedModel, replay: Replay): object {
  const funds = fundData(model, replay);
  return {
    height: 110,
    title: {
      text: `Insurance left${withoutFund(model, funds)}`,
      fontSize: 13,
      fontWeight: "normal",
      offset: 6,
    },
    data: { values: funds },
    mark: { type: "line", interpolate: "step-after", strokeWidth: 2 },
    encoding: {
      x: hours(model, "hours from the start"),
      y: { field: "usd", type: "quantitative", title: "USD", axis: AMOUNTS },
      color: { ...venueColour(model), legend: null },
    },
  };
}

/** The specification of a path's picture. @param title of the picture @param subtitle one line */
export function pathPicture(
  model: ResolvedModel,
  replay: Replay,
  title: string,
  subtitle: string,
): TopLevelSpec {
  const faults = faultData(replay.rows.faults, model.horizon);
  const panels = [
    pricePanel(model, replay),
    ...(faults.length > 0 ? [faultPanel(model, faults)] : []),
    salePanel(model, replay),
    fundPanel(model, replay),
  ];
  return {
    title: { text: title, subtitle },
    vconcat: panels.map((panel) => ({ width: WIDTH, ...panel })),
    resolve: { scale: { color: "independent" } },
    spacing: 14,
    config: {
      legend: { labelFontSize: 13, titleFontSize: 13, titleFontWeight: "normal", columns: 8 },
    },
  } as TopLevelSpec;
}
