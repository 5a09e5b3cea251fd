/**
 * Tails under a condition: what a loss is like when something has failed, and who bears the worst of it.
 *
 * CoVaR is the quantile of a loss on the paths on which an event happened, delta-CoVaR its distance to the quantile on the
 * paths on which it did not (Adrian and Brunnermeier 2016, with a failed component in place of an institution in
 * distress). Both sides are disjoint sets of paths, so the interval of a distance is put together from theirs
 * (Zou and Donner 2008). Neither says that the failure is the cause: what makes both likelier is in it, too.
 *
 * The marginal expected shortfall of a part is its share of the expected shortfall of the total (Tasche 1999; Acharya and
 * others 2017): the mean of the part over the worst 1 - level of the total, an atom at the quantile with just the weight
 * that completes the tail, so that the parts sum to the whole.
 */
import { studentCritical } from "./criticalValue.ts";
import { CONFIDENCE, resolved, unresolved, withoutInterval } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";
import { addPath, BY_PATH, createGroupedSum, errorOf } from "./grouping.ts";
import type { Grouping } from "./grouping.ts";
import { massAt, quantileOf } from "./quantile.ts";
import { quantileEstimate, resolutionNote } from "./quantileInterval.ts";
import { countAtMost, countBelow } from "./ranked.ts";
import { requireFinite, requireInside } from "./requirements.ts";
import type { Numbers } from "./requirements.ts";
import { sortSample } from "./sortedSample.ts";
import type { SortedSample } from "./sortedSample.ts";

/** A loss by path with the paths' weights, and whether the event happened on each (not 0). */
export interface ConditionedLoss {
  readonly values: Numbers;
  readonly weights: Numbers | undefined;
  readonly happened: Numbers;
}

function sampleWhere(
  { values, weights, happened }: ConditionedLoss,
  event: boolean,
): SortedSample | undefined {
  requireFinite("values", values);
  if (happened.length !== values.length)
    throw new RangeError(
      `happened must be as many as values (${values.length}), got ${happened.length}`,
    );
  const paths = Array.from({ length: values.length }, (_, path) => path).filter(
    (path) => (happened[path] !== 0) === event,
  );
  if (paths.length === 0) return undefined;
  const own = weights === undefined ? undefined : paths.map((path) => weights[path]);
  return sortSample(
    paths.map((path) => values[path]),
    own,
  );
}

/**
 * CoVaR: the quantile of a loss given that the event happened.
 *
 * @param level in (0, 1)
 * @param confidence in (0, 1)
 * @throws RangeError naming the argument that is out of range
 */
export function conditionalQuantile(
  loss: ConditionedLoss,
  level: number,
  confidence: number = CONFIDENCE,
): Estimate {
  requireInside("level", level, 0, 1);
  const sample = sampleWhere(loss, true);
  if (sample === undefined) return unresolved("the event happened on no path");
  return quantileEstimate(sample, level, confidence);
}

/** Delta-CoVaR: the quantile given the event less the quantile given its absence. */
export function conditionalQuantileShift(
  loss: ConditionedLoss,
  level: number,
  confidence: number = CONFIDENCE,
): Estimate {
  requireInside("level", level, 0, 1);
  const [given, absent] = [sampleWhere(loss, true), sampleWhere(loss, false)];
  if (given === undefined) return unresolved("the event happened on no path");
  if (absent === undefined) return unresolved("the event happened on every path");
  const [one, other] = [given, absent].map((side) => quantileEstimate(side, level, confidence));
  if (one.value === undefined) return unresolved(`given the event: ${one.note}`);
  if (other.value === undefined) return unresolved(`without the event: ${other.note}`);
  const shift = one.value - other.value;
  if (one.interval === undefined || other.interval === undefined)
    return withoutInterval(shift, "one of the quantiles has no interval");
  return resolved(
    shift,
    shift - Math.hypot(one.value - one.interval.low, other.interval.high - other.value),
    shift + Math.hypot(one.interval.high - one.value, other.value - other.interval.low),
  );
}

