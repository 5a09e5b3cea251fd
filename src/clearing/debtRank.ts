/**
 * DebtRank: stress that passes from a debtor to his creditors long before anybody defaults.
 *
 *   h_i(t+1) = min(1, h_i(t) + sum_j claims_ij / buffer_i * (h_j(t) - h_j(t-1)))
 *
 * h is the share of a party's buffer (its equity at first) that is lost; a debtor that has lost all of it is in default.
 * The differential, linear version of Bardoscia, Battiston, Caccioli and Caldarelli (2015), which keeps passing on what
 * comes back over cycles, where the first one (Battiston et al. 2012) stops at the first return. Telescoped, its limit
 * is the least solution of h = min(1, h(0) + W h), which is what is iterated here. Left out: recovery, fire sales.
 */
import { squareOf, vectorOf } from "./matrix.ts";

/** A network of claims and a shock to it; n parties. */
export interface DebtRankProblem {
  /** Claim of i on j, row by row. */
  readonly claims: readonly (readonly number[])[];
  /** What each party can lose before it defaults, in the unit of the claims; at 0 it is in default. */
  readonly buffers: ArrayLike<number>;
  /** Share of each buffer that is lost at first, in [0, 1]. */
  readonly shock: ArrayLike<number>;
  /** How much each party counts; its buffer unless given. */
  readonly weights?: ArrayLike<number> | undefined;
}

/** What a shock comes to. */
export interface DebtRank {
  /** Share of each buffer that is lost in the end. */
  readonly stress: Float64Array;
  /** Weighted mean of the stress that the shock itself did not bring. */
  readonly additionalStress: number;
  /** Parties in default that the shock itself did not bring there. */
  readonly additionalDefaults: number;
}

/** Changes of stress that no longer count. */
const SETTLED = 1e-14;

/**
 * Stress of a network of claims after a shock.
 *
 * @throws RangeError if sizes do not fit, a number is negative or not finite, a shock is above 1, or all weights are 0
 */
export function debtRank({ claims, buffers, shock, weights }: DebtRankProblem): DebtRank {
  const parties = claims.length;
  const lent = squareOf("claims", claims);
  const buffer = vectorOf("buffers", buffers, parties);
  const first = vectorOf("shock", shock, parties, 1);
  const weight = vectorOf("weights", weights ?? buffer, parties);
  if (!weight.some((value) => value > 0)) throw new RangeError("weights must not all be 0");
  const stress = new Float64Array(parties);
  spreadStress(lent, buffer, first, stress);
  return {
    stress,
    additionalStress: additionalStress(weight, buffer, first, stress),
    additionalDefaults: stress.reduce(
      (count, lost, party) => count + (lost === 1 && initial(buffer, first, party) < 1 ? 1 : 0),
      0,
    ),
  };
}

/**
 * The kernel: writes the stress in the end.
 *
 * @param claims claim of i on j at i * parties + j
 * @param shock share of each buffer lost at first
 */
export function spreadStress(
  claims: Float64Array,
  buffers: Float64Array,
  shock: Float64Array,
  stress: Float64Array,
): void {
  const parties = buffers.length;
  for (let party = 0; party < parties; party++) stress[party] = initial(buffers, shock, party);
  for (let moved = 1; moved > SETTLED;) {
    moved = 0;
    for (let party = 0; party < parties; party++) {
      if (stress[party] === 1) continue;
      let lost = 0;
      for (let debtor = 0; debtor < parties; debtor++)
        lost += claims[party * parties + debtor] * stress[debtor];
      const now = Math.min(1, shock[party] + lost / buffers[party]);
      moved = Math.max(moved, now - stress[party]);
      stress[party] = Math.max(stress[party], now);
    }
  }
}

/** Weighted mean of stress beyond the shock's own. */
export function additionalStress(
  weights: Float64Array,
  buffers: Float64Array,
  shock: Float64Array,
  stress: Float64Array,
): number {
  let total = 0;
  let added = 0;
  for (let party = 0; party < weights.length; party++) {
    total += weights[party];
    added += weights[party] * (stress[party] - initial(buffers, shock, party));
  }
  return total > 0 ? added / total : 0;
}

function initial(buffers: Float64Array, shock: Float64Array, party: number): number {
  return buffers[party] > 0 ? shock[party] : 1;
}
