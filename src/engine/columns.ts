/**
 * The one table of columns: what every row of a run folder's per-path tables says, and in which unit.
 *
 * A row here is `[type, unit or label set, meaning]`; names and order are the contract's and do not change. The words of a
 * set that every model shares are added to the meaning, from `labels.ts`. A cell that can be empty says when. Everything
 * that shows a column (files, `faultline schema --columns`, the README, the summary's list of metrics) is made from it.
 * In memory every column is a Float64Array: NaN is an empty cell, a label is a code that `labels.ts` turns into text.
 * Left out: what one model adds to the paths table (a price per base asset, its own metrics) is in `pathColumns`.
 */

import type { ResolvedModel } from "../model/resolved.ts";
import { FIXED_WORDS } from "./labels.ts";
import type { LabelSet } from "./labels.ts";

type Row =
  | readonly ["integer" | "number", unit: string, meaning: string]
  | readonly ["label", set: LabelSet, meaning: string];

const paths = {
  path: ["integer", "", "number of the path, from 0"],
  weight: ["number", "1", "likelihood ratio of importance sampling, mean 1"],
  liquidated_usd: [
    "number",
    "USD",
    "notional closed by liquidations, at the mark before each sale",
  ],
  liquidated_accounts: ["integer", "accounts", "accounts liquidated at least once"],
  cascades: ["integer", "cascades", "groups of liquidations linked by parent sales"],
  largest_cascade_usd: ["number", "USD", "notional of the largest cascade"],
  max_generation: ["integer", "generations", "deepest generation; 0 is the first, empty if none"],
  branching_ratio: [
    "number",
    "1",
    "share of liquidations, by number, with cause impact; empty if none",
  ],
  amplification: [
    "number",
    "1",
    "largest fall of the venue price over that of the price without impact; empty if the latter is under 1 %",
  ],
  bad_debt_usd: ["number", "USD", "negative equity left after execution, before the waterfall"],
  insurance_used_usd: ["number", "USD", "bad debt paid by insurance funds"],
  vault_loss_usd: ["number", "USD", "bad debt paid by LP vaults"],
  adl_usd: ["number", "USD", "profit taken by auto-deleveraging"],
  socialised_usd: ["number", "USD", "bad debt spread over all accounts or lenders"],
  penalties_usd: ["number", "USD", "liquidation penalties paid"],
  trapped_usd_hours: ["number", "USD h", "value times hours that could not leave its chain"],
  top_ups_asked: ["integer", "top-ups", "margin calls that were answered"],
  top_ups_landed: ["integer", "top-ups", "top-ups that arrived"],
  top_ups_blocked_usd: ["number", "USD", "top-ups without a live route, or landed after the close"],
  faults: ["integer", "faults", "fault rows whose cause is not quorum"],
  downtime_hours: ["number", "h", "sum over chains of hours not sequencing"],
  first_fault: ["label", "component", "component of the first fault; empty if none"],
  clearing_defaults: ["integer", "institutions", "defaults when claims are cleared"],
  clearing_loss_usd: ["number", "USD", "claims that clearing leaves unpaid"],
  unresolved_bad_debt_usd: [
    "number",
    "USD",
    "part of bad_debt_usd that no close had realised by the horizon; paid for like the rest",
  ],
  adl_notional_usd: ["number", "USD", "notional closed by auto-deleveraging"],
  makers_pnl_usd: ["number", "USD", "profit of the makers and pool vaults"],
  same_step_share: [
    "number",
    "1",
    "share of liquidations, by number, of generation 1 and deeper; empty if none",
  ],
  peak_minute_usd: ["number", "USD", "most notional liquidated in one minute"],
  insurance_exhausted_s: [
    "number",
    "s",
    "when the first insurance fund ran dry; empty if none did",
  ],
  mev_usd: ["number", "USD", "penalties a censoring sequencer could have taken"],
  min_inventory_share: ["number", "1", "least share of makers inventory left at any venue"],
  min_pool_share: ["number", "1", "least balance of any bridge pool over its start"],
  initial_liquidated_usd: [
    "number",
    "USD",
    "part of liquidated_usd closed with cause initial: liquidatable at t = 0 under a variant's margins",
  ],
  initial_bad_debt_usd: ["number", "USD", "part of bad_debt_usd of those accounts"],
} as const;

