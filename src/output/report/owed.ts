/**
 * What the tail is owed to: Shapley values of an attribution where one is given, else the causes of the cascades on the
 * paths of the tail; and losses given a failed component where the run has `conditional.csv`. The section says which.
 */
import type { TopLevelSpec } from "vega-lite";
import { sqlText } from "../database.ts";
import { INK, PALETTE, specOf } from "./chart.ts";
import type { Chart, Section } from "./chart.ts";
import { chartHtml, paragraph, tableHtml } from "./html.ts";
import { numberOf, rowsOf, textOf } from "./runRows.ts";
import type { OpenRun, RunRow } from "./runRows.ts";
import { TAIL_SQL } from "./tail.ts";

/** Something that the tail is owed to. */
export interface Debtor {
  readonly name: string;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** What the bars are, in words, and the bars. */
export interface Owed {
  readonly words: string;
  readonly axis: string;
  readonly debtors: readonly Debtor[];
}

/** What may begin a cascade, in words: docs/model.md, Cause and parent. */
export const TRIGGERS: Readonly<Record<string, string>> = {
  market: "prices that nobody in the model moved",
  impact: "prices that earlier sales had moved",
  funding: "funding, interest and socialised losses charged",
  depeg: "collateral below par",
  gap: "a wait for a halt, a grace period, a censor or the keepers",
  blocked_top_up: "a top-up that would have cured it and had not landed",
  initial: "a variant's margins, at the start",
  panic: "a halt that outlasted patience",
  unwind: "a hedge that had lost a leg",
};

const triggerWords = (triggers: readonly string[]): string =>
  triggers
    .filter((trigger) => trigger in TRIGGERS)
    .map((trigger) => `${trigger.replaceAll("_", " ")}: ${TRIGGERS[trigger]}`)
    .join("; ");

/** Rows of a run's conditional losses that are shown. */
const MOST = 12;

/** From the `attribution.csv` of `faultline attribute`. @param figure what it attributes, in words */
export async function readAttribution(run: OpenRun, file: string, figure: string): Promise<Owed> {
  const rows = await rowsOf(run, `select * from read_csv(${sqlText(file)}, header = true)`);
  return {
    words: `Shapley values of ${figure}: what each adds on average over all orders in which components are made perfect, on the same paths, with 95 % intervals of sampling error; from ${file}.`,
    axis: figure,
    debtors: rows
      .slice(0, -1) // the last row is the total
      .filter((row) => (numberOf(row, "shapley") ?? 0) !== 0)
      .map(debtorOf),
  };
}

function debtorOf(row: RunRow): Debtor {
  return {
    name: textOf(row, "group"),
    value: numberOf(row, "shapley") ?? 0,
    low: numberOf(row, "ci_low"),
    high: numberOf(row, "ci_high"),
  };
}

/** From the cascades of the tail's paths: bad debt by what began the cascade that it came from. */
export async function readCauses(run: OpenRun): Promise<Owed> {
  const sql = `with ${TAIL_SQL} select trigger, sum(w * bad_debt_usd) / sum(sum(w * bad_debt_usd)) over () as share
    from tail join cascades using (path) group by trigger having sum(bad_debt_usd) > 0 order by share desc, trigger`;
  const rows = run.tables.has("cascades") ? await rowsOf(run, sql) : [];
  return {
    words: `Share of the tail's bad debt by what began the cascade that it came from (${triggerWords(rows.map((row) => textOf(row, "trigger")))}). No attribution was given: what a failure adds is told by faultline attribute and report --attribution.`,
    axis: "share of the tail's bad debt",
    debtors: rows.map((row) => ({
      name: textOf(row, "trigger").replaceAll("_", " "),
      value: numberOf(row, "share") ?? 0,
      low: null,
      high: null,
    })),
  };
}

/** The specification of the chart. */
export function owedSpec({ axis, debtors }: Owed): TopLevelSpec {
  const bounded = debtors.some(({ low }) => low !== null);
  const y = { field: "name", type: "nominal", sort: null, title: null };
  const x = {
    field: "value",
    type: "quantitative",
    title: axis,
    axis: { format: bounded ? "~s" : "~%", tickCount: 6 },
  };
  const interval = {
    transform: [{ filter: "isValid(datum.low)" }],
    mark: { type: "rule", strokeWidth: 2, color: INK },
    encoding: { y, x: { ...x, field: "low" }, x2: { field: "high" } },
  };
  return specOf({
    height: 30 * Math.max(2, debtors.length),
    data: { values: debtors },
    layer: [
      {
        mark: { type: "bar", height: { band: 0.62 }, color: PALETTE[0], tooltip: true },
        encoding: { y, x },
      },
      ...(bounded ? [interval] : []),
    ],
  });
}

/** Rows of `conditional.csv` that tell most; none where the run has no such table. */
export async function readConditional(run: OpenRun): Promise<readonly RunRow[]> {
  if (!run.tables.has("conditional")) return [];
  return rowsOf(
    run,
    `select * from conditional where value is not null and metric = 'bad_debt_usd' and statistic in ('mean', 'delta_mean')
     order by statistic, value desc limit ${MOST}`,
  );
}

/** The section. @param shown a number as text */
export function owedSection(
  owed: Owed,
  conditional: readonly RunRow[],
  shown: (value: number | null) => string,
): Section {
  const id = "owed";
  const charts: Chart[] = owed.debtors.length === 0 ? [] : [{ id, spec: owedSpec(owed) }];
  const parts =
    charts.length === 0
      ? [
          paragraph(
            "No path of the tail has bad debt, or the run keeps no cascades: there is nothing to share out.",
          ),
        ]
      : [chartHtml(id, `Bars: ${owed.axis}`), paragraph(owed.words)];
  if (conditional.length > 0) {
    const rows = conditional.map((row) => [
      textOf(row, "condition"),
      textOf(row, "statistic").replace("delta_mean", "mean less that of the other paths"),
      shown(numberOf(row, "value")),
      numberOf(row, "ci_low") === null
        ? "-"
        : `${shown(numberOf(row, "ci_low"))} to ${shown(numberOf(row, "ci_high"))}`,
      textOf(row, "paths"),
    ]);
    parts.push(
      paragraph("Bad debt given that a component failed (conditional.csv), USD per path:"),
      tableHtml(["failed", "statistic", "value", "95 % interval", "paths"], rows),
    );
  }
  return { id, title: "What the tail is owed to", html: parts.join("\n"), charts };
}
