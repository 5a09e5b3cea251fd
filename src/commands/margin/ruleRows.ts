/** The rows of `margin.csv`: what the search found, then each rule in use, and the bad debt that each really leaves. */

import type { Limit } from "../../estimation/limitTest.ts";
import { quotient } from "../../estimation/quotient.ts";
import { groupingOf } from "../../output/pathGrouping.ts";
import type { Variant } from "../variants.ts";
import { SHORTFALL, figureOfObjective } from "./frontier.ts";
import { namesMaintenance, settingsOf, valuesAt } from "./line.ts";
import type { MarginLine } from "./line.ts";
import type { RuleMargin, Rules } from "./rules.ts";
import type { Found } from "./search.ts";
import { judgeWhole, loadOrNull, simulateWhole } from "../variantRuns.ts";
import type { VariantSearch } from "../variantSearch.ts";

export const MARGIN_COLUMNS: readonly (keyof MarginRow)[] = [
  "rule",
  "key",
  "value",
  "ci_low",
  "ci_high",
  "probability",
  "bad_debt_es_usd",
  "implied_delay_factor",
  "implied_delay_low",
  "implied_delay_high",
  "probability_low",
  "probability_high",
  "bad_debt_es_low",
  "bad_debt_es_high",
  "peak_trough",
  "largest_rise",
  "note",
];

/** What a rule asks on one key, and what it leaves; NaN is an empty cell, and the note says why. */
export interface MarginRow {
  /** `faultline`: what was searched for; else a rule in use. */
  readonly rule: string;
  /** Dotted key of the margin. */
  readonly key: string;
  /** The margin, a fraction of notional, and its interval. */
  readonly value: number;
  readonly ci_low: number;
  readonly ci_high: number;
  /** That the limit is broken under it, with its interval. */
  readonly probability: number;
  readonly probability_low: number;
  readonly probability_high: number;
  /** Expected shortfall of bad debt at 99 %, USD per path, with its interval. */
  readonly bad_debt_es_usd: number;
  readonly bad_debt_es_low: number;
  readonly bad_debt_es_high: number;
  /** The margin over the 99.5 % move of one day, with its interval. */
  readonly implied_delay_factor: number;
  readonly implied_delay_low: number;
  readonly implied_delay_high: number;
  /** Greatest over least of the margin as volatility moves, and its largest rise within a day; 1 and 0 if it stays. */
  readonly peak_trough: number;
  readonly largest_rise: number;
  readonly note: string;
}

/** What a variant really leaves. */
type Left = Pick<
  MarginRow,
  | "probability"
  | "probability_low"
  | "probability_high"
  | "bad_debt_es_usd"
  | "bad_debt_es_low"
  | "bad_debt_es_high"
  | "note"
>;

const nothing = (note: string): Left => ({
  probability: NaN,
  probability_low: NaN,
  probability_high: NaN,
  bad_debt_es_usd: NaN,
  bad_debt_es_low: NaN,
  bad_debt_es_high: NaN,
  note,
});

/** The rule that was searched for. */
export const SEARCHED = "faultline";

