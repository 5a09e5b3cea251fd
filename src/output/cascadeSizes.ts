/**
 * The rows of `cascade_sizes.csv`: how many accounts a cascade closes, beside what constant branching would give.
 *
 * The branching ratio is that of the run, the share of accounts in cascades that an earlier sale had pushed. If each
 * closed account pushed a Poisson number of others with that mean, a cascade that r accounts begin together would have a
 * Borel-Tanner size (`estimation/borel.ts`); r is each cascade's own. Shares are weighted, of cascades; their intervals are
 * over paths (pairs, cycles, scrambles), because cascades of one path depend on each other. Sizes beyond 1024 are one row.
 */
import { borelTannerProbabilities } from "../estimation/borel.ts";
import { CONFIDENCE } from "../estimation/estimate.ts";
import type { Interval } from "../estimation/estimate.ts";
import { addPath, createGroupedSum, errorOf } from "../estimation/grouping.ts";
import type { Grouping } from "../estimation/grouping.ts";
import { wilson } from "../estimation/probability.ts";
import type { PathRecords } from "./recordColumn.ts";

export const CASCADE_SIZE_COLUMNS = [
  "accounts_from",
  "accounts_to",
  "cascades",
  "share",
  "ci_low",
  "ci_high",
  "borel_share",
  "branching_ratio",
] as const;

/** One row; an empty end (NaN) stands for no bound, an empty interval for too few paths. */
export type CascadeSizeRow = Readonly<Record<(typeof CASCADE_SIZE_COLUMNS)[number], number>>;

/** Cascades in path order. */
export interface CascadeSizeRecords extends PathRecords {
  readonly accounts: ArrayLike<number>;
  /** Accounts that nobody's sale had pushed; 0 where closing orders began it, which counts as one. */
  readonly roots: ArrayLike<number>;
  /** Likelihood ratio of the path. */
  readonly weight: ArrayLike<number>;
}

/** Sizes are told apart up to here, in cells that double. */
const LARGEST = 1024;
const CELLS = Math.log2(LARGEST) + 2;

const cellOf = (accounts: number): number =>
  Math.min(CELLS - 1, accounts === 1 ? 0 : 1 + Math.ceil(Math.log2(accounts) - 1));

/** Weighted sums over all cascades. */
interface Totals {
  readonly weightByCell: Float64Array;
  readonly countByCell: Float64Array;
  /** Weight of cascades by the number that began them; the last for all beyond. */
  readonly weightByRoots: Float64Array;
  cascades: number;
  accounts: number;
  roots: number;
  largestWeight: number;
}

/**
 * All rows, smallest sizes first; none where there was no cascade.
 *
 * @param records in path order, as often as one likes
 * @param paths how many the run has
 * @param grouping how they were drawn together
 */
export function cascadeSizeRows(
  records: Iterable<CascadeSizeRecords>,
  paths: number,
  grouping: Grouping,
): CascadeSizeRow[] {
  const totals = totalsOf(records);
  if (totals.cascades === 0) return [];
  const branching = 1 - totals.roots / totals.accounts;
  const expected = expectedShares(totals, branching);
  const errors = shareErrors(records, totals, paths, grouping);
  return Array.from(expected, (borel, cell) => {
    const share = totals.weightByCell[cell] / totals.cascades;
    const { low, high } = intervalOf(share, errors[cell], totals);
    return {
      accounts_from: cell === 0 ? 1 : 2 ** (cell - 1) + 1,
      accounts_to: cell === CELLS - 1 ? NaN : 2 ** cell,
      cascades: totals.countByCell[cell],
      share,
      ci_low: low,
      ci_high: high,
      borel_share: borel,
      branching_ratio: branching,
    };
  });
}

function totalsOf(records: Iterable<CascadeSizeRecords>): Totals {
  const totals: Totals = {
    weightByCell: new Float64Array(CELLS),
    countByCell: new Float64Array(CELLS),
    weightByRoots: new Float64Array(LARGEST + 2),
    cascades: 0,
    accounts: 0,
    roots: 0,
    largestWeight: 0,
  };
  for (const { rows, accounts, roots, weight } of records) {
    for (let row = 0; row < rows; row++) {
      const began = Math.max(1, roots[row]);
      totals.weightByCell[cellOf(accounts[row])] += weight[row];
      totals.countByCell[cellOf(accounts[row])]++;
      totals.weightByRoots[Math.min(began, LARGEST + 1)] += weight[row];
      totals.cascades += weight[row];
      totals.accounts += weight[row] * accounts[row];
      totals.roots += weight[row] * began;
      totals.largestWeight = Math.max(totals.largestWeight, weight[row]);
    }
  }
  return totals;
}

/** Shares under constant branching, each cascade with as many to begin it as it had. */
function expectedShares({ weightByRoots, cascades }: Totals, branching: number): Float64Array {
  const shares = new Float64Array(CELLS);
  for (let roots = 1; roots <= LARGEST; roots++) {
    if (weightByRoots[roots] === 0) continue;
    const probabilities = borelTannerProbabilities(roots, branching, LARGEST);
    for (let size = roots; size <= LARGEST; size++)
      shares[cellOf(size)] += (weightByRoots[roots] / cascades) * probabilities[size];
  }
  const told = shares.reduce((sum, share) => sum + share, 0);
  shares[CELLS - 1] = Math.max(0, 1 - told);
  return shares;
}

/** Standard errors of the shares: of the ratio of a cell's weight to that of all, over groups of paths. */
function shareErrors(
  records: Iterable<CascadeSizeRecords>,
  totals: Totals,
  paths: number,
  grouping: Grouping,
): number[] {
  const sums = Array.from({ length: CELLS }, () => createGroupedSum(grouping));
  const own = new Float64Array(CELLS);
  const average = totals.cascades / paths;
  let path = 0;
  const close = (): void => {
    const all = own.reduce((sum, weight) => sum + weight, 0);
    for (const [cell, sum] of sums.entries()) {
      const share = totals.weightByCell[cell] / totals.cascades;
      addPath(sum, (own[cell] - share * all) / average);
    }
    own.fill(0);
    path++;
  };
  for (const piece of records) {
    for (let row = 0; row < piece.rows; row++) {
      while (path < piece.path[row]) close();
      own[cellOf(piece.accounts[row])] += piece.weight[row];
    }
  }
  while (path < paths) close();
  return sums.map((sum) => errorOf(sum).error);
}

/** Wilson's, with as many draws as would have that error; where nothing was seen, every cascade counts as one. */
function intervalOf(share: number, error: number, totals: Totals): Interval {
  if (Number.isNaN(error)) return { low: NaN, high: NaN };
  const draws =
    error > 0 ? (share * (1 - share)) / error ** 2 : totals.cascades / totals.largestWeight;
  return wilson(share, draws, CONFIDENCE);
}
