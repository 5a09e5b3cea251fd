/**
 * How far a place is from what is usual: the less, the milder, and the likelier.
 *
 * With a law for every key each value is put on the scale of a standard normal by how likely something at least as severe is,
 * z = -N^-1(P(at least as severe)), the value itself included where it has a probability of its own. What is milder than the
 * median counts as the median, because more is worse:
 *
 *   distance beta = |max(z, 0)|,   likelihood exp(-beta^2 / 2) over that of the medians,   beyond it to first order N(-beta)
 *
 * the reliability index of Hasofer and Lind (1974) and the first-order estimate of how often keys drawn from their densities
 * break the limit; for normal keys it is the Mahalanobis distance by which Breuer, Jandacka, Rheinberger and Summer (2009)
 * rank what is plausible. Without densities the distance is the length of a place in the cube: a convention of the ranges,
 * and no likelihood. Left out: keys that hang together; their z are taken as independent.
 */

import { mertonCdf, mertonSurvival } from "../../closedForms/mertonReturn.ts";
import { valuesNamed } from "../../model/load.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import type { Distribution } from "../../model/resolved/distribution.ts";
import { isMapping } from "../../model/tree.ts";
import type { Mapping } from "../../model/tree.ts";
import { compileDistribution } from "../../random/distribution.ts";
import { inverseNormal } from "../../random/inverseNormal.ts";
import { normalCdf } from "../../random/normalCdf.ts";
import { componentsOf } from "../../reliability/components.ts";
import { Refusal } from "../refusal.ts";
import type { RangedKey } from "../vary.ts";
import type { AskedLaw } from "./askedLaws.ts";
import type { Place } from "./cube.ts";

/** What tells mild from severe. */
export interface Mildness {
  /** `density`: distances are reliability indices; `ranges`: lengths in the cube. */
  readonly kind: "density" | "ranges";
  /** @param values of the keys at the place, in canonical units; Infinity: beyond what the densities give */
  readonly distance: (place: Place, values: readonly number[]) => number;
}

/** A value of a key -> its standard normal score, the larger the more severe. */
type Score = (value: number) => number;

/** A law of a key's values, as what is at least as severe when more is worse and when less is. */
interface Tails {
  /** P(X >= value) */
  readonly atLeast: (value: number) => number;
  /** P(X <= value) */
  readonly atMost: (value: number) => number;
}

/** Where the events of a model stand: its file under settings, and what it resolves to. */
export interface EventSource {
  readonly file: string;
  readonly set: readonly string[];
  /** With its market and its faults as they are. */
  readonly model: ResolvedModel;
}

/** Of ranges alone. */
export const byRanges: Mildness = { kind: "ranges", distance: (place) => Math.hypot(...place) };

/** Over the density of the medians. NaN where there is no density. */
export function likelihoodOf({ kind }: Mildness, distance: number): number {
  return kind === "density" ? Math.exp(-(distance ** 2) / 2) : NaN;
}

/** Of everything at least as far out in the direction of a place, to first order. NaN where there is no density. */
export function beyond({ kind }: Mildness, distance: number): number {
  return kind === "density" ? normalCdf(-distance) : NaN;
}

/**
 * Mildness by the densities of the keys.
 * @param laws one per key
 * @throws Refusal where the model has no such law
 */
export function byDensities(
  keys: readonly RangedKey[],
  laws: readonly AskedLaw[],
  source: EventSource,
): Mildness {
  const problems: string[] = [];
  const scores = keys.map((key, at) => scoreOf(key, laws[at], source, problems));
  if (problems.length > 0) throw new Refusal(problems);
  const severe = (value: number, at: number): number => Math.max(0, scores[at](value));
  return { kind: "density", distance: (_, values) => Math.hypot(...values.map(severe)) };
}

