/**
 * Cholesky factor of a positive semidefinite matrix; a pivot under 1e-12 counts as zero, as in a matrix repaired to the
 * boundary of the valid ones.
 * @param matrix row-major, size x size
 * @returns row-major lower triangle
 */
export function cholesky(matrix: ArrayLike<number>, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  factorise(matrix, size, lower);
  return lower;
}

/** The same into an array that is reused; its upper triangle is left as it is. */
export function factorise(matrix: ArrayLike<number>, size: number, lower: Float64Array): void {
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column];
      for (let k = 0; k < column; k++) sum -= lower[row * size + k] * lower[column * size + k];
      if (row === column) lower[row * size + row] = sum > 1e-12 ? Math.sqrt(sum) : 0;
      else
        lower[row * size + column] =
          lower[column * size + column] > 0 ? sum / lower[column * size + column] : 0;
    }
  }
}
