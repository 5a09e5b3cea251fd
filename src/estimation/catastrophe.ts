/**
 * Aggregate and occurrence exceedance curves in the convention of catastrophe models.
 *
 * Per period the aggregate loss is the sum of its events and the occurrence loss the largest of them. Either is ranked
 * downward over n periods; the k-th largest has the return period n/k (empirical, no plotting position). Periods
 * without loss count in n and appear on no curve.
 */
import { sum } from "simple-statistics";

/** One point of a curve: a loss and the periods between losses at least as large. */
export interface CurvePoint {
  readonly loss: number;
  readonly returnPeriod: number;
}

export interface CatastropheCurves {
  /** Largest loss first. */
  readonly aggregate: readonly CurvePoint[];
  readonly occurrence: readonly CurvePoint[];
  /** Mean aggregate loss of one period. */
  readonly mean: number;
}

/**
 * Both curves from the event losses of each period.
 *
 * @param periods event losses, >= 0, by period; a period may have none
 * @throws RangeError naming `periods` if there is none, or a loss is negative or not finite
 */
export function catastropheCurves(periods: readonly (readonly number[])[]): CatastropheCurves {
  if (periods.length === 0) throw new RangeError("periods must not be empty");
  const bad = periods.flat().find((loss) => !(loss >= 0 && loss < Infinity));
  if (bad !== undefined) throw new RangeError(`periods must hold finite losses >= 0, got ${bad}`);
  const aggregate = periods.map((events) => sum([...events]));
  const occurrence = periods.map((events) =>
    events.reduce((largest, loss) => Math.max(largest, loss), 0),
  );
  return {
    aggregate: rank(aggregate),
    occurrence: rank(occurrence),
    mean: sum(aggregate) / periods.length,
  };
}

function rank(losses: readonly number[]): CurvePoint[] {
  return losses
    .toSorted((a, b) => b - a)
    .map((loss, index) => ({ loss, returnPeriod: losses.length / (index + 1) }))
    .filter((point) => point.loss > 0);
}
