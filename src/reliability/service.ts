/**
 * What running faults make of a component: down while any cause keeps it down, slow and degraded by the product of what
 * runs, censoring while anything makes it censor.
 *
 * While a component is down its clocks stand still (durations run on). Products are made anew at each change, so that
 * nothing drifts.
 */
import { CAME_UP, CHANGED_PACE, CHANGED_SERVICE, NO_EFFECT, WENT_DOWN } from "./effects.ts";
import type { Faults } from "./faultState.ts";
import { restartClock, stopClock } from "./hazardClock.ts";
import { DEGRADES, SLOWS } from "./modes.ts";

/** One more cause keeps the component down. @returns WENT_DOWN if it was up */
export function goDown(faults: Faults, component: number, now: number): number {
  const { first } = faults.processes;
  if (faults.causes[component]++ > 0) return NO_EFFECT;
  for (let clock = first[component]; clock < first[component + 1]; clock++)
    stopClock(faults.clocks, clock, now);
  return WENT_DOWN;
}

/** One cause less. @returns CAME_UP if it was the last: the clocks that wait run again */
export function comeUp(faults: Faults, component: number, now: number): number {
  const { first } = faults.processes;
  if (--faults.causes[component] > 0) return NO_EFFECT;
  for (let clock = first[component]; clock < first[component + 1]; clock++) {
    if (faults.waits[clock] === 1) restartClock(faults.clocks, clock, now);
  }
  return CAME_UP;
}

/** A fault that slows its component started or ended. */
export function changePace(faults: Faults, component: number): number {
  const { slowdown } = faults.processes;
  faults.slowdown[component] = productOf(faults, component, SLOWS, slowdown);
  return CHANGED_PACE;
}

/** A fault that degrades its component started or ended, or its quorum has another capacity. */
export function changeCapacity(faults: Faults, component: number): number {
  const { capacity, committees } = faults.processes;
  const committee = committees.madeOf[component];
  const quorum = committee < 0 ? 1 : faults.quorumCapacity[committee];
  faults.capacity[component] = quorum * productOf(faults, component, DEGRADES, capacity);
  return CHANGED_SERVICE;
}

/** One cause of censorship more (1) or less (-1). @returns CHANGED_SERVICE if that makes a difference */
export function changeCensorship(faults: Faults, component: number, change: number): number {
  const before = faults.censors[component];
  faults.censors[component] = before + change;
  return before === 0 || before + change === 0 ? CHANGED_SERVICE : NO_EFFECT;
}

function productOf(
  { processes, active }: Faults,
  component: number,
  act: number,
  factor: Float64Array,
): number {
  let product = 1;
  for (let process = 0; process < processes.count; process++) {
    const counts = processes.component[process] === component && processes.act[process] === act;
    if (counts && active[process] === 1) product *= factor[process];
  }
  return product;
}
