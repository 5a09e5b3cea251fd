/**
 * What `faultline run` was asked to do, from the words of the command line. All problems are found in one go; what is
 * planned but not built yet is refused by its name.
 */

import { availableParallelism } from "node:os";
import { defaultTables, tableNames } from "../engine/columns.ts";
import type { TableName } from "../engine/columns.ts";
import { executorFor } from "../engine/executors/run.ts";
import type { ExecutorName } from "../engine/executors/run.ts";
import type { TableFormat } from "../output/format.ts";
import { MOST_PATHS, namesIn, notEmpty, wholeNumber } from "./optionValues.ts";
import { Refusal } from "./refusal.ts";
import { type TiltRule, tiltRuleOf } from "./tiltRule.ts";
import { untilOf } from "./until.ts";
import type { Until } from "./until.ts";

/** Options as they were typed. */
export interface RunOptions {
  readonly paths?: string | undefined;
  readonly seed?: string | undefined;
  readonly threads?: string | undefined;
  readonly out?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly resume?: boolean | undefined;
  readonly tables?: string | undefined;
  readonly format?: string | undefined;
  readonly gzip?: boolean | undefined;
  readonly executor?: string | undefined;
  readonly block?: string | undefined;
  readonly until?: string | undefined;
  readonly tilt?: readonly string[] | undefined;
  readonly tiltFor?: string | undefined;
  readonly shard?: string | undefined;
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** Null: the model, or a rule, decides. */
export interface RunSettings {
  readonly paths: number | null;
  readonly seed: string | null;
  readonly threads: number;
  readonly executor: ExecutorName;
  readonly out: string | null;
  readonly set: readonly string[];
  readonly resume: boolean;
  readonly tables: readonly TableName[];
  readonly format: TableFormat;
  readonly block: number | null;
  readonly until: Until | null;
  /** Null: the model's own tilts. */
  readonly tilt: TiltRule | null;
  readonly quiet: boolean;
  readonly json: boolean;
}

function tablesOf(text: string, problems: string[]): readonly TableName[] {
  const asked = namesIn(text);
  const unknown = asked.filter((name) => !(tableNames as readonly string[]).includes(name));
  if (asked.length === 0)
    problems.push(`--tables: names no table; there are ${tableNames.join(", ")}`);
  else if (asked.length < text.split(",").length)
    problems.push(`--tables: a name is missing between the commas of '${text}'`);
  for (const name of new Set(asked.filter((one, at) => asked.indexOf(one) < at)))
    problems.push(`--tables: '${name}' is given twice`);
  for (const name of unknown)
    problems.push(`--tables: unknown table '${name}'; there are ${tableNames.join(", ")}`);
  return tableNames.filter((name) => asked.includes(name));
}

function formatOf(
  text: string | undefined,
  gzip: boolean | undefined,
  problems: string[],
): TableFormat {
  const format = text ?? "csv";
  if (format !== "csv" && format !== "parquet")
    problems.push(`--format: must be csv or parquet, got '${format}'`);
  if (format === "parquet" && gzip === true)
    problems.push("--gzip: belongs to --format csv; Parquet is compressed already");
  if (format === "parquet") return format;
  return gzip === true ? "csv.gz" : "csv";
}

function executorOf(text: string | undefined, threads: number, problems: string[]): ExecutorName {
  if (text === undefined) return executorFor(threads);
  if (text === "cluster") problems.push("--executor: 'cluster' is not available yet");
  else if (text !== "threads" && text !== "inline") {
    problems.push(`--executor: must be threads or inline, got '${text}'`);
  }
  return text === "inline" ? "inline" : "threads";
}

function refuseUnbuilt(options: RunOptions, problems: string[]): void {
  if (options.shard !== undefined) problems.push("--shard is not available yet");
}

/**
 * Reads the options of `run`.
 *
 * @throws Refusal with every problem
 */
export function settingsOf(options: RunOptions): RunSettings {
  const problems: string[] = [];
  const cores = availableParallelism();
  const whole = (name: "paths" | "threads" | "block", high: number): number | null => {
    const text = options[name];
    return wholeNumber(`--${name}`, text, 1, high, problems);
  };
  refuseUnbuilt(options, problems);
  const asked = whole("threads", cores * 4);
  const threads = asked ?? (options.executor === "inline" ? 1 : cores);
  const executor = executorOf(options.executor, threads, problems);
  if (executor === "inline" && threads > 1) problems.push("--executor: inline has one thread only");
  const settings: RunSettings = {
    paths: whole("paths", MOST_PATHS),
    seed: notEmpty("--seed", options.seed, problems),
    threads,
    executor,
    out: notEmpty("--out", options.out, problems),
    set: options.set ?? [],
    resume: options.resume ?? false,
    tables: options.tables === undefined ? defaultTables : tablesOf(options.tables, problems),
    format: formatOf(options.format, options.gzip, problems),
    block: whole("block", MOST_PATHS),
    until: options.until === undefined ? null : untilOf(options.until, problems),
    tilt: tiltRuleOf(options.tilt, options.tiltFor, problems),
    quiet: options.quiet ?? false,
    json: options.json ?? false,
  };
  if (problems.length > 0) throw new Refusal(problems);
  return settings;
}
