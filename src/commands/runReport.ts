/** What a finished run prints: the headline figures, the worst paths, where the files are, what to type next. */

import { leftUnpaid, paysNothing } from "../output/headline.ts";
import type { FigureApart, HeadlineFigure } from "../output/headline.ts";
import { tableFileName } from "../output/format.ts";
import type { Manifest } from "../output/manifest.ts";
import type { ResultName } from "../output/resultColumns.ts";
import type { Colours } from "./colours.ts";
import { aligned, duration, figure } from "./figures.ts";
import { commandText } from "./invocation.ts";
import type { RunResult } from "./runModel.ts";

function interval(low: number | null, high: number | null): string {
  return low === null ? "-" : `${figure(low)} to ${figure(high)}`;
}

/** A row of the headline; what is not known has its column where there are worlds. */
function headlineRow(row: HeadlineFigure, hasWorlds: boolean): string[] {
  const { metric, mean, ci_low, ci_high, parameter_low, parameter_high, var_99, es_99 } = row;
  const apart = hasWorlds ? [interval(parameter_low, parameter_high)] : [];
  const sampling = interval(ci_low, ci_high);
  return [metric, figure(mean), sampling, ...apart, figure(var_99), figure(es_99)];
}

/** A figure as `--until` names it. */
function figureName({ metric, statistic, level }: FigureApart): string {
  if (statistic === "probability") return `probability(${metric} > 0)`;
  return level === null ? `${statistic}(${metric})` : `${statistic}(${metric}, ${level})`;
}

function apartRow(row: FigureApart): string[] {
  const { value, ci_low, ci_high, parameter_low, parameter_high } = row;
  const intervals = [interval(ci_low, ci_high), interval(parameter_low, parameter_high)];
  return [figureName(row), figure(value), ...intervals];
}

/** What hangs most on the uncertain parameters. */
function apartLines({ worlds, worlds_apart }: Manifest): string[] {
  if (worlds === null) return [];
  if (worlds_apart.length === 0)
    return [
      "",
      "  The uncertain parameters change no figure by more than these paths can measure.",
    ];
  const header = ["most sensitive to uncertain parameters", "value", ...INTERVALS];
  return ["", aligned([header, ...worlds_apart.map(apartRow)])];
}

const INTERVALS = ["95 % by sampling", "95 % of worlds"] as const;

/** The headline figures, and what their intervals say. */
function headlineLines({ headline, worlds }: Manifest): string[] {
  const intervals = worlds === null ? ["95 % interval"] : INTERVALS;
  const shown = headline.filter((row) => !paysNothing(row));
  const table = aligned([
    ["USD per path", "mean", ...intervals, "VaR 99", "ES 99"],
    ...shown.map((row) => headlineRow(row, worlds !== null)),
  ]);
  const under = [...payerLines(headline), ...tailLines(shown)];
  if (worlds === null) return [table, ...under];
  const told = [
    `  By sampling: how much the mean may change with more paths. Of worlds: its range over ${worlds} draws of the uncertain`,
    `  parameters; '-': a range too small to measure with these paths.`,
  ];
  return [table, ...under, ...told];
}

/** What the table leaves out of who pays. */
function payerLines(headline: readonly HeadlineFigure[]): string[] {
  const idle = headline.filter(paysNothing).map(({ metric }) => metric);
  const left = leftUnpaid(headline);
  const owed = headline.find(({ metric }) => metric === "bad_debt_usd")?.mean ?? 0;
  if (owed === 0) return ["  No path has bad debt, and nobody pays any."];
  return [
    ...(idle.length > 0
      ? [`  Not shown, because they pay nothing of it: ${idle.join(", ")}.`]
      : []),
    ...(left > 0
      ? [`  The rest of it, ${figure(left)}, is the makers', pools' or lenders' loss.`]
      : []),
  ];
}

/** Why a figure of the tail is a dash. */
function tailLines(shown: readonly HeadlineFigure[]): string[] {
  return shown.some(({ var_99, es_99 }) => var_99 === null || es_99 === null)
    ? ["  VaR 99, ES 99 '-': too few paths to tell; summary.csv says how many it takes."]
    : [];
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

/** What the paths' weights leave of their number; nothing where all weigh the same. */
function weightLines(manifest: Manifest): string[] {
  const { paths_done, effective_sample_size: size, largest_weight_share: share } = manifest;
  if (size >= paths_done * (1 - 1e-9)) return [];
  const percent = `${Number((100 * share).toPrecision(2))} %`;
  return [
    `Weighted paths: worth ${figure(size)} equal ones, the heaviest ${percent} of all weight`,
  ];
}

const WORST =
  "select path, bad_debt_usd, downtime_hours, first_fault from paths order by bad_debt_usd desc limit 10";
const TAILS =
  "select metric, value, ci_low, ci_high from summary where statistic = 'es' and level = 0.95";

/** Commands that go on from a run. @param program words that start Faultline */
function nextCommands({ out, manifest }: RunResult, program: readonly string[]): string[] {
  const { rows, worst_paths } = manifest;
  const hasPaths = rows["paths"] !== undefined;
  const report = hasPaths ? [["report", out]] : [];
  const explain = worst_paths
    .slice(0, 1)
    .map(({ path }) => ["explain", out, "--path", String(path)]);
  const words = [...report, ...explain, ["query", out, hasPaths ? WORST : TAILS]];
  return words.map((arguments_) => commandText({ program, arguments: arguments_ }));
}

/** What every run leaves besides its per-path tables, as it is read. */
const RESULTS: readonly ResultName[] = [
  "summary",
  "exceedance",
  "delays",
  "contagion",
  "convergence",
  "conditional",
  "cascade_sizes",
];

/** A table with its header painted. */
function headed(table: string, paint: (text: string) => string): string {
  const [header, ...lines] = table.split("\n");
  return [paint(header), ...lines].join("\n");
}

/**
 * The report as text for a terminal.
 *
 * @param program words that start Faultline, for the commands to type next
 */
export function runReport(
  result: RunResult,
  program: readonly string[],
  { bold, yellow, cyan }: Colours,
): string {
  const { out, manifest } = result;
  const { model, seed, paths_done, wall_seconds, threads, worst_paths, rows } = manifest;
  const threadWord = threads === 1 ? "thread" : "threads";
  const worst = worst_paths.map(({ path, bad_debt_usd, liquidated_usd }) => [
    `path ${path}`,
    figure(bad_debt_usd),
    figure(liquidated_usd),
  ]);
  const files = [...RESULTS, ...Object.keys(rows)].map((table) =>
    tableFileName(table, manifest.format),
  );
  return [
    bold(
      `${model}, seed ${seed}: ${paths_done} paths in ${duration(wall_seconds)} on ${threads} ${threadWord}`,
    ),
    ...untilLines(manifest).map((line) => (manifest.until?.met === false ? yellow(line) : line)),
    ...tiltLines(manifest),
    ...weightLines(manifest),
    "",
    headed(headlineLines(manifest).join("\n"), bold),
    ...apartLines(manifest),
    "",
    headed(aligned([["worst paths", "bad debt", "liquidated"], ...worst]), bold),
    "",
    `Files are in ${out}: ${files.join(", ")}`,
    "Next (or change a number with --set KEY=VALUE and run again):",
    ...nextCommands(result, program).map((command) => `  ${cyan(command)}`),
    "",
  ].join("\n");
}
