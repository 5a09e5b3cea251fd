/**
 * `faultline margin`: the least margin that keeps a limit from being broken too often, what it costs, and what the rules in
 * use would have asked for and really leave.
 *
 * Files are written once, at the end: an interrupted search leaves its folder as it was.
 */

import type { TopLevelSpec } from "vega-lite";
import { metricNames } from "../engine/columns.ts";
import { openExecutor } from "../engine/executors/run.ts";
import type { TradingBase } from "../contagion/state/trading.ts";
import { csvFile } from "../output/csvFile.ts";
import { frontierPicture } from "../output/frontierPicture.ts";
import { drawPicture } from "../output/picture.ts";
import { mayWrite, writeVerbFolder } from "../output/verbFolder.ts";
import { metricProblems } from "./figureText.ts";
import { commandText } from "./invocation.ts";
import { holdingText } from "./limitText.ts";
import { FRONTIER_COLUMNS } from "./margin/frontier.ts";
import type { FrontierRow } from "./margin/frontier.ts";
import { lineOf, namesMaintenance, settingsAt, valuesAt } from "./margin/line.ts";
import type { MarginLine } from "./margin/line.ts";
import { manifestOf, optimumManifest } from "./margin/manifest.ts";
import type { MarginManifest, OptimumManifest } from "./margin/manifest.ts";
import { optimise } from "./margin/optimise.ts";
import type { Optimum } from "./margin/optimise.ts";
import { optimumFile } from "./margin/optimumFile.ts";
import { questionOf } from "./margin/question.ts";
import type { MarginOptions, MarginQuestion } from "./margin/question.ts";
import { MARGIN_COLUMNS, marginRows } from "./margin/ruleRows.ts";
import type { MarginRow } from "./margin/ruleRows.ts";
import { rulesOf } from "./margin/rules.ts";
import { search } from "./margin/search.ts";
import type { Found } from "./margin/search.ts";
import { showVariants } from "./progress.ts";
import { Refusal } from "./refusal.ts";
import type { Caller } from "./run.ts";
import { endingOf } from "./unkept.ts";
import { tooFewPaths } from "./variantRuns.ts";
import type { Bench } from "./variantRuns.ts";
import { openVariants } from "./variants.ts";
import type { Variant } from "./variants.ts";
import { withVerbFolder } from "./verbClaim.ts";

const VERB = "margin";

export interface MarginAnswer {
  readonly out: string;
  readonly manifest: MarginManifest;
  readonly rows: readonly MarginRow[];
  readonly found: Found;
}

export interface OptimumAnswer {
  readonly out: string;
  readonly manifest: OptimumManifest;
  readonly optimum: Optimum;
}

/** What a search is about, once everything about it is known to be right. */
interface Prepared {
  readonly load: (set: readonly string[]) => Variant;
  readonly base: Variant;
  readonly line: MarginLine;
  readonly out: string;
}

/** Variants simulated beside the grid, roughly: for the bar. */
const BESIDE_GRID = 25;

async function prepare(
  file: string,
  question: MarginQuestion,
  simulation: string,
): Promise<Prepared> {
  const { settings, tilts, keys, limit, optimise: asked } = question;
  const { set, paths, seed } = settings;
  const load = await openVariants({ file, set, tilt: tilts, paths, seed }, simulation);
  const base = load([]);
  const { sampling, name } = base.model;
  const line = lineOf({ file, set }, base.model, keys);
  const out = settings.out ?? `runs/margin-${name}-${sampling.seed}`.replaceAll(/[^\w./-]+/g, "_");
  const problems = [
    ...metricProblems("--limit", limit, metricNames(base.model)),
    ...metricProblems("--cost", asked, metricNames(base.model)),
    ...tooFewPaths(sampling, limit),
  ];
  if (!mayWrite(out, VERB)) problems.push(`${out}: holds something else; choose another --out`);
  if (problems.length > 0) throw new Refusal(problems);
  for (const at of [0, 1]) load(settingsAt(line, at)); // both ends are models, before anything is simulated
  return { load, base, line, out };
}

