/**
 * The defensive mixture of importance sampling (Hesterberg 1995): with probability d, by a draw of the path's own, nothing
 * is tilted, and for every path w = 1 / (d + (1 - d) exp(-log w)), so that w <= 1/d.
 *
 * log w is the sum over all that is tilted, faults and market alike; on an untilted path the same ratio is read at its
 * own draws. Mean 1 either way. Strata that are drawn a/P times as often as by chance, P their probability with or without
 * the tilts, multiply each part of the mixture: w = 1 / (d a/P + (1 - d) a/P' exp(-log w)).
 */
import type { Sampling } from "../model/resolved/sampling.ts";
import { streamOf, uniform } from "../random/streams.ts";
import type { Stream, StreamRegistry } from "../random/streams.ts";

export interface Defence {
  /** Null: nothing is tilted. */
  readonly share: number | null;
  readonly mixing: Stream;
}

/** The mixture of a model. */
export function compileDefence({ tilt }: Sampling, registry: StreamRegistry): Defence {
  return {
    share: tilt?.defensive ?? null,
    mixing: streamOf(registry, "sampling", "defensive"),
  };
}

/** Whether the tilts act on a path. */
export function isTilted({ share, mixing }: Defence, path: number): boolean {
  return share !== null && !(share > 0 && uniform(mixing, path, 0) < share);
}

/**
 * Weight of a path.
 *
 * @param logRatio sum of the log likelihood ratios of all that is tilted
 * @param plain how much more often than by chance the path's stratum is drawn, without the tilts
 * @param tilted the same with them
 */
export function weightOf(
  { share }: Defence,
  logRatio: number,
  plain: number = 1,
  tilted: number = plain,
): number {
  if (share === null || (logRatio === 0 && plain === tilted)) return 1 / plain;
  return 1 / (share * plain + (1 - share) * tilted * Math.exp(-logRatio));
}
