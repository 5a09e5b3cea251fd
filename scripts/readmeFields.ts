/**
 * Writes into the README, between their markers, the table of columns and, if a run is named, that run's main figures:
 * `npm run readme [-- RUN]`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { columnTable } from "../src/commands/columnTable.ts";
import { figure } from "../src/commands/figures.ts";
import { paysNothing } from "../src/output/headline.ts";
import { type Row, type RunFolder, readRun } from "./pictures/readRun.ts";

/** Metric -> what it is called in the README. */
const HEADLINE = {
  liquidated_usd: "liquidated",
  bad_debt_usd: "bad debt",
  insurance_used_usd: "of it paid by insurance",
  vault_loss_usd: "of it paid by vaults",
  adl_usd: "of it taken from winners (auto-deleveraging)",
  socialised_usd: "of it spread over all accounts or lenders",
} as const;

/** A text with `content` between its markers of that name. @throws Error if it lacks the markers */
function between(readme: string, name: string, content: string): string {
  const begin = `<!-- ${name}:begin -->\n`;
  const end = `<!-- ${name}:end -->`;
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README.md has lost ${begin.trim()} or ${end}`);
  return `${readme.slice(0, from + begin.length)}\n${content}\n${readme.slice(to)}`;
}

/** The README with the table of columns as it is today. */
export function withColumns(readme: string): string {
  return between(readme, "columns", columnTable());
}

/** The README with the main figures of a run. */
export function withHeadline(readme: string, run: RunFolder): string {
  return between(readme, "headline", headlineTable(run));
}

function headlineTable(run: RunFolder): string {
  const summary = run.rows("summary");
  const lines = Object.entries(HEADLINE).flatMap(([metric, label]) => {
    const mean = rowOf(summary, metric, "mean", "");
    if (paysNothing({ metric, mean: mean.number("value") })) return [];
    const intervals = ["ci", "parameter"].map((name) => intervalOf(mean, name));
    const tail = ["var", "es"].map((name) => value(rowOf(summary, metric, name, "0.99")));
    return [`| ${[label, value(mean), ...intervals, ...tail].join(" | ")} |`];
  });
  const header = `| a window of ${run.horizon} d, USD | mean | 95 % by sampling | 95 % of worlds | VaR 99 % | ES 99 % |`;
  return `${[header, "| --- | --- | --- | --- | --- | --- |", ...lines].join("\n")}\n`;
}

/** An interval of a row; a dash where it has none. */
function intervalOf(row: Row, name: string): string {
  if (row.text(`${name}_low`) === "") return "-";
  return [`${name}_low`, `${name}_high`].map((end) => figure(row.number(end))).join(" to ");
}

const value = (row: Row): string => figure(row.number("value"));

function rowOf(rows: readonly Row[], metric: string, statistic: string, level: string): Row {
  const found = rows.find(
    (row) =>
      row.text("metric") === metric &&
      row.text("statistic") === statistic &&
      row.text("level") === level,
  );
  if (found === undefined) throw new Error(`summary.csv has no ${statistic} ${level} of ${metric}`);
  return found;
}

const file = fileURLToPath(new URL("../README.md", import.meta.url));
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const readme = withColumns(readFileSync(file, "utf8"));
  const folder = process.argv[2];
  writeFileSync(file, folder === undefined ? readme : withHeadline(readme, readRun(folder)));
}
