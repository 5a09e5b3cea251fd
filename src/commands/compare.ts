/**
 * `faultline compare`: what a change of the model changes, path by path.
 *
 * Two runs of the same seed and number of paths met the same draws on the same path number; their differences are those
 * of the models. Anything else is refused: without common draws the difference of two runs is mostly luck.
 */

import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { tables } from "../engine/columns.ts";
import type { Grouping } from "../estimation/grouping.ts";
import type { ResolvedModel } from "../model/resolved.ts";
import { COMPARISON_COLUMNS, comparisonRows } from "../output/comparison.ts";
import type { ComparisonRow } from "../output/comparison.ts";
import { csvFile } from "../output/csvFile.ts";
import type { Manifest } from "../output/manifest.ts";
import { type DrawnTogether, groupingOf } from "../output/pathGrouping.ts";
import { pathsHeader, readPathColumns } from "../output/pathsTable.ts";
import { inspectFolder } from "../output/runFolder.ts";
import { noRun, writeVerbFolder } from "../output/verbFolder.ts";
import type { VerbManifest } from "../output/verbFolder.ts";
import { Refusal } from "./refusal.ts";
import { verbFolderProblems, withVerbFolder } from "./verbClaim.ts";
import { versions } from "./version.ts";

const VERB = "compare";

/** Numbers of one run that are in memory at a time. */
const ROOM = 2 ** 24;

/** One side of a comparison. */
export interface ComparedRun {
  readonly folder: string;
  readonly model: string;
  readonly model_digest: string;
}

/** What was compared. */
export interface ComparisonManifest extends VerbManifest {
  readonly first: ComparedRun;
  readonly second: ComparedRun;
  readonly seed: string;
  readonly paths: number;
  /** Columns that only one of the runs has. */
  readonly left_out: readonly string[];
}

/** A finished comparison: its folder and the rows of `comparison.csv`. */
export interface Comparison {
  readonly out: string;
  readonly manifest: ComparisonManifest;
  readonly rows: readonly ComparisonRow[];
}

function finished(folder: string, problems: string[]): Manifest | null {
  const state = inspectFolder(folder);
  if (state.kind !== "finished") {
    problems.push(noRun(folder));
    return null;
  }
  if (state.manifest.rows["paths"] === undefined)
    problems.push(`${folder}: has no paths.csv; run it with --tables paths`);
  return state.manifest;
}

/** How a finished run drew its paths. */
function samplingOf(folder: string): DrawnTogether {
  const resolved = JSON.parse(readFileSync(join(folder, "resolved.json"), "utf8")) as ResolvedModel;
  return resolved.sampling;
}

/** Everything that keeps two runs from being compared path by path. */
function requirePaired(first: Manifest, second: Manifest, problems: string[]): void {
  if (first.seed !== second.seed)
    problems.push(
      `the seeds differ (${first.seed}, ${second.seed}): only the same seed meets the same draws`,
    );
  if (first.paths_done !== second.paths_done)
    problems.push(
      `the numbers of paths differ (${first.paths_done}, ${second.paths_done}): every path needs its twin`,
    );
  if (first.versions.faultline !== second.versions.faultline)
    problems.push(
      `the runs are of versions ${first.versions.faultline} and ${second.versions.faultline}`,
    );
}

function requireSameDraws(one: DrawnTogether, other: DrawnTogether, problems: string[]): void {
  if (JSON.stringify(one.method) !== JSON.stringify(other.method))
    problems.push("the sampling methods differ: the paths met other draws");
  const [there, here] = [one, other].map(({ pathsPerWorld }) => pathsPerWorld);
  if (there !== undefined && here !== undefined && there !== here)
    problems.push(`the paths per world differ (${there}, ${here}): the paths met other worlds`);
}

const numbersIn = (header: readonly string[]): string[] => {
  const labels = tables.paths.filter(({ type }) => type === "label").map(({ name }) => name);
  const others = new Set(["path", "weight", ...labels]);
  return header.filter((name) => !others.has(name));
};

async function rowsOf(
  folders: readonly [string, string],
  metrics: readonly string[],
  paths: number,
  grouping: Grouping,
): Promise<ComparisonRow[]> {
  const atOnce = Math.max(1, Math.floor(ROOM / paths) - 1);
  const rows: ComparisonRow[] = [];
  for (let at = 0; at < metrics.length; at += atOnce) {
    const names = metrics.slice(at, at + atOnce);
    const read = (folder: string) => readPathColumns(folder, ["weight", ...names], paths);
    const [first, second] = [await read(folders[0]), await read(folders[1])];
    for (const name of names) {
      const before = { values: first[name], weights: first["weight"] };
      const after = { values: second[name], weights: second["weight"] };
      rows.push(...comparisonRows(name, before, after, grouping));
    }
  }
  return rows;
}

/** Compares two runs that may be compared, once their folder is ours. */
async function writeComparison(
  folders: readonly [string, string],
  [before, after]: readonly [Manifest, Manifest],
  out: string,
  command: string,
): Promise<Comparison> {
  const [first, second] = folders;
  const [here, there] = [numbersIn(await pathsHeader(first)), numbersIn(await pathsHeader(second))];
  const shared = here.filter((name) => there.includes(name));
  // Where only one of the runs has worlds, it is they that paths share.
  const grouping = groupingOf({ ...samplingOf(second), ...samplingOf(first) });
  const rows = await rowsOf(folders, shared, before.paths_done, grouping);
  const side = (folder: string, { model, model_digest }: Manifest): ComparedRun => ({
    folder,
    model,
    model_digest,
  });
  const manifest: ComparisonManifest = {
    verb: VERB,
    command,
    versions,
    first: side(first, before),
    second: side(second, after),
    seed: before.seed,
    paths: before.paths_done,
    left_out: [...here, ...there].filter((name) => !shared.includes(name)),
  };
  writeVerbFolder(out, new Map([["comparison.csv", csvFile(COMPARISON_COLUMNS, rows)]]), manifest);
  return { out, manifest, rows };
}

/**
 * Compares two finished runs and writes `comparison.csv` into a folder of its own.
 *
 * @param command as it was typed, for the manifest
 * @throws Refusal if the runs cannot be compared or the folder cannot be had
 */
export async function compare(
  first: string,
  second: string,
  options: { readonly out?: string | undefined },
  command: string,
): Promise<Comparison> {
  const problems: string[] = [];
  const manifests = [finished(first, problems), finished(second, problems)];
  const [before, after] = manifests;
  if (before !== null && after !== null) {
    requirePaired(before, after, problems);
    requireSameDraws(samplingOf(first), samplingOf(second), problems);
  }
  const out = options.out ?? `runs/compare-${basename(first)}-${basename(second)}`;
  problems.push(...verbFolderProblems(out, VERB));
  if (problems.length > 0 || before === null || after === null) throw new Refusal(problems);
  return withVerbFolder(out, VERB, () =>
    writeComparison([first, second], [before, after], out, command),
  );
}
