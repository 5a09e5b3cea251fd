/**
 * Sobol points: the low-discrepancy sequence of Sobol (1967) with the direction numbers of Joe and Kuo (D6).
 *
 * In dimension d point n is the exclusive or of the direction numbers v_k over the set bits k of Gray's code n ^ (n >> 1);
 * v follows from a primitive polynomial and a few initial numbers (Bratley and Fox 1988, Algorithm 659). Random access:
 * a point is a function of (dimension, index) alone. Every 2^k-th stretch of 2^k points has one in each interval of
 * length 2^-k.
 */
import { DIRECTION_NUMBERS } from "./joeKuo.ts";

/** Binary digits of a point, and the log of the number of points. */
export const DIGITS = 32;

const ROWS: readonly string[] = DIRECTION_NUMBERS.trim().split("\n");

/** How many dimensions there are. */
export const MOST_DIMENSIONS: number = ROWS.length + 1;

/**
 * The direction numbers of a dimension.
 *
 * @param dimension from 1
 * @returns v_0 .. v_31 as uint32, v_k for bit k of Gray's code
 * @throws RangeError unless dimension is a whole number from 1 to MOST_DIMENSIONS
 */
export function directionsOf(dimension: number): Uint32Array {
  if (!Number.isInteger(dimension) || dimension < 1 || dimension > MOST_DIMENSIONS) {
    throw new RangeError(
      `dimension must be a whole number from 1 to ${MOST_DIMENSIONS}, got ${dimension}`,
    );
  }
  const directions = new Uint32Array(DIGITS);
  if (dimension === 1) return directions.map((_, bit) => 2 ** (DIGITS - 1 - bit));
  const [a, ...initial] = ROWS[dimension - 2].split(" ").map(Number);
  const degree = initial.length;
  for (let bit = 0; bit < DIGITS; bit++) {
    if (bit < degree) {
      directions[bit] = initial[bit] * 2 ** (DIGITS - 1 - bit);
      continue;
    }
    let next = directions[bit - degree] ^ (directions[bit - degree] >>> degree);
    for (let term = 1; term < degree; term++)
      if (((a >>> (degree - 1 - term)) & 1) === 1) next ^= directions[bit - term];
    directions[bit] = next;
  }
  return directions;
}

/** The 32 binary digits of a point, the first one highest, as an int32. @param index a uint32 */
export function sobolDigits(directions: Uint32Array, index: number): number {
  let digits = 0;
  for (let code = (index ^ (index >>> 1)) >>> 0; code !== 0; code &= code - 1)
    digits ^= directions[31 - Math.clz32(code & -code)];
  return digits;
}

/**
 * One coordinate of a Sobol point, unscrambled.
 *
 * @param dimension from 1
 * @param index of the point, from 0; point 0 is 0 in every dimension
 * @returns in [0, 1)
 * @throws RangeError unless dimension is a whole number from 1 to 512, and index one from 0 to 2^32 - 1
 */
export function sobol(dimension: number, index: number): number {
  const directions = directionsOf(dimension);
  if (!Number.isInteger(index) || index < 0 || index >= 2 ** DIGITS)
    throw new RangeError(`index must be a whole number from 0 to 2^32 - 1, got ${index}`);
  return (sobolDigits(directions, index) >>> 0) / 2 ** DIGITS;
}
