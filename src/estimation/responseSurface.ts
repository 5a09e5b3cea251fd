/**
 * The response of a figure to its uncertain parameters: a polynomial in their standard normal scores z, fitted to the means
 * of worlds by least squares,
 *
 *     mean = a + sum over parameters of b z + c (z^2 - 1) / sqrt 2
 *
 * The terms are orthonormal under the law of the scores (Hermite polynomials; Ghanem and Spanos 1991), so the variance that
 * they explain is the sum of squared coefficients, less what the noise of the means adds to it. Left out: higher
 * powers, and products of two parameters.
 */

/** A fit. */
export interface Surface {
  /** Sum of squares of the fitted means around their mean, and of the means around the fit. */
  readonly fitted: number;
  readonly residual: number;
  /** Sum of squared coefficients. */
  readonly variance: number;
  /** What a unit of the means' noise variance adds to it on average: the trace of the inverse of X'X. */
  readonly inflation: number;
}

/** Terms of so many parameters, beside the constant. */
export function termsOf(parameters: number): number {
  return 2 * parameters;
}

/** Constant and terms at some scores. */
function basisAt(scores: readonly number[]): number[] {
  return [1, ...scores.flatMap((z) => [z, (z * z - 1) / Math.SQRT2])];
}

/**
 * Fits the surface.
 * @param means of worlds 0, 1, ...; more than there are terms
 * @param scores of a world
 */
export function fitSurface(
  means: readonly number[],
  scores: (world: number) => readonly number[],
): Surface {
  const rows = means.map((_, world) => basisAt(scores(world)));
  const gram = rows[0].map((_, i) =>
    rows[0].map((__, j) => rows.reduce((sum, row) => sum + row[i] * row[j], 0)),
  );
  const inverse = inverted(gram);
  const moments = rows[0].map((_, i) =>
    rows.reduce((sum, row, world) => sum + row[i] * means[world], 0),
  );
  const coefficients = inverse.map((row) => dot(row, moments));
  const centre = means.reduce((sum, mean) => sum + mean, 0) / means.length;
  let [fitted, residual] = [0, 0];
  rows.forEach((row, world) => {
    const fit = dot(row, coefficients);
    fitted += (fit - centre) ** 2;
    residual += (means[world] - fit) ** 2;
  });
  const variance = coefficients.slice(1).reduce((sum, one) => sum + one * one, 0);
  const inflation = inverse.reduce((sum, row, i) => (i === 0 ? sum : sum + row[i]), 0);
  return { fitted, residual, variance, inflation };
}

const dot = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, value, i) => sum + value * other[i], 0);

/** The inverse of a positive definite matrix by Gauss and Jordan, without pivoting. */
function inverted(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let pivot = 0; pivot < size; pivot++) {
    const scale = rows[pivot][pivot];
    rows[pivot] = rows[pivot].map((value) => value / scale);
    for (let row = 0; row < size; row++) {
      const factor = rows[row][pivot];
      if (row !== pivot) rows[row] = rows[row].map((value, j) => value - factor * rows[pivot][j]);
    }
  }
  return rows.map((row) => row.slice(size));
}
