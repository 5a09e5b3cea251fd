/**
 * `faultline validate`: what a model file comes to, without running it: the resolved model, its digest, how often each
 * component breaks, and how busy each prover's queue is.
 */

import { metricVariables } from "../engine/columns.ts";
import { meanStressFactors } from "../market/meanStress.ts";
import { proverLoad } from "../model/checks.ts";
import { parameterLaws, valueText } from "../engine/parameters.ts";
import { loadSimulation, shippedSimulation } from "../engine/simulation.ts";
import { printable } from "../model/digest.ts";
import { loadModel } from "../model/load.ts";
import { SECONDS_PER_YEAR } from "../model/resolved.ts";
import type { ResolvedModel } from "../model/resolved.ts";
import { meanOf } from "../model/schema/support.ts";
import { componentsOf } from "../reliability/components.ts";
import { type FaultLaw, lawOf } from "../reliability/faultLaws.ts";
import { readyModel } from "./readyModel.ts";

export interface ValidateOptions {
  /** `KEY=VALUE` settings. */
  readonly set?: readonly string[] | undefined;
}

/** How often a mode of a component strikes. */
export interface ModeRate {
  readonly component: string;
  readonly mode: string;
  /** Faults per year while up, in a calm market and without aftershocks; of a committee's parts each. */
  readonly rate_per_year: number;
  readonly mean_duration_hours: number;
  /**
   * Faults per year in the long run, this mode's own repairs taken out: 1 / (mean up-time + mean duration), aftershocks
   * counted, the hazard at its mean over the market's stress. Load comes on top and depends on the path.
   */
  readonly realised_per_year: number;
  readonly stress: number;
  /** Mean of m^stress over the market's paths, by simulation; 1 without stress. */
  readonly mean_stress_factor: number;
  readonly load: number;
}

/** The law of an uncertain parameter, in units for people. */
export interface LawOfParameter {
  readonly parameter: string;
  /** The number that stands for it in `params`. */
  readonly stated: string;
  readonly mean: string;
  /** 95 % of worlds lie between. */
  readonly low: string;
  readonly high: string;
}

export interface Validation {
  readonly digest: string;
  readonly warnings: readonly string[];
  readonly rates: readonly ModeRate[];
  /** What is drawn by world. */
  readonly uncertain: readonly LawOfParameter[];
  /** Load of each prover's queue, by name; 1 is all it can do. */
  readonly prover_loads: Readonly<Record<string, number>>;
  /** The resolved model as JSON can hold it: infinities are the text "Infinity". */
  readonly model: unknown;
}

/**
 * Loads the model at `path`, draws its book, and says what it comes to.
 * @throws ModelError with everything that is wrong; Refusal with what it cannot take of its uncertain parameters.
 */
export async function validate(path: string, options: ValidateOptions = {}): Promise<Validation> {
  const loaded = loadModel(path, { set: options.set, metricNames: metricVariables });
  const { buildBook } = await loadSimulation(shippedSimulation);
  const { model, digest } = loaded;
  const { warnings } = readyModel(loaded, { paths: null, seed: null }, buildBook);
  const loads = model.provers.map(({ name }, prover) => [name, proverLoad(model, prover)]);
  return {
    digest,
    warnings,
    rates: ratesOf(model),
    uncertain: lawsOf(model),
    prover_loads: Object.fromEntries(loads) as Record<string, number>,
    model: printable(model),
  };
}

type Named = readonly [component: string, law: FaultLaw];

function lawsOf(model: ResolvedModel): LawOfParameter[] {
  return parameterLaws(model).map(({ parameter, sampler }) => {
    const text = (value: number): string => valueText(parameter, value);
    const [low, high] = [0.025, 0.975].map((level) => text(sampler.quantile(level)));
    const [stated, mean] = [parameter.stated, sampler.mean].map(text);
    return { parameter: parameter.name, stated, mean, low, high };
  });
}

/** The rates of every mode of every component by its number, of all parts of a committee once, then of common causes. */
function ratesOf(model: ResolvedModel): ModeRate[] {
  const ofComponents = componentsOf(model).flatMap(({ key, kind, index, whole, faults }) => {
    if (whole !== null && index > 0) return [];
    const name = whole === null ? key : `${whole}.${kind}s`;
    return faults.map((fault): Named => [name, fault]);
  });
  const ofCauses = (model.commonCauses ?? []).map(({ name, fault }): Named => [
    `common_causes.${name}`,
    lawOf(fault),
  ]);
  const all = [...ofComponents, ...ofCauses];
  const exponents = [...new Set(all.map(([, { stress }]) => stress))];
  const factors = meanStressFactors(model, exponents);
  return all.map(([name, law]) => rateOf(name, law, factors[exponents.indexOf(law.stress)]));
}

/** @param factor of the market's stress on the hazard, in the mean */
function rateOf(component: string, law: FaultLaw, factor: number): ModeRate {
  const { mode, rate, duration, stress, load } = law;
  const mean = duration === null ? 0 : meanOf(duration);
  return {
    component,
    mode,
    rate_per_year: rate * SECONDS_PER_YEAR,
    mean_duration_hours: mean / 3600,
    realised_per_year: SECONDS_PER_YEAR / (meanUpTime(law, rate * factor) + mean),
    stress,
    mean_stress_factor: factor,
    load,
  };
}

/**
 * s from a restart to the next fault; for a window the hazard is higher by the aftershocks'.
 *
 * @param rate per second, in the mean
 */
function meanUpTime({ aftershock }: FaultLaw, rate: number): number {
  if (aftershock === null || rate === 0) return 1 / rate;
  const { probability, window } = aftershock;
  const shaken = rate - Math.log1p(-probability) / window;
  const calm = (1 - probability) * Math.exp(-rate * window);
  return (1 - calm) / shaken + calm / rate;
}
