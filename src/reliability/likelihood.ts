/**
 * Importance sampling of faults: hazards are multiplied by g, and each path knows its likelihood ratio.
 *
 * A spell that ends in a fault contributes log w = -log g + (1 - 1/g) E, E its drawn exponential; one that the horizon
 * cuts (1 - 1/g) H, H the tilted hazard accumulated. Per clock these add up to (g - 1) times the hazard as it is that it
 * was exposed to, less log g for each fault: two numbers, which are also all that choosing g takes. Durations, targets
 * and sizes are never tilted, forced faults and the state at t = 0 carry no weight.
 */
import type { Faults } from "./faultState.ts";
import { usedUp } from "./hazardClock.ts";

/** Sets the clocks' factors for a path; call before they are reset. */
export function tiltClocks(faults: Faults, tilted: boolean): void {
  const { processes, clocks } = faults;
  faults.struck.fill(0);
  faults.exposed.fill(0);
  for (const clock of processes.tilted) clocks.tilt[clock] = tilted ? processes.tilt[clock] : 1;
}

/** A clock has struck: its spell counts. */
export function countSpell(faults: Faults, clock: number): void {
  const { draw, tilt } = faults.clocks;
  faults.struck[clock]++;
  faults.exposed[clock] += draw[clock] / tilt[clock];
}

/** The hazard, as it is without a tilt, that a clock has been exposed to by `now`. */
export function exposureOf(faults: Faults, clock: number, now: number): number {
  const { exposed, waits, clocks } = faults;
  if (waits[clock] === 0) return exposed[clock];
  return exposed[clock] + usedUp(clocks, clock, now) / clocks.tilt[clock];
}

/** Log of the likelihood ratio of the faults of a path that ends at `horizon`, whether it was tilted or not. */
export function faultLogRatio(faults: Faults, horizon: number): number {
  const { tilted, tilt } = faults.processes;
  let sum = 0;
  for (const clock of tilted) {
    const factor = tilt[clock];
    sum += (factor - 1) * exposureOf(faults, clock, horizon);
    sum -= faults.struck[clock] * Math.log(factor);
  }
  return sum;
}
