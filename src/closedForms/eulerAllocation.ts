/**
 * Who owes how much of a normal portfolio's expected shortfall: Euler's allocation.
 *
 * ES = k sqrt(w' C w), k the standard normal's; the part of i is k w_i (C w)_i / sqrt(w' C w), and the parts sum to the
 * whole because ES grows in proportion to the portfolio (Tasche 1999).
 */

/**
 * The part of each position in the expected shortfall.
 *
 * @param weights one per position
 * @param volatilities one per position
 * @param correlation row-major, positions x positions
 * @param factor expected shortfall of the standard normal at the level
 */
export function eulerParts(
  weights: readonly number[],
  volatilities: readonly number[],
  correlation: readonly number[],
  factor: number,
): number[] {
  const size = weights.length;
  const exposure = weights.map((weight, i) => weight * volatilities[i]);
  const marginal = exposure.map((_, i) =>
    exposure.reduce((sum, value, j) => sum + correlation[i * size + j] * value, 0),
  );
  const spread = Math.sqrt(exposure.reduce((sum, value, i) => sum + value * marginal[i], 0));
  return exposure.map((value, i) => (factor * value * marginal[i]) / spread);
}
