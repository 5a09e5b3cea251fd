/**
 * Importance sampling of normals: their means are moved, and a path knows its likelihood ratio (Girsanov's theorem on a
 * grid; Glasserman, Heidelberger and Shahabuddin 1999).
 *
 * Shocks y = L n of the lanes, L the Cholesky factor of their correlation R, are moved to means m where those are given;
 * the other lanes follow by their correlation, which is the cheapest way: with lambda = R_gg^-1 m on the given lanes, the
 * independent normals n move by h = L' lambda, and one vector weighs log w = -h.n + h.h/2 = -lambda.y + h.h/2.
 */
import { cholesky } from "./cholesky.ts";

export interface Shift {
  /** lambda, by lane; 0 where no mean is given. */
  readonly lambda: Float64Array;
  /** h, by lane. */
  readonly moves: Float64Array;
  /** h.h / 2. */
  readonly half: number;
}

/**
 * The shift of a vector of correlated normals.
 * @param correlation row-major, lanes x lanes
 * @param means by lane, in standard deviations; null: not given
 * @throws RangeError if lanes that move together are given means that do not
 */
export function createShift(
  correlation: readonly number[],
  means: readonly (number | null)[],
): Shift {
  const lanes = means.length;
  const given = [...means.keys()].filter((lane) => means[lane] !== null);
  const among = given.flatMap((row) => given.map((column) => correlation[row * lanes + column]));
  const solved = solve(
    cholesky(among, given.length),
    given.map((lane) => means[lane]!),
  );
  const lambda = new Float64Array(lanes);
  given.forEach((lane, place) => (lambda[lane] = solved[place]));
  const factor = cholesky(correlation, lanes);
  const moves = new Float64Array(lanes);
  for (let lane = 0; lane < lanes; lane++)
    for (let row = lane; row < lanes; row++)
      moves[lane] += factor[row * lanes + lane] * lambda[row];
  return { lambda, moves, half: moves.reduce((sum, move) => sum + move * move, 0) / 2 };
}

/** Solves L L' x = b. A zero pivot belongs to a lane that another one fixes. */
function solve(lower: Float64Array, b: readonly number[]): number[] {
  const size = b.length;
  const x = [...b];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < row; column++) x[row] -= lower[row * size + column] * x[column];
    const pivot = lower[row * size + row];
    if (pivot === 0 && Math.abs(x[row]) > 1e-9)
      throw new RangeError("perfectly correlated assets cannot be shifted differently");
    x[row] = pivot === 0 ? 0 : x[row] / pivot;
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let below = row + 1; below < size; below++) x[row] -= lower[below * size + row] * x[below];
    const pivot = lower[row * size + row];
    x[row] = pivot === 0 ? 0 : x[row] / pivot;
  }
  return x;
}
