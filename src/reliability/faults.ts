/**
 * Faults of one path at their exact times: alternating renewal processes and forced events, merged component by
 * component.
 *
 * `halt` and `pause` take a component down; it is up again when no cause is left, and while it is down all its hazard
 * clocks stand still (durations run on). `slow` stops its own clock alone; several at once multiply. An `exploit`
 * strikes at its start, stops the component `duration` later, for good, and never ends. At equal times starts come before
 * ends, so that touching outages are one outage; then the order of the processes decides.
 */
import { DRAWS_PER_ITEM, exponential, uniform } from "../random/streams.ts";
import { createFaultLog, logFault } from "./faultLog.ts";
import type { FaultLog } from "./faultLog.ts";
import { EXPLOIT, FORCED, RANDOM, SLOW } from "./faultProcesses.ts";
import type { FaultProcesses } from "./faultProcesses.ts";
import {
  changeStress,
  createClocks,
  resetClocks,
  runClock,
  stopClock,
  windClock,
} from "./hazardClock.ts";
import type { HazardClocks } from "./hazardClock.ts";

/** What an event did to its component. */
export const NO_EFFECT = 0;
export const WENT_DOWN = 1;
export const CAME_UP = 2;
export const CHANGED_PACE = 3;
export const STRUCK = 4;

export interface Faults {
  readonly processes: FaultProcesses;
  readonly clocks: HazardClocks;
  readonly log: FaultLog;
  /** Per process, s: when its running fault ends, an exploited component stops, or a forced fault starts; else Infinity. */
  readonly due: Float64Array;
  /** Per process: 1 while its fault runs. */
  readonly active: Uint8Array;
  /** Per process: row of its latest fault in the log. */
  readonly row: Int32Array;
  /** Per random process: completed spells. */
  readonly spell: Int32Array;
  /** Per component: causes that keep it down. */
  readonly causes: Int32Array;
  /** Per component: factor on the duration of its work, >= 1. */
  readonly slowdown: Float64Array;
  path: number;
  /** s; the next event, Infinity if none, and the process it belongs to. */
  nextAt: number;
  next: number;
  /** Component of the latest event. */
  component: number;
  /** Share of the backing that the latest strike took. */
  loss: number;
}

/** Faults at rest; call `resetFaults` before the first path. */
export function createFaults(processes: FaultProcesses): Faults {
  const { count, components } = processes;
  return {
    processes,
    clocks: createClocks(processes.rate, processes.stress),
    log: createFaultLog(),
    due: new Float64Array(count),
    active: new Uint8Array(count),
    row: new Int32Array(count),
    spell: new Int32Array(processes.random),
    causes: new Int32Array(components),
    slowdown: new Float64Array(components),
    path: 0,
    nextAt: Infinity,
    next: -1,
    component: -1,
    loss: 0,
  };
}

/** Starts a path: everything up, every clock wound with its first draw. */
export function resetFaults(faults: Faults, path: number): void {
  const { processes, clocks } = faults;
  faults.path = path;
  faults.log.count = 0;
  faults.due.fill(Infinity);
  faults.due.set(processes.forcedAt, processes.random);
  faults.active.fill(0);
  faults.spell.fill(0);
  faults.causes.fill(0);
  faults.slowdown.fill(1);
  resetClocks(clocks);
  for (let process = 0; process < processes.random; process++) {
    windClock(clocks, process, exponential(processes.times[process], path, 0));
    runClock(clocks, process, 0);
  }
  findNext(faults);
}

/** Sets the market's stress multiplier from `now` on; `now` must not be after `nextAt`. */
export function stressFaults(faults: Faults, multiplier: number, now: number): void {
  if (changeStress(faults.clocks, multiplier, now)) findNext(faults);
}

/**
 * Lets the event at `nextAt` happen.
 *
 * @returns NO_EFFECT, WENT_DOWN, CAME_UP, CHANGED_PACE or STRUCK, for `faults.component`
 */
export function takeFault(faults: Faults): number {
  const { next: process, nextAt: now, processes } = faults;
  faults.component = processes.component[process];
  const effect =
    faults.active[process] === 1
      ? endFault(faults, process, now)
      : startFault(faults, process, now);
  findNext(faults);
  return effect;
}

