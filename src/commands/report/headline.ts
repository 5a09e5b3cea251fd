/** The headline of a report in words: the figures of a run, who pays its bad debt, with their intervals, and what the intervals leave out. */

import { leftUnpaid, paysNothing } from "../../output/headline.ts";
import type { Section } from "../../output/report/chart.ts";
import { escaped, paragraph, tableHtml } from "../../output/report/html.ts";
import { numberOf, rowsOf, textOf } from "../../output/report/runRows.ts";
import type { OpenRun } from "../../output/report/runRows.ts";
import { duration, figure } from "../figures.ts";

const DAY = 86_400;
/** A percent sign stays with its number. */
const NO_BREAK = "\u00a0%";

export type Span = readonly [low: number | null, high: number | null];

/** A statistic of a metric: its value, its sampling interval, and that of what is not known of the parameters. */
export interface Stated {
  readonly metric: string;
  readonly statistic: string;
  readonly level: number | null;
  readonly value: number | null;
  readonly sampling: Span;
  /** Nulls where no parameter is uncertain. */
  readonly parameter: Span;
}

const NAMES: readonly (readonly [metric: string, words: string])[] = [
  ["liquidated_usd", "liquidated"],
  ["bad_debt_usd", "bad debt"],
  ["insurance_used_usd", "paid by insurance"],
  ["vault_loss_usd", "paid by vaults"],
  ["adl_usd", "taken from winners"],
  ["socialised_usd", "spread over all accounts or lenders"],
  ["largest_cascade_usd", "largest cascade"],
];

/** The rows of the summary. */
export async function readSummary(run: OpenRun): Promise<readonly Stated[]> {
  const rows = await rowsOf(run, "select * from summary");
  return rows.map((row) => ({
    metric: textOf(row, "metric"),
    statistic: textOf(row, "statistic"),
    level: numberOf(row, "level"),
    value: numberOf(row, "value"),
    sampling: [numberOf(row, "ci_low"), numberOf(row, "ci_high")],
    parameter: [numberOf(row, "parameter_low"), numberOf(row, "parameter_high")],
  }));
}

function find(
  stated: readonly Stated[],
  metric: string,
  statistic: string,
  level: number | null,
): Stated | undefined {
  return stated.find(
    (row) => row.metric === metric && row.statistic === statistic && row.level === level,
  );
}

/** `1.2k to 3.4k`, or a hyphen. */
export function spanText([low, high]: Span): string {
  return low === null || high === null ? "-" : `${figure(low)} to ${figure(high)}`;
}

/** `12.3k USD (95 %: 10k to 15k; over what is not known 5k to 40k)`, or why there is no number. */
export function valueText(stated: Stated | undefined): string {
  if (stated === undefined || stated.value === null) return "not resolved by so few paths";
  const known = stated.sampling[0] === null ? "" : `95 %: ${spanText(stated.sampling)}`;
  const unknown =
    stated.parameter[0] === null
      ? ""
      : `over what is not known of the parameters ${spanText(stated.parameter)}`;
  const both = [known, unknown].filter((text) => text !== "").join("; ");
  return `${figure(stated.value)} USD${both === "" ? "" : ` (${both})`}`;
}

/** `3 days`, or hours and minutes. */
function windowText(horizon: number): string {
  const days = horizon / DAY;
  if (!Number.isInteger(days)) return duration(horizon);
  return days === 1 ? "one day" : `${days} days`;
}

/** The sentences, the most important first. @param horizon s */
export function headlineSentences(stated: readonly Stated[], horizon: number): string[] {
  const of = (metric: string, statistic: string, level: number | null): string =>
    valueText(find(stated, metric, statistic, level));
  const chance = stated.find(
    (row) => row.metric === "bad_debt_usd" && row.statistic === "probability",
  );
  const percent = (share: number | null): string =>
    share === null ? "-" : `${Number((100 * share).toPrecision(3))} %`;
  const likely =
    chance === undefined || chance.value === null
      ? []
      : [
          `A window of ${windowText(horizon)} has bad debt with probability ${percent(chance.value)} (95 %: ${percent(chance.sampling[0])} to ${percent(chance.sampling[1])}).`,
        ];
  return [
    `Bad debt, mean: ${of("bad_debt_usd", "mean", null)}. The worst window in a hundred, on average (ES 99 %): ${of("bad_debt_usd", "es", 0.99)}.`,
    ...likely,
    `Liquidated, mean: ${of("liquidated_usd", "mean", null)}; ES 99 %: ${of("liquidated_usd", "es", 0.99)}.`,
    ...payersText(stated),
  ];
}

