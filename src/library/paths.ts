/**
 * All paths of a simulation, or of a finished run, in memory: one typed array per column of the paths table.
 *
 * Eight bytes per path and column: a million paths of forty columns take 320 MB. `simulate` yields them block by block to
 * who has less.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { metricNames } from "../engine/columns.ts";
import { simulate } from "../engine/simulate.ts";
import type { SimulatedModel, SimulateOptions } from "../engine/simulate.ts";
import { unknownWord } from "../model/suggest.ts";
import type { ResolvedModel } from "../model/resolved.ts";
import type { DrawnTogether } from "../output/pathGrouping.ts";
import { readPathColumns } from "../output/pathsTable.ts";
import { inspectFolder } from "../output/runFolder.ts";
import { noRun } from "../output/verbFolder.ts";
import { Refusal } from "../commands/refusal.ts";
import { type FilePath, pathOf } from "./load.ts";

/** Paths in path order; a column of one's own may be put beside the others. */
export interface Paths {
  /** Number of paths. */
  readonly count: number;
  /** The seed; paths of one seed met the same draws. */
  readonly seed: string;
  /** How the paths were drawn together; intervals depend on it. */
  readonly sampling: DrawnTogether;
  /** Numeric columns by name, one value per path; NaN: the path has none. `weight` is always there. */
  readonly columns: Record<string, Float64Array>;
}

/** Options of `simulatePaths`. */
export interface PathsOptions extends SimulateOptions {
  /** Names of the columns to keep, `weight` besides; all numeric ones unless given. */
  readonly columns?: readonly string[];
}

function requireNames(wanted: readonly string[], there: readonly string[]): void {
  const unknown = wanted.find((name) => !there.includes(name));
  if (unknown !== undefined) throw new RangeError(unknownWord("column", unknown, there));
}

/**
 * Simulates a model and keeps its paths in memory.
 *
 * @param loaded as `loadModel` or `parseModel` gives it
 * @returns columns in the units of the paths table (`tables.paths`)
 * @throws RangeError if an option is out of range, a column is unknown, or the model cannot take what its uncertain parameters may be; PathError if a path fails; the signal's reason once it is aborted
 */
export async function simulatePaths(
  loaded: SimulatedModel,
  options: PathsOptions = {},
): Promise<Paths> {
  const { sampling } = loaded.model;
  const there = ["path", "weight", ...metricNames(loaded.model)];
  const names = [...new Set(["weight", ...(options.columns ?? there)])];
  requireNames(names, there);
  const blocks: Readonly<Record<string, Float64Array>>[] = [];
  for await (const { columns } of simulate(loaded, options))
    blocks.push(Object.fromEntries(names.map((name) => [name, columns[name]])));
  const columns = Object.fromEntries(names.map((name) => [name, joined(blocks, name)]));
  const seed = String(options.seed ?? sampling.seed);
  return { count: columns["weight"].length, seed, sampling, columns };
}

function joined(
  blocks: readonly Readonly<Record<string, Float64Array>>[],
  name: string,
): Float64Array {
  const whole = new Float64Array(blocks.reduce((count, block) => count + block[name].length, 0));
  let at = 0;
  for (const { [name]: part } of blocks) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * Reads columns of the paths table of a finished run, in whatever format it was written.
 *
 * @param folder of the run
 * @param names of numeric columns; `weight` is read besides
 * @throws Refusal if the folder holds no finished run with a paths table; RangeError if a column is unknown
 */
export async function readPaths(folder: FilePath, names: readonly string[]): Promise<Paths> {
  const path = pathOf(folder);
  const state = inspectFolder(path);
  if (state.kind !== "finished") throw new Refusal([noRun(path)]);
  const { paths_done: count, rows, seed } = state.manifest;
  if (rows["paths"] === undefined) throw new Refusal([`${path}: has no paths table`]);
  const resolved = JSON.parse(readFileSync(join(path, "resolved.json"), "utf8")) as ResolvedModel;
  const wanted = [...new Set(["weight", ...names])];
  requireNames(wanted, ["path", "weight", ...metricNames(resolved)]);
  const columns = await readPathColumns(path, wanted, count);
  return { count, seed, sampling: resolved.sampling, columns };
}
