/**
 * The laws of uncertain parameters: their draws by world, and whether the model can take what they give.
 *
 * The draw of a parameter in world w is addressed by its name and w alone, so that variants meet the same worlds and one
 * more uncertain parameter moves no other. What a law can give is unbounded more often than not; that the model holds at
 * quantiles far out, one parameter at a time, is looked at before anything runs. Left out: corners of several at once,
 * which end the run in the world where they come up.
 */

import { SECONDS_PER_YEAR } from "../model/resolved.ts";
import type { ResolvedModel } from "../model/resolved.ts";
import type { Measure, UncertainParameter } from "../model/resolved/uncertain.ts";
import { compileDistribution, type Sampler } from "../random/distribution.ts";
import { inverseNormal } from "../random/inverseNormal.ts";
import { createRegistry, streamOf, uniform } from "../random/streams.ts";

/** A model, and what it is with other numbers in place of its uncertain parameters. */
export interface DrawableModel {
  readonly model: ResolvedModel;
  /** @throws Error with everything that is wrong with the numbers */
  readonly inWorld: (values: readonly number[]) => ResolvedModel;
}

/** An uncertain parameter, ready to be drawn. */
export interface ParameterLaw {
  readonly parameter: UncertainParameter;
  readonly sampler: Sampler;
}

/** Levels at which the model is tried. */
const FAR_OUT = [0.0005, 0.9995] as const;

/** The laws of a model's uncertain parameters, in their order. */
export function parameterLaws({ uncertain = [] }: ResolvedModel): ParameterLaw[] {
  return uncertain.map((parameter) => ({ parameter, sampler: compileDistribution(parameter.law) }));
}

/** The uniform draws of each world, one per parameter in their order. */
function uniformsOf({ uncertain = [], sampling }: ResolvedModel): (world: number) => number[] {
  const registry = createRegistry(sampling.seed);
  const streams = uncertain.map(({ name }) => streamOf(registry, `uncertain.${name}`, "world"));
  return (world) => streams.map((stream) => uniform(stream, world, 0));
}

/** The uncertain parameters of each world, in their order. */
export function parameterDraws(model: ResolvedModel): (world: number) => number[] {
  const [laws, uniforms] = [parameterLaws(model), uniformsOf(model)];
  return (world) => uniforms(world).map((level, at) => laws[at].sampler.quantile(level));
}

/** The same draws as standard normals: what a figure's response to them is fitted over. */
export function parameterScores(model: ResolvedModel): (world: number) => number[] {
  const uniforms = uniformsOf(model);
  return (world) => uniforms(world).map(inverseNormal);
}

/** Unit and size in canonical units of what people read a measure in. */
const readableUnits: Readonly<Record<Measure, readonly [size: number, unit: string]>> = {
  number: [1, ""],
  time: [1, " seconds"],
  rate: [1 / SECONDS_PER_YEAR, " / year"],
  amount: [1, " USD"],
  flow: [1 / 3600, " USD / hour"],
};

/** A value of a parameter for people. */
export function valueText({ measure }: UncertainParameter, value: number): string {
  const [size, unit] = readableUnits[measure];
  return `${Number((value / size).toPrecision(4))}${unit}`;
}

/** A parameter and a value of it for people. */
export function parameterText(parameter: UncertainParameter, value: number): string {
  return `${parameter.name} = ${valueText(parameter, value)}`;
}

/**
 * The model in a world.
 * @throws Error naming what is wrong: a number that is not finite, a model that cannot take it, another horizon or step
 */
export function modelIn(drawable: DrawableModel, values: readonly number[]): ResolvedModel {
  const { model, inWorld } = drawable;
  const wild = values.findIndex((value) => !Number.isFinite(value));
  if (wild >= 0) throw new Error(`${(model.uncertain ?? [])[wild].name} is not finite`);
  const world = inWorld(values);
  for (const key of ["horizon", "step"] as const) {
    if (world[key] !== model[key])
      throw new Error(`${key} must not hang on an uncertain parameter`);
  }
  // How paths are drawn is the run's own affair, in all of its worlds.
  return { ...world, sampling: model.sampling };
}

/**
 * What the model cannot take of the laws of its parameters, each at its far quantiles and the others as stated.
 * @param hold looks further at the model in a world; throws what is wrong with it
 */
export function parameterProblems(
  drawable: DrawableModel,
  hold: (world: ResolvedModel) => void = () => {},
): string[] {
  const laws = parameterLaws(drawable.model);
  const stated = laws.map(({ parameter }) => parameter.stated);
  return laws.flatMap(({ parameter, sampler }, at) =>
    FAR_OUT.flatMap((level) => {
      const value = sampler.quantile(level);
      try {
        hold(modelIn(drawable, stated.with(at, value)));
        return [];
      } catch (error) {
        const where = `uncertain.${parameter.name}: at ${parameterText(parameter, value)} (its quantile ${level})`;
        return [`${where}: ${(error as Error).message}`];
      }
    }),
  );
}

/** Where the number in `params` is nothing that its law would give: who sets it may think that it counts. */
export function parameterWarnings(model: ResolvedModel): string[] {
  return parameterLaws(model).flatMap(({ parameter, sampler }) => {
    const { name, stated, law } = parameter;
    const level = sampler.cdf(stated);
    if (law.kind === "constant" || (level > FAR_OUT[0] && level < FAR_OUT[1])) return [];
    const given = parameterText(parameter, stated);
    return [`params: ${given} is far from its law: runs draw from uncertain.${name}`];
  });
}
