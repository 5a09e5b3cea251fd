/**
 * What a price does while nobody can liquidate: the chance of ending under a level, and the expected shortage there.
 *
 * After a fixed time log S is normal: P = N(d), E[(K - S)+] = K N(d) - S exp(drift t) N(d - v sqrt(t)) (Black and
 * Scholes 1973). At an exponential time the log return is asymmetric Laplace: with h = v^2/2, m = drift - h and mean
 * time T its rates are (r -+ m)/v^2, r = sqrt(m^2 + 2 v^2/T) (Kotz, Kozubowski and Podgorski 2001).
 */
import { normalCdf } from "../random/normalCdf.ts";

/** P(price <= level) and E[(level - price)+]. */
export interface Gap {
  readonly probability: number;
  readonly shortage: number;
}

/** A geometric Brownian motion and the level it must not end under; all > 0 but the drift of dS/S. */
export interface Fall {
  readonly start: number;
  readonly level: number;
  readonly drift: number;
  readonly volatility: number;
}

/** After a time that is fixed. @param time > 0, in the unit of 1/volatility^2 */
export function gapAfter({ start, level, drift, volatility }: Fall, time: number): Gap {
  const spread = volatility * Math.sqrt(time);
  const distance = (Math.log(level / start) - (drift - volatility ** 2 / 2) * time) / spread;
  const probability = normalCdf(distance);
  const forward = start * Math.exp(drift * time);
  return {
    probability,
    shortage: level * probability - forward * normalCdf(distance - spread),
  };
}

/**
 * At an exponential time.
 * @param mean of that time, > 0
 * @throws RangeError unless the level is under the start
 */
export function gapAtExponential({ start, level, drift, volatility }: Fall, mean: number): Gap {
  if (!(level > 0 && level < start))
    throw new RangeError(`level must lie between 0 and start (${start}), got ${level}`);
  const variance = volatility ** 2;
  const slope = drift - variance / 2;
  const root = Math.sqrt(slope ** 2 + (2 * variance) / mean);
  const up = (root - slope) / variance;
  const down = (root + slope) / variance;
  const probability = (up / (up + down)) * (level / start) ** down;
  // Given that it ends under the level, log(level / S) is exponential with rate `down`.
  return { probability, shortage: (level * probability) / (down + 1) };
}