function scoreOf(
  { key, from, to }: RangedKey,
  law: AskedLaw,
  source: EventSource,
  problems: string[],
): Score {
  const rises = to > from;
  try {
    if (law.kind === "normal")
      return (value) => (rises ? value - law.mean : law.mean - value) / law.sd;
    const { atLeast, atMost } =
      law.kind === "distribution" ? tailsOf(law.law) : modelTails(key, law.over, source);
    const asSevere = rises ? atLeast : atMost;
    return (value) => -inverseNormal(Math.min(asSevere(value), 1));
  } catch (error) {
    problems.push(`--density ${key}=${law.text}: ${(error as Error).message}`);
    return () => NaN;
  }
}

function tailsOf(law: Distribution): Tails {
  const { survival, cdf } = compileDistribution(law);
  return { atLeast: (value) => survival(nextBelow(value)), atMost: cdf };
}

/** The largest double under a finite one: what is above it is at least the value. */
function nextBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  const bits = new BigInt64Array(Float64Array.of(value).buffer);
  bits[0] += value > 0 ? -1n : 1n;
  return new Float64Array(bits.buffer)[0];
}

/** @throws Error where the model has no such law */
function modelTails(key: string, over: number | null, source: EventSource): Tails {
  const [, event = "", part, asset = ""] =
    /^(scenario\.\d+)\.(?:(duration)|price\.(.+))$/.exec(key) ?? [];
  if (event === "")
    throw new Error(
      "the model has laws of a forced fault's duration and of a forced price alone; name a distribution",
    );
  if (part === undefined) return moveTails(source.model, asset, over);
  if (over !== null) throw new Error("a duration is not drawn over a time: 'model' alone");
  return tailsOf(durationLaw(source, event));
}

/** What makes the law of a move one that has no closed form here. */
function strangeness({ market }: ResolvedModel, lane: number): string | null {
  const { regimes, heston, history, jumps } = market;
  if (history !== undefined) return "past returns";
  if (regimes !== undefined) return "regimes";
  if (heston?.[lane] != null) return "a stochastic variance";
  if (jumps?.sizes[lane] == null) return null;
  if (jumps.excitation !== undefined) return "jumps that excite each other";
  return jumps.sizes[lane].degreesOfFreedom === undefined ? null : "Student-t jumps";
}

/** The move of a jump diffusion over a time (Merton 1976), exactly. @param over s; null: not given */
function moveTails(model: ResolvedModel, name: string, over: number | null): Tails {
  if (over === null) throw new Error("over which time? 'model over 6 hours'");
  const { assets, baseAssets, jumps } = model.market;
  const lane = baseAssets.findIndex((asset) => assets[asset].name === name);
  const asset = assets[baseAssets[lane]];
  if (asset?.kind !== "base") throw new Error(`'${name}' has no volatility; name a distribution`);
  const strange = strangeness(model, lane);
  if (strange !== null)
    throw new Error(`moves of '${name}' have ${strange} and no closed form; name a distribution`);
  const { volatility, drift } = asset;
  const size = jumps?.sizes[lane] ?? { mean: 0, sd: 0 };
  const rate = jumps?.sizes[lane] == null ? 0 : jumps.rate;
  if (!(volatility > 0 || rate > 0))
    throw new Error(`'${name}' does not move by itself; name a distribution`);
  const law = { drift, volatility, rate, mean: size.mean, sd: size.sd, time: over };
  return {
    atLeast: (move) => mertonSurvival(law, Math.log1p(move)),
    atMost: (move) => mertonCdf(law, Math.log1p(move)),
  };
}

/** What the model draws the duration of a forced fault's like from. */
function durationLaw({ file, set, model }: EventSource, event: string): Distribution {
  const [{ fault, mode }] = valuesNamed(file, set, event)
    .map(({ value }) => value)
    .filter((value): value is Mapping => isMapping(value));
  const component = componentsOf(model).find(({ key }) => key === fault);
  const laws = (component?.faults ?? []).filter((law) => law.mode === mode);
  const durations = laws.flatMap(({ duration }) => duration ?? []);
  if (durations.length !== 1)
    throw new Error(
      `the model draws ${durations.length === 0 ? "no" : "more than one"} ${String(mode)} of ${String(fault)} by itself; name a distribution`,
    );
  return durations[0];
}
