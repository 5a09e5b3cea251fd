/**
 * The marginal expected shortfall: a part's share of the expected shortfall of a total.
 *
 * The mean of the part over the worst 1 - level of the total, an atom at the quantile with just the weight that completes
 * the tail, so that the parts sum to the whole (Tasche 1999; Acharya and others 2017). With q the quantile of the total L
 * and m the mean of the part x where L = q, its influence is
 *
 *     psi = ((x - m) (1{L > q} + b 1{L = q}) - mean) / (1 - level)
 *
 * b the share of the atom that counts.
 */
import { studentCritical } from "./criticalValue.ts";
import { drawsOf } from "./draws.ts";
import type { Column } from "./draws.ts";
import { CONFIDENCE, resolved, unresolved, withoutInterval } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";
import { addPath, BY_PATH, createGroupedSum, errorOf } from "./grouping.ts";
import type { Grouping } from "./grouping.ts";
import { inStep } from "./inStep.ts";
import { massAt, quantileOf } from "./quantile.ts";
import { resolutionNote } from "./quantileInterval.ts";
import { countAtMost, countBelow } from "./ranked.ts";
import { requireFinite, requireInside } from "./requirements.ts";
import type { Numbers } from "./requirements.ts";
import { sortDraws } from "./sortedSample.ts";
import type { SortedSample } from "./sortedSample.ts";
import { inMemory } from "./workspace.ts";

/** One part of a total, by path. */
export interface PartOfLoss {
  readonly part: Numbers;
  readonly total: Numbers;
  readonly weights: Numbers | undefined;
}

/** The same as columns, cut alike; every path has a value. */
export interface PartColumns {
  readonly part: Column;
  readonly total: Column;
  readonly weights: Column;
}

/** The tail of the total. */
interface Tail {
  readonly sample: SortedSample;
  readonly quantile: number;
  /** Of the weight at the quantile, what counts. */
  readonly share: number;
  /** Weight of the tail. */
  readonly mass: number;
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
  requireFinite("part", part);
  if (part.length !== total.length)
    throw new RangeError(`part must be as many as total (${total.length}), got ${part.length}`);
  const sample = sortDraws(drawsOf(total, weights), "likelihood", inMemory());
  const columns = {
    part: [Float64Array.from(part)],
    total: [Float64Array.from(total)],
    weights: [
      Float64Array.from(weights ?? total, (weight) => (weights === undefined ? 1 : weight)),
    ],
  };
  return marginalShortfallEstimate(sample, columns, level, grouping, confidence);
}

/**
 * The same, of a total that is sorted already.
 * @param sample of `total`; weights are likelihood ratios
 */
export function marginalShortfallEstimate(
  sample: SortedSample,
  columns: PartColumns,
  level: number,
  grouping: Grouping = BY_PATH,
  confidence: number = CONFIDENCE,
): Estimate {
  requireInside("level", level, 0, 1);
  const missing = resolutionNote(sample, level, confidence);
  if (missing !== "") return unresolved(missing);
  const tail = tailOf(sample, level);
  let sum = 0;
  eachPath(tail, columns, (part, total, weight) => (sum += weight * inTail(tail, total) * part));
  const value = sum / tail.mass;
  const { error, groups } = errorOver(tail, columns, grouping);
  const degrees = Math.min(groups, carriers(tail)) - 1;
  if (!(degrees >= 1) || !(error > 0))
    return withoutInterval(value, "fewer than two different losses in the tail");
  const reach = studentCritical(confidence, degrees) * error;
  return resolved(value, value - reach, value + reach);
}

/** Weights that are all the same count as 1. */
function eachPath(
  { sample }: Tail,
  columns: PartColumns,
  use: (part: number, total: number, weight: number) => void,
): void {
  for (const { part, total, weights } of inStep({ ...columns }))
    for (let path = 0; path < part.length; path++)
      use(part[path], total[path], sample.equal ? 1 : weights[path]);
}

function tailOf(sample: SortedSample, level: number): Tail {
  const quantile = quantileOf(sample, level);
  const mass = massAt(sample, level) * (1 - level);
  const above = sample.weightFrom(countAtMost(sample, quantile));
  const at = sample.weightFrom(countBelow(sample, quantile)) - above;
  return { sample, quantile, share: Math.max(0, mass - above) / at, mass };
}

/** How much of a path counts: 1 above the quantile, at it what completes the tail. */
function inTail({ quantile, share }: Tail, total: number): number {
  return total > quantile ? 1 : total === quantile ? share : 0;
}

function errorOver(
  tail: Tail,
  columns: PartColumns,
  grouping: Grouping,
): ReturnType<typeof errorOf> {
  const crossing = partAtQuantile(tail, columns);
  const influences = createGroupedSum(grouping);
  const scale = tail.sample.count / tail.mass;
  const influence = (part: number, total: number, weight: number): number =>
    weight * inTail(tail, total) * (part - crossing) * scale;
  let sum = 0;
  let paths = 0;
  eachPath(tail, columns, (part, total, weight) => {
    sum += influence(part, total, weight);
    paths++;
  });
  eachPath(tail, columns, (part, total, weight) =>
    addPath(influences, influence(part, total, weight) - sum / paths),
  );
  return errorOf(influences);
}

/** Effective number of paths beyond the quantile. */
function carriers({ sample, quantile }: Tail): number {
  const first = countAtMost(sample, quantile);
  const weight = sample.weightFrom(first);
  return weight > 0 ? weight ** 2 / sample.squareFrom(first) : 0;
}

/**
 * The mean of the part where the total is at its quantile: what a path that crosses it brings with it. Over the atom there,
 * or as many neighbours in rank as the square root of the tail.
 */
function partAtQuantile(tail: Tail, columns: PartColumns): number {
  const { sample, quantile } = tail;
  const rank = countAtMost(sample, quantile) - 1;
  const reach = Math.ceil(Math.sqrt(sample.count - rank));
  const low = sample.valueAt(Math.max(0, rank - reach));
  const high = sample.valueAt(Math.min(sample.count - 1, rank + reach));
  const isAtom = rank - countBelow(sample, quantile) >= 2 * reach;
  const [from, to] = isAtom ? [quantile, quantile] : [low, high];
  let [weight, sum] = [0, 0];
  eachPath(tail, columns, (part, total, one) => {
    if (total < from || total > to) return;
    weight += one;
    sum += one * part;
  });
  return sum / weight;
}
