/**
 * Sizes of jumps in the log return: normal, or Student's t scaled to the given standard deviation.
 *
 * A t law of log returns has no E[exp(J)]: one jump would carry an infinite expected price. It is therefore cut where a
 * jump multiplies or divides the price by ten, further than any on record in a minute; the moments of what is left are
 * integrals over angles, t = sqrt(df) tan(angle), with density cos(angle)^(df - 1), by Simpson's rule at load. A normal
 * drives either law, so that shared sizes are joined by a Gaussian copula.
 */
import type { JumpSize, Market } from "../model/resolved/market.ts";
import { normalCdf } from "../random/normalCdf.ts";
import { lowerStudentCdf, lowerStudentQuantile } from "../random/studentT.ts";

/** |J - mean| at which t sizes are cut. */
const LARGEST: number = Math.log(10);
const INTERVALS = 20_000;

/** How one asset's sizes are made. */
export interface SizeLaw {
  readonly mean: number;
  readonly sd: number;
  /** Of a t law; null: normal. */
  readonly tail: StudentTail | null;
}

export interface StudentTail {
  readonly degrees: number;
  readonly scale: number;
  /** P(T <= -cut). */
  readonly outside: number;
}

/** The law of a size, compiled once. */
export function compileSize({ mean, sd, degreesOfFreedom }: JumpSize): SizeLaw {
  if (degreesOfFreedom === undefined || sd === 0) return { mean, sd, tail: null };
  const degrees = degreesOfFreedom;
  const scale = sd * Math.sqrt((degrees - 2) / degrees);
  return {
    mean,
    sd,
    tail: { degrees, scale, outside: lowerStudentCdf(-LARGEST / scale, degrees) },
  };
}

/** The log return that a standard normal stands for; increasing in it. */
export function sizeOf({ mean, sd, tail }: SizeLaw, normal: number): number {
  if (tail === null) return mean + sd * normal;
  const { degrees, scale, outside } = tail;
  // Half of a symmetric law: the upper one would lose its tail to rounding.
  const p = outside + (1 - 2 * outside) * normalCdf(-Math.abs(normal));
  return mean - Math.sign(normal) * scale * lowerStudentQuantile(p, degrees);
}

/** E[exp(J)] - 1. */
export function expectedGrowth(law: SizeLaw): number {
  const { mean, sd, tail } = law;
  if (tail === null) return Math.expm1(mean + sd ** 2 / 2);
  return Math.exp(mean) * tailMean(tail, Math.cosh) - 1;
}

/** E[J^2]. */
export function meanSquare({ mean, sd, tail }: SizeLaw): number {
  return mean ** 2 + (tail === null ? sd ** 2 : tailMean(tail, (size) => size ** 2));
}

/** Mean of an even function of J - mean. */
function tailMean({ degrees, scale }: StudentTail, of: (size: number) => number): number {
  const width = Math.atan(LARGEST / scale / Math.sqrt(degrees)) / INTERVALS;
  let sum = 0;
  let mass = 0;
  for (let node = 0; node <= INTERVALS; node++) {
    const ends = node === 0 || node === INTERVALS;
    const weight = (ends ? 1 : node % 2 === 1 ? 4 : 2) * Math.cos(node * width) ** (degrees - 1);
    mass += weight;
    sum += weight * of(scale * Math.sqrt(degrees) * Math.tan(node * width));
  }
  return sum / mass;
}

/** Compensator rate * (E[exp(J)] - 1) of each lane, per second: what keeps the drift of dS/S. */
export function jumpCompensation(market: Market): number[] {
  return market.baseAssets.map((_, lane) => {
    const size = market.jumps?.sizes[lane];
    return size == null ? 0 : market.jumps!.rate * expectedGrowth(compileSize(size));
  });
}