/** A margin on each key. */
interface Asked {
  readonly values: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

const nowhere = ({ keys }: MarginLine): number[] => keys.map(() => NaN);

function foundBy(line: MarginLine, { confirmed, low, high }: Found): Asked {
  const values = (at: number | undefined) =>
    at === undefined ? nowhere(line) : valuesAt(line, at);
  return { values: values(confirmed), low: values(low), high: values(high) };
}

/** All rows. @param rules null where the keys are no maintenance margins of markets */
export async function marginRows(
  search: VariantSearch,
  line: MarginLine,
  limit: Limit,
  found: Found,
  rules: Rules | null,
): Promise<MarginRow[]> {
  const own = foundBy(line, found);
  const set = Number.isNaN(own.values[0]) ? null : settingsOf(line, own.values);
  const note =
    set === null
      ? "no value of the range is confirmed to hold the limit"
      : found.confirmed === 0
        ? "the least value of the range holds the limit already"
        : "";
  const left = set === null ? nothing(note) : await leftBy(search, search.load(set), limit, note);
  const rows = rowsOf(SEARCHED, line, own, left, rules, {
    peakTrough: 1,
    largestRise: 0,
    factor: null,
  });
  for (const rule of rules?.margins ?? [])
    rows.push(...(await ruleRows(search, line, limit, rule, rules)));
  return rows;
}

async function ruleRows(
  search: VariantSearch,
  line: MarginLine,
  limit: Limit,
  rule: RuleMargin,
  rules: Rules | null,
): Promise<MarginRow[]> {
  const same = (value: number): number[] => line.keys.map(() => value);
  const asked = { values: same(rule.value), low: same(rule.low), high: same(rule.high) };
  // A rule may ask for more than the whole notional, or for nothing.
  const variant = loadOrNull(search, settingsOf(line, asked.values));
  const left =
    variant === null
      ? nothing("the model takes no such margin")
      : await leftBy(search, variant, limit, "");
  return rowsOf(rule.rule, line, asked, left, rules, rule);
}

async function leftBy(
  search: VariantSearch,
  variant: Variant,
  limit: Limit,
  note: string,
): Promise<Left> {
  const columns = await simulateWhole(search, variant, [limit.metric, "bad_debt_usd"]);
  const { probability, low, high } = judgeWhole(search, variant, limit, columns);
  const es = figureOfObjective(
    "bad_debt_usd",
    { kind: "es", level: SHORTFALL },
    columns,
    groupingOf(variant.model.sampling),
  );
  return {
    probability,
    probability_low: low,
    probability_high: high,
    bad_debt_es_usd: es.value ?? NaN,
    bad_debt_es_low: es.interval?.low ?? NaN,
    bad_debt_es_high: es.interval?.high ?? NaN,
    note: [note, es.note === "" ? "" : `ES: ${es.note}`].filter((text) => text !== "").join("; "),
  };
}

function rowsOf(
  rule: string,
  line: MarginLine,
  { values, low, high }: Asked,
  left: Left,
  rules: Rules | null,
  { peakTrough, largestRise, factor }: Pick<RuleMargin, "peakTrough" | "largestRise" | "factor">,
): MarginRow[] {
  return line.keys.map(({ key: { key } }, index) => ({
    rule,
    key,
    value: values[index],
    ci_low: low[index],
    ci_high: high[index],
    ...openEnds(
      impliedDelay(
        namesMaintenance(key) ? rules : null,
        values[index],
        [low[index], high[index]],
        factor,
      ),
      rule === SEARCHED && Number.isNaN(low[index]),
      rule === SEARCHED && Number.isNaN(high[index]),
    ),
    ...left,
    peak_trough: peakTrough,
    largest_rise: largestRise,
  }));
}

/** The delay factor a margin comes to: over the 99.5 % one-day move. A margin without an interval is taken as exact. */
function impliedDelay(
  rules: Rules | null,
  value: number,
  [low, high]: readonly [number, number],
  factor: number | null,
): Pick<MarginRow, "implied_delay_factor" | "implied_delay_low" | "implied_delay_high"> {
  if (rules === null || !(value > 0) || !(rules.daily.value > 0)) return delayOf(NaN, NaN, NaN);
  if (factor !== null) return delayOf(factor, factor, factor);
  const { daily } = rules;
  const move = Number.isNaN(daily.low) ? exactly(daily.value) : daily;
  const lower = Number.isNaN(low) ? value : low;
  const upper = Number.isNaN(high) ? value : high;
  const found = quotient({ value, low: lower, high: upper }, move);
  return delayOf(found.value, found.low, found.high);
}

/** Leaves out the ends that the search did not find. */
function openEnds(
  delay: ReturnType<typeof delayOf>,
  below: boolean,
  above: boolean,
): ReturnType<typeof delayOf> {
  const { implied_delay_low: low, implied_delay_high: high } = delay;
  return delayOf(delay.implied_delay_factor, below ? NaN : low, above ? NaN : high);
}

const exactly = (value: number) => ({ value, low: value, high: value });

function delayOf(factor: number, low: number, high: number) {
  return {
    implied_delay_factor: factor,
    implied_delay_low: low,
    implied_delay_high: high,
  };
}
