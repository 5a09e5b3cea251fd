/**
 * Value at risk and expected shortfall of the normal and of Student's t, in closed form.
 *
 * Normal: ES = phi(z)/(1 - level). Student: ES = t(q)/(1 - level) * (df + q^2)/(df - 1), t the density (McNeil, Frey
 * and Embrechts, Quantitative Risk Management, 2015, 2.2). Standard location and scale; levels above the median only.
 * They are what the estimators are checked against.
 */
import { gammaln } from "simple-statistics";
import { normalCritical, studentCritical } from "./criticalValue.ts";
import { requireInside } from "./requirements.ts";

/** A quantile and the mean beyond it. */
export interface TailFigures {
  readonly valueAtRisk: number;
  readonly expectedShortfall: number;
}

/**
 * Tail figures of the standard normal.
 *
 * @param level in (0.5, 1)
 * @throws RangeError if level is outside (0.5, 1)
 */
export function normalTail(level: number): TailFigures {
  requireInside("level", level, 0.5, 1);
  const quantile = normalCritical(2 * level - 1);
  const density = Math.exp((-quantile * quantile) / 2) / Math.sqrt(2 * Math.PI);
  return { valueAtRisk: quantile, expectedShortfall: density / (1 - level) };
}

/**
 * Tail figures of Student's t.
 *
 * @param level in (0.5, 1)
 * @param degrees degrees of freedom, > 1 (below, the mean does not exist)
 * @throws RangeError if level is outside (0.5, 1) or degrees <= 1
 */
export function studentTail(level: number, degrees: number): TailFigures {
  requireInside("level", level, 0.5, 1);
  requireInside("degrees", degrees, 1, Infinity);
  const quantile = studentCritical(2 * level - 1, degrees);
  const constant =
    gammaln((degrees + 1) / 2) - gammaln(degrees / 2) - Math.log(Math.PI * degrees) / 2;
  const density = Math.exp(
    constant - ((degrees + 1) / 2) * Math.log1p((quantile * quantile) / degrees),
  );
  const beyond = (density / (1 - level)) * ((degrees + quantile * quantile) / (degrees - 1));
  return { valueAtRisk: quantile, expectedShortfall: beyond };
}
