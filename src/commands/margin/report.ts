/** What `faultline margin` prints: the rules beside each other, and the answer in one sentence. */

import { jsonRow } from "../../output/jsonCells.ts";
import { join } from "node:path";
import { dashLines } from "../dashes.ts";
import { aligned, figure } from "../figures.ts";
import { holdingText } from "../limitText.ts";
import type { MarginAnswer } from "./margin.ts";
import { SEARCHED } from "./ruleRows.ts";
import type { MarginRow } from "./ruleRows.ts";

const HEADER = ["rule", "margin", "interval", "P(limit broken)", "bad debt, ES 99", "delay factor"];

/** An end that was not found lies outside what was looked at. */
function between(low: number, high: number): string {
  if (Number.isNaN(low)) return Number.isNaN(high) ? "-" : `up to ${figure(high)}`;
  return Number.isNaN(high) ? `from ${figure(low)}` : `${figure(low)} to ${figure(high)}`;
}

function lineOf(row: MarginRow, several: boolean): string[] {
  return [
    several ? `${row.rule} ${row.key}` : row.rule,
    figure(row.value),
    between(row.ci_low, row.ci_high),
    figure(row.probability),
    figure(row.bad_debt_es_usd),
    figure(row.implied_delay_factor),
  ];
}

function delayText({ manifest }: MarginAnswer, row: MarginRow): string {
  const { daily_move: daily } = manifest;
  if (daily === null || Number.isNaN(row.implied_delay_factor)) return "";
  const range = between(row.implied_delay_low, row.implied_delay_high);
  return ` That is ${figure(row.implied_delay_factor)} (${range}) times the 99.5 % move of one day, ${figure(daily.value)}: the delay factor the usual rule would need.`;
}

/** The answer in a sentence or two. */
export function answerText(answer: MarginAnswer): string {
  const { found, manifest, rows } = answer;
  const limit = holdingText(answer.manifest.limit);
  const own = rows.filter(({ rule }) => rule === SEARCHED);
  const named = own.map(({ key, value }) => `${key}=${figure(value)}`).join(" ");
  if (manifest.outcome === "not reached") {
    const { probability, low, high } = found.top;
    return `Not reached: no value of the range is confirmed to hold ${limit}; at its top the limit is broken with probability ${figure(probability)} (${figure(low)} to ${figure(high)}).`;
  }
  const first = own[0];
  if (manifest.outcome === "holds everywhere")
    return `The least value of the range, ${named}, holds ${limit} already.${delayText(answer, first)}`;
  const interval = own.map(({ ci_low: low, ci_high: high }) => between(low, high)).join("; ");
  return `${named} is the least that is confirmed to hold ${limit}; the true least lies in ${interval}, both ends at once, so that the upper one may pass what is confirmed.${delayText(answer, first)}`;
}

/** Why a row has dashes: there is no margin, or its shortfall is not resolved. */
function reasonOf({ value, note }: MarginRow): string {
  return Number.isNaN(value) ? note : (note.split("ES: ")[1] ?? "");
}

/** The report as text for a terminal. */
export function marginReport(answer: MarginAnswer): string {
  const { out, manifest, rows } = answer;
  const several = manifest.keys.length > 1;
  const table = aligned([HEADER, ...rows.map((row) => lineOf(row, several))]);
  return [
    `${manifest.model}, seed ${manifest.seed}: ${manifest.variants} margins on the same paths, at most ${manifest.paths} each`,
    "",
    table,
    ...dashLines(table, rows.map(reasonOf)),
    "",
    answerText(answer),
    "",
    `Rules are in ${join(out, "margin.csv")}, what each margin costs in ${join(out, "frontier.csv")}`,
    "",
  ].join("\n");
}

/** The result as one JSON value. */
export function marginJson(answer: MarginAnswer): unknown {
  const { out, manifest, rows, found } = answer;
  return {
    out,
    manifest,
    answer: answerText(answer),
    rules: rows.map(jsonRow),
    frontier: found.frontier.map(jsonRow),
  };
}
