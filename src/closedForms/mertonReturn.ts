/**
 * The log return under a jump diffusion (Merton 1976): a Poisson mixture of normals.
 *
 * X = (drift - v^2/2 - rate k) t + v sqrt(t) Z + sum of N jumps N(mean, sd^2), k = E[exp(jump)] - 1, N Poisson(rate t).
 * Cumulants beyond the mean are those of the diffusion plus rate t E[jump^n].
 */
import { normalCdf } from "../random/normalCdf.ts";

/** All in units of one time, e.g. years. */
export interface MertonReturn {
  /** Of dS/S, jumps compensated. */
  readonly drift: number;
  readonly volatility: number;
  /** Jumps per unit of time. */
  readonly rate: number;
  /** Of a jump of the log return. */
  readonly mean: number;
  readonly sd: number;
  readonly time: number;
}

/** The first four moments of the log return. */
export interface ReturnMoments {
  readonly mean: number;
  readonly variance: number;
  readonly skew: number;
  readonly excessKurtosis: number;
}

function slopeOf({ drift, volatility, rate, mean, sd }: MertonReturn): number {
  return drift - volatility ** 2 / 2 - rate * Math.expm1(mean + sd ** 2 / 2);
}

/** Mean, variance, skew and excess kurtosis. */
export function mertonMoments(law: MertonReturn): ReturnMoments {
  const { volatility, rate, mean, sd, time } = law;
  const jumps = rate * time;
  const variance = volatility ** 2 * time + jumps * (mean ** 2 + sd ** 2);
  const third = jumps * (mean ** 3 + 3 * mean * sd ** 2);
  const fourth = jumps * (mean ** 4 + 6 * mean ** 2 * sd ** 2 + 3 * sd ** 4);
  return {
    mean: slopeOf(law) * time + jumps * mean,
    variance,
    skew: third / variance ** 1.5,
    excessKurtosis: fourth / variance ** 2,
  };
}

/** P(log return <= x). */
export function mertonCdf(law: MertonReturn, x: number): number {
  return poissonMixture(law, (start, spread) => normalCdf((x - start) / spread));
}

/** P(log return > x), small ones to their last digits. */
export function mertonSurvival(law: MertonReturn, x: number): number {
  return poissonMixture(law, (start, spread) => normalCdf((start - x) / spread));
}

/** The mean over the number of jumps of what a normal of that mean and standard deviation gives. */
function poissonMixture(
  law: MertonReturn,
  given: (mean: number, spread: number) => number,
): number {
  const { volatility, rate, mean, sd, time } = law;
  const expected = rate * time;
  const start = slopeOf(law) * time;
  let weight = Math.exp(-expected);
  let sum = 0;
  // Poisson terms fall faster than geometrically beyond twice their mean.
  const last = Math.ceil(2 * expected + 60);
  for (let count = 0; count <= last; count++) {
    const spread = Math.sqrt(volatility ** 2 * time + count * sd ** 2);
    sum += weight * given(start + count * mean, spread);
    weight *= expected / (count + 1);
  }
  return sum;
}