const venues = {
  path: ["integer", "", "number of the path"],
  venue: ["label", "venue", "venue with at least one liquidation"],
  liquidated_usd: ["number", "USD", "notional closed by liquidations"],
  liquidated_accounts: ["integer", "accounts", "accounts liquidated at least once"],
  bad_debt_usd: ["number", "USD", "negative equity left after execution"],
  insurance_left_usd: ["number", "USD", "insurance fund at the horizon"],
  vault_loss_usd: ["number", "USD", "bad debt paid by the LP vault"],
  adl_usd: ["number", "USD", "profit taken by auto-deleveraging"],
  socialised_usd: ["number", "USD", "bad debt spread over all accounts or lenders"],
  max_displacement: ["number", "1", "largest |log(venue price / global price)|"],
  min_depth_share: ["number", "1", "least depth over depth_1pct"],
} as const;

const cascades = {
  path: ["integer", "", "number of the path"],
  cascade: ["integer", "", "number of the cascade in its path, from 0"],
  start_s: ["number", "s", "its first close"],
  duration_s: ["number", "s", "from its first close to the last liquidation"],
  trigger: ["label", "liquidationCause", "cause of its first close"],
  venues: ["integer", "venues", "venues with a liquidation in it"],
  accounts: ["integer", "accounts", "accounts liquidated in it"],
  notional_usd: ["number", "USD", "notional closed"],
  generations: ["integer", "generations", "generations it ran through"],
  peak_displacement: ["number", "1", "largest |log(venue price / global price)| in it"],
  bad_debt_usd: ["number", "USD", "bad debt of its liquidations"],
} as const;

const faults = {
  path: ["integer", "", "number of the path"],
  component: ["label", "component", "dotted key of the component"],
  mode: ["label", "mode", "fault mode"],
  start_s: ["number", "s", "start"],
  end_s: ["number", "s", "end; empty if still running at the horizon"],
  cause: ["label", "faultCause", "what started it"],
} as const;

const liquidations = {
  path: ["integer", "", "number of the path"],
  liquidation: ["integer", "", "number of the close in its path, from 0"],
  parent: ["integer", "", "first liquidation of the parent sale; empty if none"],
  time_s: ["number", "s", "close"],
  breach_s: [
    "number",
    "s",
    "first breach, at the global price or at the venue's mark; empty for an order of the account's own",
  ],
  venue: ["label", "venue", "venue"],
  account: ["label", "account", "account, `cohort/number` or its id"],
  market: ["label", "asset", "market"],
  generation: ["integer", "", "round of its step, from 0; empty for an order of the account's own"],
  cause: [
    "label",
    "liquidationCause",
    "why the account was liquidatable, or wanted out: panic, unwind",
  ],
  notional_usd: ["number", "USD", "size closed times the mark before the sale"],
  mark: ["number", "USD", "mark before the sale"],
  execution: ["number", "USD", "average price of the fill"],
  equity_after_usd: [
    "number",
    "USD",
    "equity left, on the last row of the account in its sale; else empty",
  ],
  bad_debt_usd: [
    "number",
    "USD",
    "bad debt, on the last row of the account in its sale; else empty",
  ],
  undone: ["integer", "", "1 if a rollback undid it, else 0"],
} as const;

const batches = {
  path: ["integer", "", "number of the path"],
  chain: ["label", "chain", "chain"],
  batch: [
    "integer",
    "",
    "number of the batch: the multiple of the interval at which it closes; from 1 where that is 0",
  ],
  closed_s: ["number", "s", "closed by the sequencer"],
  proven_s: ["number", "s", "proven; empty if after the horizon"],
  final_s: ["number", "s", "final on the settlement layer; empty if after the horizon"],
} as const;

const transfers = {
  path: ["integer", "", "number of the path"],
  purpose: ["label", "purpose", "what it is for"],
  from: ["label", "chain", "chain it leaves"],
  to: ["label", "chain", "chain it goes to"],
  route: ["label", "route", "bridge, or two joined by +; empty if none or not needed"],
  asked_s: ["number", "s", "asked for"],
  landed_s: ["number", "s", "landed; empty if it did not"],
  amount_usd: ["number", "USD", "amount"],
  outcome: ["label", "outcome", "what became of it"],
  cause: ["label", "refusal", "why it was refused; empty if it was not"],
} as const;

const clearing = {
  path: ["integer", "", "number of the path"],
  institution: ["label", "institution", "institution, or whose balance it is"],
  assets_usd: ["number", "USD", "what it has of its own at the horizon"],
  owed_usd: ["number", "USD", "what it owes, outside the network too"],
  paid_usd: ["number", "USD", "what it pays"],
  claims_usd: ["number", "USD", "what it is owed inside the network"],
  received_usd: ["number", "USD", "what it is paid"],
  defaulted: ["integer", "", "1 if it cannot pay all it owes, else 0"],
  shock: ["number", "1", "share of its equity at the start that the path's own losses take"],
  stress: ["number", "1", "share of it that is lost once debtors' losses have passed on"],
} as const;

