/** `faultline run` and the reading of what it leaves, for programs. */

import type { TableName } from "../engine/columns.ts";
import { run as runVerb } from "../commands/run.ts";
import type { RunResult } from "../commands/runModel.ts";
import { query as queryVerb } from "../commands/query.ts";
import { report as reportVerb } from "../commands/report/report.ts";
import type { ReportResult } from "../commands/report/report.ts";
import { compare as compareVerb } from "../commands/compare.ts";
import type { Comparison } from "../commands/compare.ts";
import type { SqlResult } from "../output/database.ts";
import { shippedSimulation } from "../engine/simulation.ts";
import { asTyped, callerOf, commandOf } from "./call.ts";
import type { VerbOptions } from "./call.ts";
import { type FilePath, pathOf } from "./load.ts";

/** Options of `run`, as those of `faultline run`. */
export interface RunOptions extends VerbOptions {
  /** Goes on with an interrupted run in `out`. */
  readonly resume?: boolean | undefined;
  /** Per-path tables to write; paths, venues, cascades and faults unless given. */
  readonly tables?: readonly TableName[] | undefined;
  /** Format of the tables; csv unless given. */
  readonly format?: "csv" | "parquet" | undefined;
  /** Compresses the CSV files. */
  readonly gzip?: boolean | undefined;
  /** Rule that ends the run before its last path, e.g. `es(bad_debt_usd, 0.99) within 5%`. */
  readonly until?: string | undefined;
  /** Importance sampling in place of the model's: `KEY=VALUE`, or `auto` alone. */
  readonly tilt?: readonly string[] | undefined;
  /** The figure that `auto` is to know best; `es(bad_debt_usd, 0.99)` unless given. */
  readonly tiltFor?: string | undefined;
}

/**
 * Runs a model file and leaves a finished run folder.
 *
 * @param file path or `file:` URL of a model
 * @returns the folder and its manifest, with the headline figures and the worst paths
 * @throws ModelError if the model is wrong, Refusal if an option is or the folder cannot be had (nothing is written then), Interrupted once the signal is aborted (`resume: true` goes on), RunFailed if a path fails
 */
export function run(file: FilePath, options: RunOptions = {}): Promise<RunResult> {
  const path = pathOf(file);
  const asked = asTyped<Parameters<typeof runVerb>[1]>(options);
  return runVerb(path, asked, callerOf("run", [path], asked, options.signal));
}

/**
 * Compares two finished runs of one seed and number of paths, path by path, and writes `comparison.csv`.
 *
 * @param first folder of a finished run
 * @param second folder of another; differences are second - first
 * @param options `out`: folder that is written; under `runs/` unless given
 * @throws Refusal if the runs did not meet the same draws, or the folder cannot be had
 */
export function compare(
  first: FilePath,
  second: FilePath,
  options: { readonly out?: string | undefined } = {},
): Promise<Comparison> {
  const folders = [pathOf(first), pathOf(second)] as const;
  const command = commandOf(callerOf("compare", folders, asTyped(options)));
  return compareVerb(...folders, options, command);
}

/**
 * SQL over the tables of finished runs: each table is a view of its name, over several runs with a first column `run`.
 *
 * @param runs folder of a finished run, or of several
 * @param sql one statement of DuckDB's SQL, e.g. `select venue, avg(bad_debt_usd) from venues group by venue`
 * @returns column names, and rows of cells; null is an empty cell
 * @throws Refusal if a folder holds no finished run, or with the database's words if the query is wrong
 */
export function query(runs: FilePath | readonly FilePath[], sql: string): Promise<SqlResult> {
  const folders = typeof runs === "string" || runs instanceof URL ? [runs] : runs;
  return queryVerb(folders.map(pathOf), sql);
}

/** Options of `report`, as those of `faultline report`. */
export interface ReportOptions {
  /** File that is written; `report.html` in the run folder unless given. */
  readonly out?: string | undefined;
  /** Folder of an attribution of the same model, for what the tail is owed to. */
  readonly attribution?: string | undefined;
  /** Also writes the pictures as SVG and PNG beside it. */
  readonly plots?: boolean | undefined;
}

/**
 * Writes the HTML report of a finished run: one file that needs no network.
 *
 * @param folder of the run
 * @throws Refusal if the folder holds no finished run, or an option cannot be had
 */
export function report(folder: FilePath, options: ReportOptions = {}): Promise<ReportResult> {
  return reportVerb(pathOf(folder), options, shippedSimulation);
}
