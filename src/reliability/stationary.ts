/**
 * The state of a component after a long time: what `sampling.start: stationary` begins with.
 *
 * Modes that take a component down exclude each other: it is up with probability 1 / (1 + sum of rate_i * mean_i), at
 * base rates; if down, the mode is drawn by its share. A mode that stops its own clock alone (slow, degrade, censor) and
 * a common cause run with probability rate * mean / (1 + rate * mean). What runs has a residual duration drawn from the
 * equilibrium law, density (1 - F(x)) / mean (Cox 1962, Renewal Theory). Untilted, without weight. What never ends and
 * what is over at once has no share.
 *
 * Left out: that a slow clock stands still while its component is down (an error of the product of two unavailabilities).
 */
import { equilibriumQuantile } from "../random/equilibrium.ts";
import type { Sampler } from "../random/sampler.ts";
import { DRAWS_PER_ITEM, streamOf, uniform } from "../random/streams.ts";
import type { Stream, StreamRegistry } from "../random/streams.ts";
import { EXPLOITS, TAKES_DOWN } from "./modes.ts";
import type { Renewal } from "./renewals.ts";

/** One clock's part in the stationary law. */
export interface Equilibrium {
  readonly clock: number;
  /** rate * mean duration. */
  readonly load: number;
  readonly residual: Sampler["quantile"];
}

/** Clocks of which at most one fault runs at a time, and the stream their first state is drawn from. */
export interface Exclusive {
  readonly members: readonly Equilibrium[];
  readonly stream: Stream;
}

/** Groups the clocks that may run at t = 0: one group per component that can be down, one per other clock. */
export function compileStart(
  renewals: readonly Renewal[],
  registry: StreamRegistry,
): readonly Exclusive[] {
  const groups = new Map<string, { members: Equilibrium[]; stream: Stream }>();
  renewals.forEach(({ key, purpose, component, act, law, duration }, clock) => {
    if (duration === null || act === EXPLOITS || law.rate === 0) return;
    const alone = component < 0 || act !== TAKES_DOWN;
    const name = alone ? `${purpose}/start` : "start";
    const group = groups.get(`${key} ${name}`);
    const members = group?.members ?? [];
    const residual = equilibriumQuantile(duration);
    members.push({ clock, load: law.rate * duration.mean, residual });
    if (group === undefined)
      groups.set(`${key} ${name}`, { members, stream: streamOf(registry, key, name) });
  });
  return [...groups.values()];
}

/**
 * The clock among `members` whose fault runs at t = 0.
 *
 * @returns -1: none does
 */
export function drawRunning({ members, stream }: Exclusive, path: number): number {
  const total = members.reduce((sum, { load }) => sum + load, 1);
  let left = uniform(stream, path, 0) * total;
  for (let index = 0; index < members.length; index++) {
    left -= members[index].load;
    if (left < 0) return index;
  }
  return -1;
}

/** How long the fault of `members[index]` goes on after t = 0, s. */
export function drawResidual({ members, stream }: Exclusive, index: number, path: number): number {
  return members[index].residual(uniform(stream, path, DRAWS_PER_ITEM));
}
