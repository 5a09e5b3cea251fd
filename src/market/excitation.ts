/**
 * Self-exciting arrivals (Hawkes 1971) with an exponential kernel, simulated exactly (Dassios and Zhao 2013).
 *
 *   intensity(t) = base + sum over arrivals before t of branching / decay * exp(-(t - t_i) / decay)
 *
 * The long-run mean is rate = base / (1 - branching). From one arrival to the next the wait is the shorter of two: that of
 * a Poisson process at `base`, and that of the decaying excess, which may never come. A path starts stationary: its
 * process has run since long before, from the mean excess, so that the mean is exact and the law is within exp(-20) of it.
 */
import type { Excitation } from "../model/resolved/market.ts";

/** e-foldings of the excess's relaxation, decay / (1 - branching), for which a process runs before a path begins. */
const RELAXATIONS = 20;

/** s before t = 0 at which a process begins. */
export function warmUp({ branching, decay }: Excitation): number {
  return (RELAXATIONS * decay) / (1 - branching);
}

/**
 * The wait to the next arrival, s.
 * @param first unit exponential for the excess; @param second for the base; the wait increases in both
 * @param base per second; @param excess of the intensity over it now; @param decay s
 */
export function excitedWait(
  first: number,
  second: number,
  base: number,
  excess: number,
  decay: number,
): number {
  const used = first / (excess * decay);
  const excited = used < 1 ? -decay * Math.log1p(-used) : Infinity;
  return Math.min(excited, base > 0 ? second / base : Infinity);
}

/** Excess of the intensity right after an arrival. @param excess right after the one before; @param wait s since then */
export function excite({ branching, decay }: Excitation, excess: number, wait: number): number {
  return excess * Math.exp(-wait / decay) + branching / decay;
}