/** One part of a total, by path. */
export interface PartOfLoss {
  readonly part: Numbers;
  readonly total: Numbers;
  readonly weights: Numbers | undefined;
}

/**
 * The part's share of the expected shortfall of the total, with its interval.
 *
 * @param level in (0, 1)
 * @param grouping how the paths were drawn together
 * @param confidence in (0, 1)
 * @throws RangeError naming the argument that is out of range
 */
export function marginalShortfall(
  { part, total, weights }: PartOfLoss,
  level: number,
  grouping: Grouping = BY_PATH,
  confidence: number = CONFIDENCE,
): Estimate {
  requireInside("level", level, 0, 1);
  requireFinite("part", part);
  if (part.length !== total.length)
    throw new RangeError(`part must be as many as total (${total.length}), got ${part.length}`);
  const sample = sortSample(total, weights, "likelihood");
  const missing = resolutionNote(sample, level, confidence);
  if (missing !== "") return unresolved(missing);
  const weightOf = (path: number): number => (sample.equal ? 1 : (weights as Numbers)[path]);
  const inTail = tailShares(sample, total, level);
  const mass = massAt(sample, level) * (1 - level);
  let sum = 0;
  for (let path = 0; path < part.length; path++) sum += weightOf(path) * inTail(path) * part[path];
  const value = sum / mass;
  const crossing = partAtQuantile(sample, part, total, weightOf, level);
  const influences = createGroupedSum(grouping);
  for (let path = 0; path < part.length; path++)
    addPath(
      influences,
      (weightOf(path) * inTail(path) * (part[path] - crossing) * part.length) / mass,
    );
  const { error, groups } = errorOf(influences);
  const first = countAtMost(sample, quantileOf(sample, level));
  const tail = sample.weightFrom(first);
  const draws = tail > 0 ? tail ** 2 / sample.squareFrom(first) : 0;
  const degrees = Math.min(groups, draws) - 1;
  if (!(degrees >= 1) || !(error > 0))
    return withoutInterval(value, "fewer than two different losses in the tail");
  const reach = studentCritical(confidence, degrees) * error;
  return resolved(value, value - reach, value + reach);
}

/** How much of each path counts: 1 above the quantile, at it what completes the tail. */
function tailShares(sample: SortedSample, total: Numbers, level: number): (path: number) => number {
  const quantile = quantileOf(sample, level);
  const above = sample.weightFrom(countAtMost(sample, quantile));
  const at = sample.weightFrom(countBelow(sample, quantile)) - above;
  const share = Math.max(0, massAt(sample, level) * (1 - level) - above) / at;
  return (path) => (total[path] > quantile ? 1 : total[path] === quantile ? share : 0);
}

/**
 * The mean of the part where the total is at its quantile: what a path that crosses it brings with it. Over the atom there,
 * or as many neighbours in rank as the square root of the tail.
 */
function partAtQuantile(
  sample: SortedSample,
  part: Numbers,
  total: Numbers,
  weightOf: (path: number) => number,
  level: number,
): number {
  const quantile = quantileOf(sample, level);
  const rank = countAtMost(sample, quantile) - 1;
  const reach = Math.ceil(Math.sqrt(sample.count - rank));
  const low = sample.valueAt(Math.max(0, rank - reach));
  const high = sample.valueAt(Math.min(sample.count - 1, rank + reach));
  const isAtom = rank - countBelow(sample, quantile) >= 2 * reach;
  const [from, to] = isAtom ? [quantile, quantile] : [low, high];
  let [weight, sum] = [0, 0];
  for (let path = 0; path < part.length; path++) {
    if (total[path] < from || total[path] > to) continue;
    weight += weightOf(path);
    sum += weightOf(path) * part[path];
  }
  return sum / weight;
}
