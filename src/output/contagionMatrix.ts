/**
 * The rows of `contagion.csv`: what is liquidated at one venue because of what was sold at another.
 *
 * `notional_usd` is the expected notional per path, (1/n) sum w x over all n paths, of liquidations at `to` that the
 * path attributes to displacement left by `from`. `share` is its share of everything so attributed at `to` (as in
 * spillover tables, Diebold and Yilmaz 2012): each `to` sums to 1 over `from`, and is empty where nothing was. What the
 * market did by itself is in neither. The diagonal is a venue's own cascade.
 */

export const CONTAGION_COLUMNS = ["from", "to", "notional_usd", "share"] as const;

/** One row; an empty share (NaN) means that nothing at `to` was attributed to any venue. */
export interface ContagionRow {
  readonly from: string;
  readonly to: string;
  readonly notional_usd: number;
  readonly share: number;
}

/** A run of contagion records in path order, as columns of equal length; only the first `rows` count. */
export interface ContagionRecords {
  readonly rows: number;
  /** Index of the venue that sold first. */
  readonly from: ArrayLike<number>;
  /** Index of the venue that liquidated because of it. */
  readonly to: ArrayLike<number>;
  /** USD. */
  readonly notional: ArrayLike<number>;
  /** Likelihood ratio of the path. */
  readonly weight: ArrayLike<number>;
}

/** Weighted notional by ordered pair. */
export interface ContagionMatrix {
  readonly venues: number;
  /** Cell from * venues + to, USD. */
  readonly notional: Float64Array;
}

/** A matrix of zeros. */
export function createContagionMatrix(venues: number): ContagionMatrix {
  return { venues, notional: new Float64Array(venues * venues) };
}

/** Adds records, which must come in path order over all calls: then blocks change no digit. */
export function addContagion(matrix: ContagionMatrix, records: ContagionRecords): void {
  const { venues, notional } = matrix;
  for (let row = 0; row < records.rows; row++) {
    notional[records.from[row] * venues + records.to[row]] +=
      records.weight[row] * records.notional[row];
  }
}

/**
 * All rows: every ordered pair of venues, the diagonal included, by `from`, then `to`.
 *
 * @param names of the venues, by index
 * @param paths number of paths in the run, those without any contagion included; >= 1
 * @throws RangeError if paths is not a whole number >= 1
 */
export function* contagionRows(
  matrix: ContagionMatrix,
  names: readonly string[],
  paths: number,
): Generator<ContagionRow> {
  if (!Number.isInteger(paths) || paths < 1) {
    throw new RangeError(`paths must be a whole number >= 1, got ${paths}`);
  }
  const { venues, notional } = matrix;
  const totals = Float64Array.from({ length: venues }, (_, to) => attributedAt(matrix, to));
  for (let from = 0; from < venues; from++) {
    for (let to = 0; to < venues; to++) {
      const cell = notional[from * venues + to];
      const share = totals[to] > 0 ? cell / totals[to] : NaN;
      yield { from: names[from], to: names[to], notional_usd: cell / paths, share };
    }
  }
}

function attributedAt(matrix: ContagionMatrix, to: number): number {
  let total = 0;
  for (let from = 0; from < matrix.venues; from++)
    total += matrix.notional[from * matrix.venues + to];
  return total;
}
