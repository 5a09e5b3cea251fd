/**
 * What every row of a run's result files says, and in which unit: the dictionary of what is estimated, beside that of what
 * is simulated (`engine/columns.ts`).
 */

import type { Column } from "../engine/columns.ts";

type Row =
  | readonly ["integer" | "number", unit: string, meaning: string]
  | readonly ["label", meaning: string];

const low: Row = [
  "number",
  "",
  "low end of the 95 % interval, in the unit of the value; empty where it is not resolved",
];
const high: Row = [
  "number",
  "",
  "high end of the 95 % interval, in the unit of the value; empty where it is not resolved",
];
const metric: Row = ["label", "column of the paths table"];

/** Names of the result files, without their endings. */
export type ResultName =
  | "summary"
  | "exceedance"
  | "delays"
  | "contagion"
  | "conditional"
  | "cascade_sizes"
  | "convergence"
  | "systemic"
  | "columns";

const files: Readonly<Record<ResultName, Readonly<Record<string, Row>>>> = {
  summary: {
    metric,
    statistic: ["label", "mean, sd, quantile, var, es, probability (of being above 0)"],
    level: ["number", "1", "of a quantile, value at risk or shortfall; else empty"],
    value: ["number", "", "in the unit of the metric; empty where the paths do not resolve it"],
    ci_low: low,
    ci_high: high,
    note: [
      "label",
      "why a cell is empty, or how many paths have a value; empty if there is nothing to say",
    ],
    parameter_low: [
      "number",
      "",
      "low end of where it lies in 95 % of worlds; empty if no parameter is uncertain or the paths do not tell",
    ],
    parameter_high: ["number", "", "high end, in the unit of the value; empty as the low end is"],
  },
  exceedance: {
    metric,
    threshold: ["number", "", "in the unit of the metric"],
    probability: ["number", "1", "of being above the threshold within the horizon"],
    ci_low: low,
    ci_high: high,
    return_period_years: [
      "number",
      "years",
      "horizon over probability, of independent windows; empty where that is 0",
    ],
  },
  delays: {
    venue: ["label", "venue"],
    level: ["number", "1", "of the quantile"],
    delay_s: [
      "number",
      "s",
      "from breach to close (Kaplan-Meier); empty if it is not closed within the horizon",
    ],
    ci_low: low,
    ci_high: high,
    closed: ["integer", "accounts", "breaches of the run that ended in a close"],
    recovered: ["integer", "accounts", "breaches of the run that ended without one"],
  },
  contagion: {
    from: ["label", "venue whose sales stood in the way"],
    to: ["label", "venue whose accounts were liquidated by it"],
    notional_usd: ["number", "USD", "expected per path"],
    share: ["number", "1", "of what sales had closed at the venue; sums to 1 over from"],
  },
  conditional: {
    condition: ["label", "component that has failed, or the total whose tail it is"],
    metric: ["label", "column of the paths table, or bad debt of one venue"],
    statistic: ["label", "mean, covar, delta_mean, delta_covar (less the other paths), mes"],
    level: ["number", "1", "of the quantile or the shortfall; empty of a mean"],
    value: ["number", "USD", "empty where the paths do not resolve it"],
    ci_low: low,
    ci_high: high,
    note: ["label", "why a cell is empty; else empty"],
    paths: ["integer", "paths", "on which the component failed, or the venue had bad debt"],
  },
  cascade_sizes: {
    accounts_from: ["integer", "accounts", "smallest size of the range"],
    accounts_to: ["integer", "accounts", "largest size of the range; empty: none"],
    cascades: ["integer", "cascades", "of the run, unweighted"],
    share: ["number", "1", "of all cascades, weighted"],
    ci_low: low,
    ci_high: high,
    borel_share: ["number", "1", "what a constant branching ratio would make (Borel-Tanner)"],
    branching_ratio: ["number", "1", "share of accounts in cascades that a sale had pushed"],
  },
  convergence: {
    paths: ["integer", "paths", "length of the stretch; of variance, those in pairs"],
    metric: ["label", "figure, as --until names it, or variance_share, variance_total"],
    value: ["number", "", "in the unit of the metric; empty where the paths do not resolve it"],
    standard_error: ["number", "", "of the value; empty where that is"],
    ci_low: low,
    ci_high: high,
    source: ["label", "subset, all, projected, variance (a share owed to a group of draws)"],
  },
  systemic: {
    institution: ["label", "party to the claims"],
    assets_usd: ["number", "USD", "at the start"],
    owed_usd: ["number", "USD", "what it owes"],
    claims_usd: ["number", "USD", "what it is owed"],
    equity_usd: ["number", "USD", "the rest"],
    debt_rank: ["number", "1", "share of all other equity that its default alone would take"],
    defaults: ["integer", "institutions", "that would follow"],
  },
  columns: {
    file: ["label", "without its ending"],
    column: ["label", "name of the column"],
    type: ["label", "integer, number, label"],
    unit: ["label", "1: a plain number or share; empty: numbering, or as the meaning says"],
    meaning: ["label", "what a cell says"],
  },
};

/** The result files, in the order in which they are written. */
export const resultNames: readonly ResultName[] = Object.keys(files) as ResultName[];

function column(name: string, row: Row): Column {
  if (row[0] === "label") return { name, type: "label", unit: "", meaning: row[1] };
  const [type, unit, meaning] = row;
  return { name, type, unit, meaning };
}

/** The columns of a result file, in file order. */
export function columnsOfResult(file: ResultName): readonly Column[] {
  return Object.entries(files[file]).map(([name, row]) => column(name, row));
}
