/** What a finished run prints: the headline figures, the worst paths, where the files are, what to do next. */

import { join } from "node:path";
import type { HeadlineFigure } from "../output/headline.ts";
import type { Manifest } from "../output/manifest.ts";
import { aligned, duration, figure } from "./figures.ts";
import type { RunResult } from "./runModel.ts";

function headlineRow({ metric, mean, ci_low, ci_high, var_99, es_99 }: HeadlineFigure): string[] {
  const interval = ci_low === null ? "-" : `${figure(ci_low)} to ${figure(ci_high)}`;
  return [metric, figure(mean), interval, figure(var_99), figure(es_99)];
}

/** How a run with a rule to end by ended. */
function untilLines({ until, paths_done }: Manifest): string[] {
  if (until === null) return [];
  const { rule, met, value, half_width } = until;
  const reached = `${figure(value)} +- ${figure(half_width)} after ${paths_done} paths`;
  return [`${rule}: ${met ? "reached" : "NOT reached; give more --paths"} (${reached})`];
}

/** What a pilot chose, as it can be given again. */
function tiltLines({ tilt }: Manifest): string[] {
  if (tilt === null) return [];
  const pilot = `chosen for ${tilt.for} in ${tilt.rounds} rounds of ${tilt.paths} paths`;
  if (tilt.tilts.length === 0) return [`No tilt was ${pilot}`];
  const short = tilt.reached ? "" : " (the level was NOT reached: the tilts point there, no more)";
  return [`Tilts ${pilot}${short}: --tilt ${tilt.tilts.join(" ")}`];
}

/** The report as text for a terminal. */
export function runReport({ out, manifest }: RunResult): string {
  const { model, seed, paths_done, wall_seconds, threads, headline, worst_paths, rows } = manifest;
  const threadWord = threads === 1 ? "thread" : "threads";
  const worst = worst_paths.map(({ path, bad_debt_usd, liquidated_usd }) => [
    `path ${path}`,
    figure(bad_debt_usd),
    figure(liquidated_usd),
  ]);
  const tables = Object.keys(rows).map((table) => `${table}.csv`);
  return [
    `${model}, seed ${seed}: ${paths_done} paths in ${duration(wall_seconds)} on ${threads} ${threadWord}`,
    ...untilLines(manifest),
    ...tiltLines(manifest),
    "",
    aligned([
      ["USD per path", "mean", "95 % interval", "VaR 99", "ES 99"],
      ...headline.map(headlineRow),
    ]),
    "",
    aligned([["worst paths", "bad debt", "liquidated"], ...worst]),
    "",
    `Files are in ${out}: summary.csv, exceedance.csv, delays.csv, contagion.csv, convergence.csv, ${tables.join(", ")}`,
    `Next: open ${join(out, "summary.csv")}; change a number with --set KEY=VALUE and run again; more with --help`,
    "",
  ].join("\n");
}
