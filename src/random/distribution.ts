/**
 * From a distribution as the model describes it to its sampler: one line per kind. Set-up happens here, once per model;
 * a draw is then one call of `quantile` on one uniform.
 */
import type { Distribution } from "../model/resolved/distribution.ts";
import { beta } from "./beta.ts";
import { constant } from "./constant.ts";
import { empirical } from "./empirical.ts";
import { exponential } from "./exponential.ts";
import { gamma } from "./gamma.ts";
import { lognormal } from "./lognormal.ts";
import { mixture } from "./mixture.ts";
import { pareto } from "./pareto.ts";
import type { Sampler } from "./sampler.ts";
import { triangular } from "./triangular.ts";
import { truncate } from "./truncation.ts";
import { uniform } from "./uniform.ts";
import { weibull } from "./weibull.ts";

export type { Sampler };

/**
 * @returns the sampler of `spec`, truncated at its `cap` if it has one
 * @throws RangeError naming the parameter and its value
 */
export function compileDistribution(spec: Distribution): Sampler {
  const law = compileUncapped(spec);
  return "cap" in spec && spec.cap !== undefined ? truncate(law, spec.cap) : law;
}

function compileUncapped(spec: Distribution): Sampler {
  switch (spec.kind) {
    case "exponential":
      return exponential(spec);
    case "lognormal":
      return lognormal(spec);
    case "weibull":
      return weibull(spec);
    case "gamma":
      return gamma(spec);
    case "pareto":
      return pareto(spec);
    case "beta":
      return beta(spec);
    case "uniform":
      return uniform(spec);
    case "triangular":
      return triangular(spec);
    case "constant":
      return constant(spec);
    case "mixture":
      return mixture(spec, compileDistribution);
    case "empirical":
      return empirical(spec);
  }
}