function startFault(faults: Faults, process: number, now: number): number {
  const { processes, clocks } = faults;
  const mode = processes.mode[process];
  const forced = process >= processes.random;
  faults.row[process] = logFault(faults.log, faults.component, mode, forced ? FORCED : RANDOM, now);
  faults.active[process] = 1;
  faults.due[process] = now + durationOf(faults, process);
  if (!forced) stopClock(clocks, process, now);
  if (mode === SLOW) return changePace(faults);
  if (mode !== EXPLOIT) return goDown(faults, now);
  faults.loss = lossOf(faults, process);
  return STRUCK;
}

function endFault(faults: Faults, process: number, now: number): number {
  const { processes } = faults;
  const mode = processes.mode[process];
  faults.due[process] = Infinity;
  // An exploit goes on for ever: its component stops here and stays stopped.
  if (mode === EXPLOIT) return goDown(faults, now);
  faults.active[process] = 0;
  faults.log.end[faults.row[process]] = now;
  if (process < processes.random) renew(faults, process, now);
  return mode === SLOW ? changePace(faults) : comeUp(faults, now);
}

/** Winds the clock of a mode for its next spell; it runs only if the component is up. */
function renew(faults: Faults, process: number, now: number): void {
  const spell = ++faults.spell[process];
  windClock(
    faults.clocks,
    process,
    exponential(faults.processes.times[process], faults.path, 2 * spell),
  );
  if (faults.causes[faults.component] === 0) runClock(faults.clocks, process, now);
}

function goDown(faults: Faults, now: number): number {
  const { component, processes, clocks } = faults;
  if (faults.causes[component]++ > 0) return NO_EFFECT;
  for (
    let process = processes.first[component];
    process < processes.first[component + 1];
    process++
  ) {
    stopClock(clocks, process, now);
  }
  return WENT_DOWN;
}

function comeUp(faults: Faults, now: number): number {
  const { component, processes, clocks } = faults;
  if (--faults.causes[component] > 0) return NO_EFFECT;
  for (
    let process = processes.first[component];
    process < processes.first[component + 1];
    process++
  ) {
    if (faults.active[process] === 0) runClock(clocks, process, now);
  }
  return CAME_UP;
}

/** The product over the running `slow` faults, made anew so that nothing drifts. */
function changePace(faults: Faults): number {
  const { component, processes } = faults;
  let slowdown = 1;
  for (let process = 0; process < processes.count; process++) {
    const counts = processes.component[process] === component && processes.mode[process] === SLOW;
    if (counts && faults.active[process] === 1) slowdown *= processes.slowdown[process];
  }
  faults.slowdown[component] = slowdown;
  return CHANGED_PACE;
}

function durationOf(faults: Faults, process: number): number {
  const { processes, path } = faults;
  if (process >= processes.random) return processes.forcedDuration[process - processes.random];
  const draw = 2 * faults.spell[process] + 1;
  return processes.duration[process].quantile(uniform(processes.times[process], path, draw));
}

/** Share of the backing; a mode without a law of loss takes nothing. */
function lossOf(faults: Faults, process: number): number {
  const { processes, path } = faults;
  if (process >= processes.random) return processes.forcedLoss[process - processes.random];
  const stream = processes.losses[process];
  const loss = processes.loss[process];
  if (stream === null || loss === null) return 0;
  return loss.quantile(uniform(stream, path, faults.spell[process] * DRAWS_PER_ITEM));
}

/** Earliest time first; at equal times starts before ends; then the order of the processes. */
function findNext(faults: Faults): void {
  const { processes, due, active } = faults;
  const { strikesAt } = faults.clocks;
  let next = -1;
  let nextAt = Infinity;
  for (let process = 0; process < processes.count; process++) {
    const waits = process < processes.random && active[process] === 0;
    const at = waits ? strikesAt[process] : due[process];
    if (at < nextAt || (at === nextAt && next >= 0 && active[process] < active[next])) {
      next = process;
      nextAt = at;
    }
  }
  faults.next = next;
  faults.nextAt = nextAt;
}
