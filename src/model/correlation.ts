/**
 * Correlation matrices from pairs, repaired where they are none.
 *
 * A symmetric matrix with unit diagonal is a correlation matrix if it has no negative eigenvalue. Otherwise: negative
 * eigenvalues are set to 0 (A+ = sum of max(l, 0) v v') and the diagonal is scaled back to 1 (a_ij / sqrt(a_ii a_jj)).
 * One clip and rescale is close to, not exactly, the nearest matrix in Frobenius norm (Higham 2002 iterates).
 */

import { algebra } from "./algebra.ts";

/** Eigenvalues above -tolerance count as 0: a singular matrix (correlation 1) is valid. */
const tolerance = 1e-12;

export interface Repair {
  /** Row-major, unit diagonal, symmetric, no negative eigenvalue. */
  readonly matrix: readonly number[];
  /** Where the largest change was made; null for a matrix that was valid. */
  readonly change: {
    readonly row: number;
    readonly column: number;
    readonly before: number;
    readonly after: number;
  } | null;
}

/**
 * The valid correlation matrix next to a symmetric matrix with unit diagonal.
 * @param matrix row-major, size x size, entries in [-1, 1].
 */
export function repairCorrelation(matrix: readonly number[], size: number): Repair {
  if (size < 2) return { matrix: [...matrix], change: null };
  const rows = Array.from({ length: size }, (_, row) => matrix.slice(row * size, (row + 1) * size));
  const { eigenvectors } = algebra.eigs(rows);
  const pairs = eigenvectors.map(({ value, vector }) => ({
    value: Number(value),
    vector: vector as number[],
  }));
  if (pairs.every(({ value }) => value >= -tolerance)) return { matrix: [...matrix], change: null };
  const clipped = Array.from({ length: size * size }, () => 0);
  for (const { value, vector } of pairs) {
    if (value <= 0) continue;
    const norm = vector.reduce((sum, entry) => sum + entry * entry, 0);
    addOuter(clipped, vector, value / norm);
  }
  const repaired = unitDiagonal(clipped, size);
  return { matrix: repaired, change: largestChange(matrix, repaired, size) };
}

function addOuter(matrix: number[], vector: readonly number[], weight: number): void {
  const size = vector.length;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++)
      matrix[row * size + column] += weight * vector[row] * vector[column];
  }
}

/** Scales to unit diagonal; the upper triangle is copied down, so that rounding leaves no asymmetry. */
function unitDiagonal(matrix: readonly number[], size: number): number[] {
  const scaled = Array.from({ length: size * size }, () => 1);
  for (let row = 0; row < size; row++) {
    for (let column = row + 1; column < size; column++) {
      const scale = Math.sqrt(matrix[row * size + row] * matrix[column * size + column]);
      const value = Math.max(-1, Math.min(1, matrix[row * size + column] / scale));
      scaled[row * size + column] = value;
      scaled[column * size + row] = value;
    }
  }
  return scaled;
}

function largestChange(
  before: readonly number[],
  after: readonly number[],
  size: number,
): Repair["change"] {
  let at = 0;
  for (let cell = 1; cell < before.length; cell++) {
    if (Math.abs(after[cell] - before[cell]) > Math.abs(after[at] - before[at])) at = cell;
  }
  return { row: Math.floor(at / size), column: at % size, before: before[at], after: after[at] };
}
