/**
 * What `faultline run` was asked to do, from the words of the command line. All problems are found in one go; what is
 * planned but not built yet is refused by its name.
 */

import { defaultTables, tableNames } from "../engine/columns.ts";
import type { TableName } from "../engine/columns.ts";
import type { TableFormat } from "../output/format.ts";
import { commonSettingsOf } from "./commonSettings.ts";
import type { CommonOptions, CommonSettings } from "./commonSettings.ts";
import { MOST_PATHS, namesIn, wholeNumber } from "./optionValues.ts";
import { Refusal } from "./refusal.ts";
import { type TiltRule, tiltRuleOf } from "./tiltRule.ts";
import { untilOf } from "./until.ts";
import type { Until } from "./until.ts";

/** Options as they were typed. */
export interface RunOptions extends CommonOptions {
  readonly resume?: boolean | undefined;
  readonly tables?: string | undefined;
  readonly format?: string | undefined;
  readonly gzip?: boolean | undefined;
  readonly block?: string | undefined;
  readonly until?: string | undefined;
  readonly tilt?: readonly string[] | undefined;
  readonly tiltFor?: string | undefined;
  readonly shard?: string | undefined;
}

/** Null: the model, or a rule, decides. */
export interface RunSettings extends CommonSettings {
  readonly resume: boolean;
  readonly tables: readonly TableName[];
  readonly format: TableFormat;
  readonly block: number | null;
  readonly until: Until | null;
  /** Null: the model's own tilts. */
  readonly tilt: TiltRule | null;
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
  refuseUnbuilt(options, problems);
  const settings: RunSettings = {
    ...commonSettingsOf(options, problems),
    resume: options.resume ?? false,
    tables: options.tables === undefined ? defaultTables : tablesOf(options.tables, problems),
    format: formatOf(options.format, options.gzip, problems),
    block: wholeNumber("--block", options.block, 1, MOST_PATHS, problems),
    until: options.until === undefined ? null : untilOf(options.until, problems),
    tilt: tiltRuleOf(options.tilt, options.tiltFor, problems),
  };
  if (problems.length > 0) throw new Refusal(problems);
  return settings;
}
