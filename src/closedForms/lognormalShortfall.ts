/**
 * Expected shortfall of a lognormal price over a fixed time: the margin of formulas that take the liquidation horizon as a
 * constant.
 *
 * log(S/S_0) is normal with mean m t - s^2/2 and deviation s = v sqrt(t). With z the normal quantile of 1 - level the worst
 * falls average 1 - exp(m t) N(z - s)/(1 - level) of the price, the worst rises exp(m t) N(z + s)/(1 - level) - 1 (McNeil,
 * Frey and Embrechts 2015, 2.3.4). Left out: jumps as such; they count through v alone.
 */
import { inverseNormal } from "../random/inverseNormal.ts";
import { normalCdf } from "../random/normalCdf.ts";

/** A lognormal move; `volatility` > 0 and `drift` (of dS/S) per unit of time, `time` > 0. */
export interface LognormalMove {
  readonly volatility: number;
  readonly drift: number;
  readonly time: number;
}

/** Mean fall over the worst 1 - level, as a share of the price. @param level in (0, 1) */
export function shortfallOfFall(move: LognormalMove, level: number): number {
  const { spread, growth, z } = partsOf(move, level);
  return 1 - (growth * normalCdf(z - spread)) / (1 - level);
}

/** Mean rise over the largest 1 - level, as a share of the price. @param level in (0, 1) */
export function shortfallOfRise(move: LognormalMove, level: number): number {
  const { spread, growth, z } = partsOf(move, level);
  return (growth * normalCdf(z + spread)) / (1 - level) - 1;
}

function partsOf({ volatility, drift, time }: LognormalMove, level: number) {
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie in (0, 1), got ${level}`);
  if (!(volatility > 0 && time > 0))
    throw new RangeError(`volatility and time must be above 0, got ${volatility} and ${time}`);
  const spread = volatility * Math.sqrt(time);
  return { spread, growth: Math.exp(drift * time), z: inverseNormal(1 - level) };
}
