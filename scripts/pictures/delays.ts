/**
 * The picture of `delays.csv`: how long a liquidation waits, from first breach to close, by venue.
 *
 * One line per venue, one point per quantile, on a logarithmic axis that ends in a place for "in the same step". A
 * share that is not closed within the horizon has no point.
 */
import type { TopLevelSpec } from "vega-lite";
import type { RunFolder } from "./readRun.ts";

const LEVELS = [0.5, 0.75, 0.9, 0.95, 0.99];
const COLOURS = ["#1f5f99", "#c4342d", "#c98300", "#3b7d4f", "#6f4fa3"];
const SECONDS_PER_MINUTE = 60;
const SECONDS_PER_DAY = 86_400;
/** Minutes at which "in the same step" is drawn: left of the shortest delay that a step of one minute knows. */
const SAME_STEP = 0.5;
const TICKS = [SAME_STEP, 1, 2, 5, 10, 30, 60, 180, 480, 1440, 4320, 14_400];
const MINUTES_PER_DAY = 1440;
/** Vega expression of a tick's text. */
const LABEL = [
  `datum.value == ${SAME_STEP} ? 'same step'`,
  "datum.value < 60 ? datum.value + ' min'",
  "datum.value < 1440 ? datum.value / 60 + ' h'",
  "datum.value / 1440 + ' d'",
].join(" : ");

interface Mark {
  readonly venue: string;
  readonly level: number;
  readonly minutes: number;
  readonly low: number;
  readonly high: number;
}

/** An end of an interval that the run leaves open reaches as far as a delay can. */
const orElse = (seconds: number, bound: number): number =>
  Number.isNaN(seconds) ? bound : seconds;

function marksOf(run: RunFolder): Mark[] {
  const minutes = (seconds: number): number =>
    seconds === 0 ? SAME_STEP : seconds / SECONDS_PER_MINUTE;
  return run
    .rows("delays")
    .map((row) => ({
      venue: row.text("venue"),
      level: row.number("level"),
      minutes: minutes(row.number("delay_s")),
      low: minutes(orElse(row.number("ci_low"), 0)),
      high: minutes(orElse(row.number("ci_high"), run.horizon * SECONDS_PER_DAY)),
    }))
    .filter(({ level, minutes }) => LEVELS.includes(level) && !Number.isNaN(minutes));
}

/** The first point of each venue, which carries its name. */
function startsOf(marks: readonly Mark[]): Mark[] {
  return marks.filter((mark, at) => marks[at - 1]?.venue !== mark.venue);
}

/** The last point of each venue where not even the horizon sees a larger share closed. */
function unresolvedAfter(marks: readonly Mark[]): Mark[] {
  return marks.filter(
    (mark, at) => marks[at + 1]?.venue !== mark.venue && mark.level !== LEVELS.at(-1),
  );
}

/** The specification of the picture. */
export function delaysPicture(run: RunFolder): TopLevelSpec {
  const values = marksOf(run);
  const longest = run.horizon * MINUTES_PER_DAY;
  const venues = [...new Set(values.map(({ venue }) => venue))];
  const color = { field: "venue", scale: { domain: venues, range: COLOURS }, legend: null };
  const x = {
    field: "level",
    type: "ordinal",
    title: "Share of liquidations closed within that time",
    axis: {
      labelExpr: "round(100 * datum.value) + ' %'",
      labelAngle: 0,
      domain: false,
      ticks: false,
      labelPadding: 10,
    },
    scale: { paddingOuter: 0.4 },
  };
  const y = {
    field: "minutes",
    type: "quantitative",
    title: null,
    scale: { type: "log", nice: false, domain: [SAME_STEP * 0.85, longest] },
    axis: {
      values: TICKS.filter((minutes) => minutes <= longest),
      labelExpr: LABEL,
    },
  };
  const bar = {
    mark: { type: "rule", strokeWidth: 6, opacity: 0.25 },
    encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" }, color },
  };
  const line = {
    mark: { type: "line", strokeWidth: 2.2, point: { size: 60, filled: true } },
    encoding: { x, y, color },
  };
  const name = {
    data: { values: startsOf(values) },
    mark: { type: "text", align: "right", dx: -14, fontWeight: "bold", fontSize: 15 },
    encoding: { x, y, text: { field: "venue" }, color },
  };
  const unresolved = {
    data: { values: unresolvedAfter(values) },
    mark: {
      type: "text",
      align: "left",
      dx: 14,
      fontSize: 13,
      text: `beyond: not within ${run.horizon} days`,
    },
    encoding: { x, y, color },
  };
  return {
    autosize: "none",
    width: 760,
    height: 360,
    padding: { left: 104, right: 24, top: 92, bottom: 70 },
    title: {
      frame: "group",
      dx: -80,
      text: "How long is an account in breach before it is closed?",
      subtitle: `Liquidation delay by venue (Kaplan-Meier). ${run.model}.yaml, ${run.paths.toLocaleString("en")} paths, seed ${run.seed}; bars: 95 % sampling intervals.`,
    },
    data: { values },
    layer: [bar, line, name, unresolved],
  } as TopLevelSpec;
}
