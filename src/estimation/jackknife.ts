/**
 * The delete-one-group jackknife: a standard error for data that are correlated inside groups.
 *
 * se^2 = (G - 1)/G * sum over g of (T(-g) - mean T(-g))^2, T(-g) the statistic without group g (Quenouille 1956, Tukey
 * 1958). With G groups of whole paths it needs no assumption on what happens inside a path; an interval from it is
 * Student's with G - 1 degrees of freedom.
 */
import { mean, sum } from "simple-statistics";
import { requireFinite } from "./requirements.ts";

/**
 * The jackknife's standard error.
 *
 * @param withoutGroup the statistic with each group left out, two or more
 * @throws RangeError naming `withoutGroup` if there are fewer than two or one is not finite
 */
export function jackknifeError(withoutGroup: readonly number[]): number {
  requireFinite("withoutGroup", withoutGroup);
  const groups = withoutGroup.length;
  if (groups < 2) throw new RangeError("withoutGroup must hold at least 2 groups, got 1");
  const centre = mean([...withoutGroup]);
  const squares = sum(withoutGroup.map((value) => (value - centre) ** 2));
  return Math.sqrt(((groups - 1) / groups) * squares);
}
