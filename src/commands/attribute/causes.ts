/**
 * The same figure by cause: why the accounts were liquidated on the paths that carry it, and whose bad debt it was.
 *
 * A shortfall or a quantile is carried by the paths at and above its quantile, a probability by those above its threshold,
 * a mean or deviation by all. Sums of a cause are USD per such path, with intervals that take the set of paths as given. Bad
 * debt that no close had realised by the horizon has the cause `unresolved`; what a rollback undid is left out.
 */

import type { BlockResult } from "../../engine/block.ts";
import { labelsOf } from "../../engine/labels.ts";
import type { Figure } from "../../estimation/figure.ts";
import type { Grouping } from "../../estimation/grouping.ts";
import { metricOf } from "../../estimation/pairedDifference.ts";
import { quantileOf } from "../../estimation/quantile.ts";
import { type MetricPaths, worthOf } from "../../estimation/worth.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import type { CauseRow } from "../../output/attribution.ts";

/** Code of bad debt without a close. */
const UNRESOLVED = -1;

/** USD of one cause, by path. */
interface Sums {
  readonly liquidated: Float64Array;
  readonly badDebt: Float64Array;
}

export interface Causes {
  readonly model: ResolvedModel;
  /** By code of the cause. */
  readonly sums: Map<number, Sums>;
}

/** Nothing yet. */
export function createCauses(model: ResolvedModel): Causes {
  return { model, sums: new Map() };
}

/** Takes in a block that has its liquidations. */
export function addCauses({ model, sums }: Causes, { from, columns, tables }: BlockResult): void {
  const { paths } = model.sampling;
  const sumsOf = (code: number): Sums => {
    const known = sums.get(code) ?? {
      liquidated: new Float64Array(paths),
      badDebt: new Float64Array(paths),
    };
    sums.set(code, known);
    return known;
  };
  const {
    path,
    cause,
    notional_usd: notional,
    bad_debt_usd: badDebt,
    undone,
  } = tables.liquidations!;
  for (let row = 0; row < path.length; row++) {
    if (undone[row] === 1) continue;
    const of = sumsOf(cause[row]);
    of.liquidated[path[row]] += notional[row];
    // Only the last row of an account in its sale has one.
    if (badDebt[row] > 0) of.badDebt[path[row]] += badDebt[row];
  }
  columns["unresolved_bad_debt_usd"].forEach((usd, at) => {
    if (usd > 0) sumsOf(UNRESOLVED).badDebt[from + at] += usd;
  });
}

/** The causes on the paths that carry a figure, largest first. @param all the metric with everybody failing */
export function causeRows(
  { model, sums }: Causes,
  figure: Figure,
  all: MetricPaths,
  grouping: Grouping,
): CauseRow[] {
  const carries = carriersOf(figure, all);
  const { liquidationCause: nameOf } = labelsOf(model);
  const meanOf = (usd: Float64Array) =>
    worthOf(
      { kind: "mean" },
      { values: usd.map((value, path) => (carries(path) ? value : NaN)), weights: all.weights },
      grouping,
    ).estimate;
  const rows = [...sums].map(([code, { liquidated, badDebt }]) => ({
    cause: code === UNRESOLVED ? "unresolved" : nameOf(code),
    liquidated: meanOf(liquidated),
    badDebt: meanOf(badDebt),
  }));
  const total = (of: "liquidated" | "badDebt"): number =>
    rows.reduce((sum, row) => sum + (row[of].value ?? 0), 0);
  const [liquidatedInAll, badDebtInAll] = [total("liquidated"), total("badDebt")];
  const told = rows.map(({ cause, liquidated, badDebt }) => ({
    cause,
    liquidated_usd: liquidated.value ?? NaN,
    liquidated_ci_low: liquidated.interval?.low ?? NaN,
    liquidated_ci_high: liquidated.interval?.high ?? NaN,
    liquidated_share: liquidatedInAll > 0 ? (liquidated.value ?? NaN) / liquidatedInAll : NaN,
    bad_debt_usd: badDebt.value ?? NaN,
    bad_debt_ci_low: badDebt.interval?.low ?? NaN,
    bad_debt_ci_high: badDebt.interval?.high ?? NaN,
    bad_debt_share: badDebtInAll > 0 ? (badDebt.value ?? NaN) / badDebtInAll : NaN,
  }));
  return told.toSorted(
    (one, other) =>
      other.bad_debt_usd - one.bad_debt_usd || other.liquidated_usd - one.liquidated_usd,
  );
}

/** Whether a path carries a figure. */
function carriersOf(figure: Figure, { values, weights }: MetricPaths): (path: number) => boolean {
  switch (figure.kind) {
    case "mean":
    case "sd":
      return (path) => !Number.isNaN(values[path]);
    case "probability":
      return (path) => values[path] > figure.threshold;
    default: {
      const { sample } = metricOf(values, weights);
      const quantile = sample === undefined ? Infinity : quantileOf(sample, figure.level);
      return (path) => values[path] >= quantile;
    }
  }
}