/** The names of the fixed columns of each table. */
export interface ColumnNames {
  paths: keyof typeof paths;
  venues: keyof typeof venues;
  cascades: keyof typeof cascades;
  faults: keyof typeof faults;
  liquidations: keyof typeof liquidations;
  batches: keyof typeof batches;
  transfers: keyof typeof transfers;
  clearing: keyof typeof clearing;
}

/** A per-path table. */
export type TableName = keyof ColumnNames;

/** A column of a per-path table. */
export interface Column {
  readonly name: string;
  readonly type: "integer" | "number" | "label";
  /** Empty for labels and for plain numbering. */
  readonly unit: string;
  readonly meaning: string;
  /** Of a label column: what its codes stand for. */
  readonly labels?: LabelSet;
  /** What they stand for, where it is the same in every model; `common:NAME` for any name. */
  readonly words?: readonly string[];
}

function column(name: string, [type, unitOrSet, meaning]: Row): Column {
  return type === "label"
    ? labelColumn(name, unitOrSet, meaning)
    : { name, type, unit: unitOrSet, meaning };
}

/** A column of labels; the words that are the same in every model are named. */
function labelColumn(name: string, labels: LabelSet, meaning: string): Column {
  const words = FIXED_WORDS[labels];
  const plain = { name, type: "label", unit: "", labels } as const;
  if (words === undefined) return { ...plain, meaning };
  return { ...plain, words, meaning: `${meaning}; one of ${words.join(", ")}` };
}

function columnsOf(rows: Readonly<Record<string, Row>>): readonly Column[] {
  return Object.entries(rows).map(([name, row]) => column(name, row));
}

/** Every per-path table and its fixed columns, in the order of the files. */
export const tables: { readonly [Table in TableName]: readonly Column[] } = {
  paths: columnsOf(paths),
  venues: columnsOf(venues),
  cascades: columnsOf(cascades),
  faults: columnsOf(faults),
  liquidations: columnsOf(liquidations),
  batches: columnsOf(batches),
  transfers: columnsOf(transfers),
  clearing: columnsOf(clearing),
};

export const tableNames: readonly TableName[] = Object.keys(tables) as TableName[];

/** What is written when `--tables` does not say otherwise. */
export const defaultTables: readonly TableName[] = ["paths", "venues", "cascades", "faults"];

function priceColumns(model: ResolvedModel): Column[] {
  const names = model.market.baseAssets.map((asset) => model.market.assets[asset].name);
  const column = (kind: string, meaning: string) => (name: string) =>
    ({ name: `${kind}_price_${name}`, type: "number", unit: "USD", meaning }) as const;
  return [
    ...names.map(column("min", "least global price")),
    ...names.map(column("final", "global price at the horizon")),
  ];
}

/** What claims add to the paths table. */
function claimsColumns({ claims }: ResolvedModel): readonly Column[] {
  if (claims === undefined) return [];
  const meaning = "share of all equity at the start that stress alone passed on among the claims";
  return [{ name: "debt_rank", type: "number", unit: "1", meaning }];
}

/** The fixed columns of the paths table with the model's prices, but without its metrics. */
function simulatedPathColumns(model: ResolvedModel): readonly Column[] {
  return [...tables.paths, ...priceColumns(model), ...claimsColumns(model)];
}

/** All columns of the paths table of `model`: fixed, `min_price_*`, `final_price_*`, `debt_rank`, then its metrics. */
export function pathColumns(model: ResolvedModel): readonly Column[] {
  const metrics = model.metrics.map(({ name, expression }) => ({
    name,
    type: "number" as const,
    unit: "",
    meaning: `metric: ${expression}`,
  }));
  return [...simulatedPathColumns(model), ...metrics];
}

/** All columns of one table of `model`. */
export function columnsOfTable(model: ResolvedModel, table: TableName): readonly Column[] {
  return table === "paths" ? pathColumns(model) : tables[table];
}

/** Names of the numeric columns of `model`'s paths table but `path` and `weight`: what is summarised, in file order. */
export function metricNames(model: ResolvedModel): readonly string[] {
  return numericNames(pathColumns(model)).filter((name) => name !== "path" && name !== "weight");
}

/** Names of the columns that hold numbers, in order. */
export function numericNames(columns: readonly Column[]): readonly string[] {
  return columns.filter(({ type }) => type !== "label").map(({ name }) => name);
}

/** What an expression of a model may name; `<ASSET>` stands for each of its base assets. */
export const metricVariables: readonly string[] = [
  ...numericNames(tables.paths),
  "min_price_<ASSET>",
  "final_price_<ASSET>",
];
