/**
 * The picture of `frontier.csv`: what each margin of the grid buys (how often the limit is broken, the tail of bad debt) and
 * what it costs (what is closed, and the part of it that was needless), one panel each over the same margins, with intervals.
 */
import { orNull } from "./jsonCells.ts";
import type { TopLevelSpec } from "vega-lite";

/** A figure of a margin of the grid, as in `frontier.csv`; NaN is an empty cell. */
export interface DrawnFigure {
  readonly key: string;
  readonly value: number;
  readonly metric: string;
  readonly mean: number;
  readonly ci_low: number;
  readonly ci_high: number;
}

/** What the picture is of. */
export interface FrontierSubject {
  readonly model: string;
  readonly seed: string;
  readonly paths: number;
  /** In words. */
  readonly limit: string;
  /** How seldom it may be broken. */
  readonly probability: number;
  readonly confidence: number;
  /** Of the first key; undefined: none is confirmed. */
  readonly confirmed: number | undefined;
}

const CURVE = "#1f5f99";
const MARKED = "#b3261e";
const WIDTH = 560;
const HEIGHT = 130;
/** Where a band is cut off, in largest estimates of its panel: the interval of a tail of two losses reaches anywhere. */
const HIGHEST_BAND = 3;

const PANELS: readonly (readonly [metric: string, title: string])[] = [
  ["limit_probability", "P(broken)"],
  ["bad_debt_es_usd", "tail bad debt"],
  ["liquidated_usd", "closed"],
  ["needless_usd", "needless"],
];

/** A band has both ends, or there is none: an end alone would be drawn to zero. */
function bandOf(low: number, high: number, highest: number): Record<"low" | "high", number | null> {
  const cut = Math.min(high, highest);
  return low <= cut ? { low, high: cut } : { low: null, high: null };
}

/** The specification of the picture. Keys that move together are drawn over the first of them. */
export function frontierPicture(
  rows: readonly DrawnFigure[],
  subject: FrontierSubject,
): TopLevelSpec {
  const { model, seed, paths, limit, confidence } = subject;
  const first = rows[0].key;
  const own = rows.filter(({ key }) => key === first);
  const panels = PANELS.map(([metric, title], place) => {
    const figures = own.filter((row) => row.metric === metric);
    const largest = Math.max(0, ...figures.map(({ mean }) => (Number.isNaN(mean) ? 0 : mean)));
    const highest = largest > 0 ? HIGHEST_BAND * largest : Infinity;
    const values = figures.map(({ value, mean, ci_low, ci_high }) => ({
      value,
      mean: orNull(mean),
      ...bandOf(ci_low, ci_high, highest),
    }));
    const known = values.some(({ mean }) => mean !== null);
    return panel(
      values,
      known ? title : `${title}: too few paths`,
      subject,
      place === PANELS.length - 1 ? first : null,
      metric,
    );
  });
  return {
    title: {
      text: "What a margin buys, and what it costs",
      // Short lines: a text is taken to be wider than it is.
      subtitle: [
        limit,
        "USD: shortfall at 99 %, closed a path, and of it needlessly",
        `${model}, ${paths.toLocaleString("en")} paths, seed ${seed}; red: the margin that is confirmed`,
        `bands: sampling intervals (of the first panel ${100 * confidence} %),`,
        `cut at ${HIGHEST_BAND} times the largest estimate`,
      ],
    },
    vconcat: panels,
    spacing: 14,
  } as TopLevelSpec;
}

function panel(
  values: readonly object[],
  title: string,
  { probability, confirmed }: FrontierSubject,
  key: string | null,
  metric: string,
): object {
  const x = { field: "value", type: "quantitative", title: key, scale: { zero: false } };
  const format = metric === "limit_probability" ? "~%" : "~s";
  const labelExpr = `isNaN(datum.value) ? '' : format(datum.value, '${format}')`;
  const y = { field: "mean", type: "quantitative", title, axis: { labelExpr, tickCount: 4 } };
  const rule = (data: object, encoding: object, color: string) => ({
    data: { values: [data] },
    mark: { type: "rule", color, strokeDash: [4, 3], strokeWidth: 1.5 },
    encoding,
  });
  const ruleAt = confirmed === undefined ? [] : [rule({ value: confirmed }, { x }, MARKED)];
  const target =
    metric === "limit_probability" ? [rule({ mean: probability }, { y }, "#8c959f")] : [];
  return {
    width: WIDTH,
    height: HEIGHT,
    data: { values },
    layer: [
      {
        mark: { type: "area", opacity: 0.2, color: CURVE },
        encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" } },
      },
      {
        mark: { type: "rule", opacity: 0.35, color: CURVE },
        encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" } },
      },
      {
        mark: { type: "line", strokeWidth: 2, color: CURVE, point: { color: CURVE, size: 26 } },
        encoding: { x, y },
      },
      ...target,
      ...ruleAt,
    ],
  };
}
