/**
 * Small dense linear systems with a column-dominant matrix: I - B, B >= 0 with column sums of at most 1. Elimination
 * keeps such a matrix dominant (it is an M-matrix), so that no pivot has to be looked for.
 */

/**
 * Solves A x = b in place.
 *
 * @param matrix row-major, the first `order` * `order` cells; overwritten
 * @param side b, the first `order` cells; x afterwards
 */
export function solveInPlace(matrix: Float64Array, side: Float64Array, order: number): void {
  for (let pivot = 0; pivot < order; pivot++) {
    for (let row = pivot + 1; row < order; row++) {
      const factor = matrix[row * order + pivot] / matrix[pivot * order + pivot];
      if (factor === 0) continue;
      for (let column = pivot; column < order; column++)
        matrix[row * order + column] -= factor * matrix[pivot * order + column];
      side[row] -= factor * side[pivot];
    }
  }
  for (let row = order - 1; row >= 0; row--) {
    for (let column = row + 1; column < order; column++)
      side[row] -= matrix[row * order + column] * side[column];
    side[row] /= matrix[row * order + row];
  }
}