function benchOf(
  { load, base }: Prepared,
  { settings, grid, optimise: asked }: MarginQuestion,
  { simulation, signal }: Caller,
): Bench {
  const { paths } = base.model.sampling;
  const quiet = settings.quiet || settings.json;
  return {
    load,
    executor: openExecutor(settings.threads, settings.executor),
    simulation,
    signal,
    progress: showVariants(quiet, {
      count: asked?.evaluations ?? grid + BESIDE_GRID,
      words: asked === null ? "margins" : "settings",
      atMost: true,
      paths,
      done: 0,
    }),
    paths,
    variants: 0,
    simulated: 0,
  };
}

async function answer(
  prepared: Prepared,
  question: MarginQuestion,
  bench: Bench,
): Promise<Pick<MarginAnswer, "rows" | "found"> & { daily: MarginManifest["daily_move"] }> {
  const { line, base } = prepared;
  const { limit, grid } = question;
  const found = await search(bench, line, limit, grid);
  const ruled = line.markets.length > 0 && line.keys.every(({ key }) => namesMaintenance(key.key));
  const rules = ruled
    ? await rulesOf(base.model, base.book as TradingBase, line.markets, bench.signal)
    : null;
  const rows = await marginRows(bench, line, limit, found, rules);
  const daily =
    rules === null
      ? null
      : { value: rules.daily.value, ci_low: rules.daily.low, ci_high: rules.daily.high };
  return { rows, found, daily };
}

async function withBench<Result>(
  prepared: Prepared,
  question: MarginQuestion,
  caller: Caller,
  use: (bench: Bench, command: string) => Promise<Result>,
): Promise<Result> {
  const command = commandText({ ...caller.invocation, program: ["faultline"] });
  return withVerbFolder(prepared.out, VERB, async () => {
    const bench = benchOf(prepared, question, caller);
    try {
      return await use(bench, command);
    } catch (error) {
      throw endingOf(error, caller.signal, command);
    } finally {
      bench.progress.stop();
      await bench.executor.close();
    }
  });
}

/**
 * Searches the setting of least cost that holds a limit and writes every one it looked at to `optimum.csv`.
 *
 * @throws ModelError, Refusal, Abandoned, RunFailed
 */
export async function optimum(
  file: string,
  options: MarginOptions,
  caller: Caller,
): Promise<OptimumAnswer> {
  const question = questionOf({ ...options, optimise: true });
  const { metric, evaluations } = question.optimise!;
  const prepared = await prepare(file, question, caller.simulation);
  const { line, base, out } = prepared;
  return withBench(prepared, question, caller, async (bench, command) => {
    const found = await optimise(bench, line, question.limit, metric, evaluations);
    const manifest = optimumManifest(command, base, question, metric, found, bench);
    writeVerbFolder(out, new Map([["optimum.csv", optimumFile(line, found)]]), manifest);
    return { out, manifest, optimum: found };
  });
}

function pictureOf(line: MarginLine, manifest: MarginManifest, found: Found): TopLevelSpec {
  const { model, seed, paths, limit } = manifest;
  const { probability, confidence } = limit;
  const confirmed = found.confirmed === undefined ? undefined : valuesAt(line, found.confirmed)[0];
  const told = {
    model,
    seed,
    paths,
    limit: holdingText(limit),
    probability,
    confidence,
    confirmed,
  };
  return frontierPicture(found.frontier, told);
}

/**
 * Searches the margin of a model file and writes `margin.csv`, `frontier.csv` and its picture into a folder of their own.
 *
 * @throws ModelError, Refusal, Abandoned, RunFailed
 */
export async function margin(
  file: string,
  options: MarginOptions,
  caller: Caller,
): Promise<MarginAnswer> {
  const question = questionOf(options);
  const prepared = await prepare(file, question, caller.simulation);
  return withBench(prepared, question, caller, async (bench, command) => {
    const { rows, found, daily } = await answer(prepared, question, bench);
    const manifest = manifestOf(command, prepared.base, question, found, daily, bench);
    const { svg, png } = await drawPicture(pictureOf(prepared.line, manifest, found));
    const files = new Map<string, string | Uint8Array>([
      ["margin.csv", csvFile(MARGIN_COLUMNS, rows)],
      ["frontier.csv", csvFile<keyof FrontierRow>(FRONTIER_COLUMNS, found.frontier)],
      ["frontier.svg", svg],
      ["frontier.png", png],
    ]);
    writeVerbFolder(prepared.out, files, manifest);
    return { out: prepared.out, manifest, rows, found };
  });
}
