/**
 * The picture of `exceedance.csv`: how likely three losses are to be larger than any amount, with their intervals.
 *
 * Both axes are logarithmic. The return period under each probability is horizon / p: windows taken as independent.
 */
import type { TopLevelSpec } from "vega-lite";
import type { RunFolder } from "./readRun.ts";

interface Curve {
  readonly metric: string;
  readonly label: string;
  readonly colour: string;
  /** Probability at which the label stands beside the curve, and on which side. */
  readonly labelAt: number;
  readonly side: "left" | "right";
}

const CURVES: readonly Curve[] = [
  {
    metric: "insurance_used_usd",
    label: "paid by insurance",
    colour: "#c98300",
    labelAt: 0.0175,
    side: "left",
  },
  {
    metric: "bad_debt_usd",
    label: "bad debt",
    colour: "#c4342d",
    labelAt: 0.005,
    side: "right",
  },
  {
    metric: "liquidated_usd",
    label: "liquidated",
    colour: "#1f5f99",
    labelAt: 0.25,
    side: "right",
  },
];

const SMALLEST_LOSS = 1e3;
const LARGEST_LOSS = 2e8;
/** The axis ends where fewer paths than this exceed: beyond, a probability is too rough to draw. */
const FEWEST_PATHS = 4;
const DAYS_PER_YEAR = 365;

interface Point {
  readonly metric: string;
  readonly loss: number;
  readonly probability: number;
  readonly low: number;
  readonly high: number;
}

/** A logarithmic axis has no 0: what is under its end is drawn under its end, and clipped. */
function pointsOf(run: RunFolder, least: number): Point[] {
  return run
    .rows("exceedance")
    .map((row) => ({
      metric: row.text("metric"),
      loss: row.number("threshold"),
      probability: Math.max(least / 2, row.number("probability")),
      low: Math.max(least / 2, row.number("ci_low")),
      high: row.number("ci_high"),
    }))
    .filter(({ loss }) => loss >= SMALLEST_LOSS);
}

/** "every 30 days", "every 8.2 years". */
function returnPeriod(days: number): string {
  const years = days / DAYS_PER_YEAR;
  const [value, unit] =
    years >= 1 ? [years, "years"] : days > 60 ? [days / 30, "months"] : [days, "days"];
  return `every ${value < 10 ? Number(value.toFixed(1)) : Math.round(value)} ${unit}`;
}

/** Labels of the probability axis: the share of windows, and how often that is. */
function probabilityLabels(run: RunFolder, probabilities: readonly number[]): string {
  const label = (p: number): string =>
    `['${Number((100 * p).toPrecision(3))} %', '${returnPeriod(run.horizon / p)}']`;
  return probabilities.reduceRight(
    (rest, p) => `datum.value == ${p} ? ${label(p)} : ${rest}`,
    "''",
  );
}

/** Where a curve's label stands: the first point under its probability. */
function labelOf(points: readonly Point[], { metric, label, labelAt, side }: Curve): object[] {
  const at = points.find((point) => point.metric === metric && point.probability <= labelAt);
  return at === undefined ? [] : [{ ...at, label, side }];
}

const labelLayer = (labels: readonly object[], side: Curve["side"], color: object): object => ({
  data: { values: labels },
  transform: [{ filter: `datum.side == '${side}'` }],
  mark: {
    type: "text",
    align: side === "left" ? "right" : "left",
    dx: side === "left" ? -10 : 24,
    dy: side === "left" ? 14 : -4,
    fontWeight: "bold",
    fontSize: 15,
  },
  encoding: {
    x: { field: "loss", type: "quantitative" },
    y: { field: "probability", type: "quantitative" },
    text: { field: "label" },
    color,
  },
});

/** The specification of the picture. */
export function exceedancePicture(run: RunFolder): TopLevelSpec {
  const least = FEWEST_PATHS / run.paths;
  const values = pointsOf(run, least);
  const ticks = [1, 0.1, 0.01, 0.001].filter((p) => p >= least);
  const labels = CURVES.flatMap((curve) => labelOf(values, curve));
  const color = {
    field: "metric",
    scale: { domain: CURVES.map(({ metric }) => metric), range: CURVES.map((c) => c.colour) },
    legend: null,
  };
  const x = {
    field: "loss",
    type: "quantitative",
    title: `USD in a window of ${run.horizon} days (logarithmic)`,
    scale: { type: "log", nice: false, domain: [SMALLEST_LOSS, LARGEST_LOSS] },
    axis: { values: [1e3, 1e4, 1e5, 1e6, 1e7, 1e8], format: "$.0s", labelPadding: 6 },
  };
  const y = {
    field: "probability",
    type: "quantitative",
    title: null,
    scale: { type: "log", nice: false, domain: [least, 1] },
    axis: {
      values: ticks,
      labelExpr: probabilityLabels(run, ticks),
      labelPadding: 8,
      labelOffset: -8,
    },
  };
  const band = {
    mark: { type: "area", opacity: 0.16, clip: true },
    encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" }, color },
  };
  const line = {
    mark: { type: "line", strokeWidth: 2.6, clip: true },
    encoding: { x, y, color },
  };
  return {
    autosize: "none",
    width: 740,
    height: 400,
    padding: { left: 130, right: 24, top: 106, bottom: 64 },
    title: {
      frame: "group",
      dx: -106,
      text: `How likely is more than this in ${run.horizon} days?`,
      subtitle: [
        "Probability that a window exceeds the amount, and how often that is: notional liquidated, bad debt,",
        `and the part insurance pays. ${run.model}.yaml, ${run.paths.toLocaleString("en")} paths, seed ${run.seed}; bands: 95 % sampling intervals.`,
      ],
    },
    data: { values },
    layer: [band, line, labelLayer(labels, "left", color), labelLayer(labels, "right", color)],
  } as TopLevelSpec;
}
