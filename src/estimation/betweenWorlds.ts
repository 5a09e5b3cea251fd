/**
 * How much a figure differs from world to world, beyond what the paths of a world scatter.
 *
 * A world is one draw of what is not known, and n cycles of paths played in it. The influence of its paths on a figure,
 * averaged, is to first order what the figure would be off in that world. One-way analysis of variance with random effects
 * (Searle, Casella and McCulloch 1992, 3.6) compares the mean squares between and within W worlds, and the part between
 * splits into what a smooth function of the parameters explains (`responseSurface.ts`, p terms) and the rest:
 *
 *     MSR = n SSR / (W - 1 - p)     MSW = sum (cycle - mean of its world)^2 / (W (n - 1))     rest^2 = (MSR - MSW) / n
 *
 * Each part is told where its F is above the 99.9 % quantile: a summary has hundreds of figures, and equal worlds would look
 * so in one of a thousand. Few terms find a small effect that W - 1 contrasts would drown; the rest is there for steps and
 * corners that no smooth function follows. A world that is not complete does not count.
 */
import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import type { MetricColumn } from "./groupedFigure.ts";
import type { Influence } from "./influence.ts";
import { fitSurface, termsOf } from "./responseSurface.ts";

/** Consecutive paths of a world, and of the cycles in it that are independent of each other given the world. */
export interface Worlds {
  /** A multiple of `cycle`, at least twice. */
  readonly length: number;
  readonly cycle: number;
  /** The uncertain parameters of a world, each as a standard normal. */
  readonly scores: (world: number) => readonly number[];
}

/** What was found: the standard deviation between worlds, NaN where the paths do not tell it from 0. */
export interface BetweenWorlds {
  readonly sd: number;
  /** Worlds that were looked at, and how many it takes. */
  readonly count: number;
  readonly needed: number;
}

/** Degrees of freedom that the worlds must have left when the surface is fitted. */
const LEFT_OVER = 5;

/** Level of F at which a part is told. */
const LEVEL = 0.999;

/** The means of complete worlds, and the mean square inside them. */
interface WorldMeans {
  readonly means: readonly number[];
  readonly within: number;
}

/** Means of worlds, from influences of paths in their order. */
function worldMeans(influences: Iterable<number>, { length, cycle }: Worlds): WorldMeans {
  const means: number[] = [];
  const inside = { cycles: 0, mean: 0, deviations: 0 };
  let [paths, open, within] = [0, 0, 0];
  for (const influence of influences) {
    open += influence;
    if (++paths % cycle !== 0) continue;
    inside.cycles++;
    const gap = open / cycle - inside.mean;
    inside.mean += gap / inside.cycles;
    inside.deviations += gap * (open / cycle - inside.mean);
    open = 0;
    if (paths % length !== 0) continue;
    means.push(inside.mean);
    within += inside.deviations;
    Object.assign(inside, { cycles: 0, mean: 0, deviations: 0 });
  }
  return { means, within: within / (means.length * (length / cycle - 1)) };
}

function* influencesOf(
  influence: Influence,
  { values, weights }: Pick<MetricColumn, "values" | "weights">,
): Generator<number, void, undefined> {
  const weightChunks = weights[Symbol.iterator]();
  for (const chunk of values) {
    const { value: weight } = weightChunks.next() as IteratorResult<Float64Array, undefined>;
    for (let i = 0; i < chunk.length; i++)
      yield Number.isNaN(chunk[i]) ? 0 : influence(chunk[i], (weight as Float64Array)[i]);
  }
}

/** Whether a ratio of mean squares is beyond the quantile of F: b B / (a (1 - B)) with B of Beta(a/2, b/2). */
function isBeyond(ratio: number, freedom: number, rest: number): boolean {
  const share = betaQuantile(LEVEL, freedom / 2, rest / 2);
  return ratio > (rest * share) / (freedom * (1 - share));
}

/** The standard deviation between worlds of a figure with this influence. */
export function spreadBetweenWorlds(
  influence: Influence,
  column: Pick<MetricColumn, "values" | "weights">,
  worlds: Worlds,
): BetweenWorlds {
  const { means, within } = worldMeans(influencesOf(influence, column), worlds);
  const count = means.length;
  const terms = termsOf(worlds.scores(0).length);
  const needed = 1 + terms + LEFT_OVER;
  if (count < needed) return { sd: NaN, count, needed };
  const surface = fitSurface(means, worlds.scores);
  const left = count - 1 - terms;
  const rest = surface.residual / left;
  const explained = isBeyond(surface.fitted / terms / rest, terms, left)
    ? Math.max(surface.variance - rest * surface.inflation, 0)
    : 0;
  const cycles = worlds.length / worlds.cycle;
  const inside = count * (cycles - 1);
  const unexplained = isBeyond((cycles * rest) / within, left, inside) ? rest - within / cycles : 0;
  const variance = explained + unexplained;
  return { sd: variance > 0 ? Math.sqrt(variance) : NaN, count, needed };
}
