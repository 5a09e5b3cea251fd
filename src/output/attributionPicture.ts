/**
 * The picture of `attribution.csv`: one bar per group, its Shapley value with its interval; what remains with all of them
 * perfect stands last. Groups that owe nothing are not drawn.
 */
import { orNull } from "./jsonCells.ts";
import type { TopLevelSpec } from "vega-lite";
import type { AttributionRow } from "./attribution.ts";

/** What the picture is of. */
export interface AttributionSubject {
  readonly model: string;
  readonly metric: string;
  readonly at: string;
  readonly paths: number;
  readonly seed: string;
}

const GROUP = "#1f5f99";
const REST = "#8c959f";
const BAR_HEIGHT = 30;

/** The specification of the picture. @param rows as `attributionRows` orders them */
export function attributionPicture(
  rows: readonly AttributionRow[],
  { model, metric, at, paths, seed }: AttributionSubject,
): TopLevelSpec {
  const groups = rows.slice(0, -2);
  const owing = groups.filter(({ shapley }) => shapley !== 0 && !Number.isNaN(shapley));
  const drawn = [
    ...owing.toSorted((one, other) => other.shapley - one.shapley),
    ...rows.slice(-2, -1),
  ];
  const values = drawn.map(({ group, shapley, ci_low, ci_high }, place) => ({
    group,
    shapley: orNull(shapley),
    low: orNull(ci_low),
    high: orNull(ci_high),
    colour: place < owing.length ? GROUP : REST,
  }));
  const y = { field: "group", type: "nominal", sort: null, title: null, axis: { labelLimit: 320 } };
  const x = {
    field: "shapley",
    type: "quantitative",
    title: `${metric}, ${at}: what each adds on average`,
    axis: { format: "~s" },
  };
  const bar = {
    mark: { type: "bar", height: { band: 0.62 } },
    encoding: { y, x, color: { field: "colour", type: "nominal", scale: null } },
  };
  const interval = {
    transform: [{ filter: "isValid(datum.low)" }],
    mark: { type: "rule", strokeWidth: 2, color: "#24292f" },
    encoding: { y, x: { ...x, field: "low" }, x2: { field: "high" } },
  };
  return {
    width: 560,
    height: BAR_HEIGHT * values.length,
    title: {
      text: "What the figure is owed to",
      // Two lines: a text is taken to be wider than it is.
      subtitle: [
        "Shapley values over components made perfect on the same paths",
        `${model}, ${paths.toLocaleString("en")} paths, seed ${seed}; lines: 95 % sampling intervals`,
      ],
    },
    data: { values },
    layer: [bar, interval],
  } as TopLevelSpec;
}