const PAYS: readonly (readonly [metric: string, words: string])[] = [
  ["insurance_used_usd", "insurance pays"],
  ["vault_loss_usd", "vaults pay"],
  ["adl_usd", "auto-deleveraging takes from winners"],
  ["socialised_usd", "all accounts or lenders bear"],
];

/** Means, as `leftUnpaid` takes them. */
const meansOf = (stated: readonly Stated[]): { metric: string; mean: number | null }[] =>
  stated.flatMap(({ metric, statistic, value }) =>
    statistic === "mean" ? [{ metric, mean: value }] : [],
  );

/** Who pays the bad debt, all of it; who pays nothing is left out. */
function payersText(stated: readonly Stated[]): string[] {
  const paying = new Set(
    meansOf(stated)
      .filter((row) => !paysNothing(row))
      .map(({ metric }) => metric),
  );
  const left = leftUnpaid(meansOf(stated));
  const parts = [
    ...PAYS.flatMap(([metric, words]) =>
      paying.has(metric) ? [`${words} ${valueText(find(stated, metric, "mean", null))}`] : [],
    ),
    ...(left > 0 ? [`makers, pools or lenders are left with ${figure(left)} USD`] : []),
  ];
  return parts.length === 0 ? [] : [`Of the bad debt, mean: ${parts.join("; ")}.`];
}

/** The section. */
export function headlineSection(stated: readonly Stated[], horizon: number): Section {
  const uncertain = stated.some(({ parameter: [low] }) => low !== null);
  const idle = new Set(
    meansOf(stated)
      .filter(paysNothing)
      .map(({ metric }) => metric),
  );
  const rows = NAMES.filter(([metric]) => !idle.has(metric)).map(([metric, words]) => {
    const mean = find(stated, metric, "mean", null);
    const tail = find(stated, metric, "es", 0.99);
    return [
      words,
      figure(mean?.value ?? null),
      spanText(mean?.sampling ?? [null, null]),
      ...(uncertain ? [spanText(mean?.parameter ?? [null, null])] : []),
      figure(find(stated, metric, "var", 0.99)?.value ?? null),
      figure(tail?.value ?? null),
      spanText(tail?.sampling ?? [null, null]),
    ];
  });
  const header = [
    "USD per path",
    "mean",
    ...(uncertain ? ["95 % by sampling", "95 % of worlds"] : ["95 %"]),
    "VaR 99 %",
    "ES 99 %",
    uncertain ? "95 % by sampling" : "95 %",
  ];
  const reach = uncertain
    ? "Intervals are of sampling error; beside them stands where the figure would lie in 95 % of the worlds that the model's uncertain parameters allow; there '-' says that the worlds differ by less than these paths can tell."
    : "Intervals are of sampling error alone. The inputs are less certain than that, and the run says nothing of it.";
  const sentences = headlineSentences(stated, horizon).map(
    (text) => `<li>${escaped(text.replaceAll(" %", NO_BREAK))}</li>`,
  );
  const html = [
    `<ul class="headline">${sentences.join("")}</ul>`,
    tableHtml(header, rows),
    ...(rows.some((cells) => cells.slice(-3).includes("-"))
      ? [
          paragraph(
            "'-' in a figure of the tail: too few paths to tell it or its interval, or they all have the same value; summary.csv says which.",
          ),
        ]
      : []),
    paragraph(reach),
  ];
  return { id: "headline", title: "In words", html: html.join("\n"), charts: [] };
}
