/**
 * Faults of one path at their exact times: alternating renewal processes, common causes and forced events, merged.
 *
 * `halt`, `pause` and `withhold` take a component down; it is up again when no cause is left. `slow`, `degrade` and
 * `censor` stop their own clock alone. An `exploit` strikes at its start, stops the component `duration` later, for good,
 * and never ends; other strikes are over at once. At equal times starts come before ends, so that touching outages are
 * one outage; then the order of the processes decides.
 */
import { DRAWS_PER_ITEM, exponential, exponentialOf, uniform } from "../random/streams.ts";
import { strikeTargets } from "./commonCauses.ts";
import { NO_EFFECT, STRUCK } from "./effects.ts";
import { logFault } from "./faultLog.ts";
import type { Faults } from "./faultState.ts";
import {
  aftershockShare,
  changeLoad,
  changeStress,
  resetClocks,
  restartClock,
  runClock,
  stopClock,
  windClock,
} from "./hazardClock.ts";
import { countSpell, tiltClocks } from "./likelihood.ts";
import {
  AFTERSHOCK,
  ATTEMPT,
  COMPROMISE,
  DEGRADES,
  EXPLOITS,
  SLOWS,
  STRIKES,
  TAKES_DOWN,
} from "./modes.ts";
import { reviewCommittee } from "./quorum.ts";
import type { Drawn } from "./renewals.ts";
import { changeCapacity, changeCensorship, changePace, comeUp, goDown } from "./service.ts";
import { drawResidual, drawRunning } from "./stationary.ts";
import { stratify, stratumOf } from "./strata.ts";

/**
 * Starts a path: every clock wound with its first draw; up, or in the state that `sampling.start` draws.
 * @param tilted whether the model's tilts act on it
 */
export function resetFaults(faults: Faults, path: number, tilted: boolean = true): void {
  const { processes, clocks } = faults;
  const { clocked } = processes;
  faults.path = path;
  faults.log.count = 0;
  faults.waits.fill(0);
  faults.active.fill(0);
  faults.due.fill(Infinity);
  for (let process = clocked; process < processes.count; process++) {
    const { at, lasting, loss } = processes.timed[process - clocked];
    faults.due[process] = at;
    faults.lasting[process] = lasting;
    faults.taking[process - clocked] = loss;
  }
  faults.spell.fill(0);
  faults.causes.fill(0);
  faults.slowdown.fill(1);
  faults.capacity.fill(1);
  faults.censors.fill(0);
  faults.lacking.fill(-1);
  faults.censoring.fill(-1);
  faults.quorumCapacity.fill(1);
  tiltClocks(faults, tilted);
  resetClocks(clocks);
  drawFirst(faults, tilted);
  for (let process = 0; process < clocked; process++) {
    faults.waits[process] = 1;
    windClock(clocks, process, exponentialOf(faults.firstDraw[process]));
    runClock(clocks, process, 0);
  }
  for (const exclusive of processes.start) {
    const running = drawRunning(exclusive, path);
    if (running >= 0)
      beginBefore(faults, exclusive.members[running].clock, drawResidual(exclusive, running, path));
  }
  findNext(faults);
}

/** The draws of the first up-times, in the path's stratum if there are strata. */
function drawFirst({ processes, firstDraw, path }: Faults, tilted: boolean): void {
  for (let process = 0; process < processes.clocked; process++)
    firstDraw[process] = uniform(processes.renewals[process].times, path, 0);
  const { strata } = processes;
  if (strata === null) return;
  stratify(strata, tilted ? strata.tilted : strata.plain, stratumOf(strata, path), firstDraw);
}

/** A fault that began before t = 0 and lasts `residual` s more starts as the path does. */
function beginBefore(faults: Faults, process: number, residual: number): void {
  faults.waits[process] = 0;
  faults.spell[process] = -1;
  faults.due[process] = 0;
  faults.lasting[process] = residual;
}

/** Sets the market's stress multiplier from `now` on; `now` must not be after `nextAt`. */
export function stressFaults(faults: Faults, multiplier: number, now: number): void {
  if (changeStress(faults.clocks, multiplier, now)) findNext(faults);
}

/**
 * Sets the load that one clock feels from `now` on; `now` must not be after `nextAt`.
 *
 * @param load y in [0, 1]
 */
export function loadFaults(faults: Faults, clock: number, load: number, now: number): void {
  if (changeLoad(faults.clocks, clock, load, now)) findNext(faults);
}

/**
 * Lets the event at `nextAt` happen.
 *
 * @returns what it did (`effects.ts`) to `faults.component`, the whole of a committee in place of a member
 */
export function takeFault(faults: Faults): number {
  const { next: process, nextAt: now, processes } = faults;
  const component = processes.component[process];
  faults.component = component;
  let effect =
    faults.active[process] === 1
      ? endFault(faults, process, now)
      : startFault(faults, process, now);
  if (effect !== NO_EFFECT) {
    const committee = processes.committees.of[component];
    if (committee >= 0) effect = reviewCommittee(faults, committee, now);
  }
  findNext(faults);
  return effect;
}

/**
 * A successful attack makes its component censor or withhold from `now` on, or exploits it; one under way is drawn out.
 *
 * @param component with `security`: a sequencer, an availability layer or a bridge
 * @param duration s; of an exploit until the bridge stops
 * @param loss share of the backing that an exploit takes
 */
export function attackComponent(
  faults: Faults,
  component: number,
  now: number,
  duration: number,
  loss: number = 0,
): void {
  const { attack, clocked } = faults.processes;
  const process = attack[component];
  const running = faults.active[process] === 1;
  faults.due[process] = running ? Math.max(faults.due[process], now + duration) : now;
  faults.lasting[process] = duration;
  faults.taking[process - clocked] = loss;
  findNext(faults);
}

function startFault(faults: Faults, process: number, now: number): number {
  const { processes, clocks } = faults;
  const clocked = process < processes.clocked;
  const drawn = faults.waits[process] === 1;
  const duration = durationOf(faults, process, drawn);
  const cause = drawn ? causeOf(faults, process, now) : processes.cause[process];
  if (drawn) countSpell(faults, process);
  if (clocked) stopClock(clocks, process, now);
  faults.waits[process] = 0;
  if (process >= processes.firstCause && clocked)
    return startCause(faults, process, duration, drawn, now);
  const act = processes.act[process];
  if (act === STRIKES) return strike(faults, process, cause, now);
  faults.active[process] = 1;
  faults.due[process] = now + duration;
  faults.row[process] = logFault(faults.log, faults.component, processes.mode[process], cause, now);
  if (act !== EXPLOITS) return begin(faults, act, now);
  takeSizes(faults, process);
  return STRUCK;
}

function startCause(
  faults: Faults,
  process: number,
  duration: number,
  drawn: boolean,
  now: number,
): number {
  faults.active[process] = 1;
  faults.due[process] = now + duration;
  strikeTargets(faults, process, duration, now, !drawn);
  return NO_EFFECT;
}

/** A strike is over at once; an attempt leaves no row. */
function strike(faults: Faults, process: number, cause: number, now: number): number {
  const { processes, log, component } = faults;
  const mode = processes.mode[process];
  if (mode !== ATTEMPT) log.end[logFault(log, component, mode, cause, now)] = now;
  takeSizes(faults, process);
  faults.due[process] = Infinity;
  if (process < processes.clocked) renew(faults, process, now);
  return STRUCK;
}

function endFault(faults: Faults, process: number, now: number): number {
  const { processes } = faults;
  const act = processes.act[process];
  faults.due[process] = Infinity;
  // An exploit goes on for ever: its component stops here and stays stopped.
  if (act === EXPLOITS) return goDown(faults, faults.component, now);
  faults.active[process] = 0;
  const ofCause = processes.component[process] < 0;
  if (!ofCause) faults.log.end[faults.row[process]] = now;
  if (process < processes.clocked) renew(faults, process, now);
  return ofCause ? NO_EFFECT : end(faults, act, now);
}

function begin(faults: Faults, act: number, now: number): number {
  const { component } = faults;
  switch (act) {
    case TAKES_DOWN:
      return goDown(faults, component, now);
    case SLOWS:
      return changePace(faults, component);
    case DEGRADES:
      return changeCapacity(faults, component);
    default:
      return changeCensorship(faults, component, 1);
  }
}

function end(faults: Faults, act: number, now: number): number {
  const { component } = faults;
  switch (act) {
    case TAKES_DOWN:
      return comeUp(faults, component, now);
    case SLOWS:
      return changePace(faults, component);
    case DEGRADES:
      return changeCapacity(faults, component);
    default:
      return changeCensorship(faults, component, -1);
  }
}

/** Winds the clock of a mode for its next spell; it runs only if the component is up. */
function renew(faults: Faults, process: number, now: number): void {
  const { processes, clocks, path } = faults;
  const spell = ++faults.spell[process];
  const { times } = processes.renewals[process];
  windClock(
    clocks,
    process,
    // After a fault that began before t = 0 the first up-time is still to come.
    spell === 0 ? exponentialOf(faults.firstDraw[process]) : exponential(times, path, 2 * spell),
  );
  faults.waits[process] = 1;
  const component = processes.component[process];
  if (component < 0 || faults.causes[component] === 0) restartClock(clocks, process, now);
}

/** s; Infinity for what never ends, 0 for what is over at once. */
function durationOf(faults: Faults, process: number, drawn: boolean): number {
  const { processes, path } = faults;
  if (!drawn) return faults.lasting[process];
  const { duration, times } = processes.renewals[process];
  if (duration === null) return processes.mode[process] === COMPROMISE ? Infinity : 0;
  return duration.quantile(uniform(times, path, 2 * faults.spell[process] + 1));
}

/** The part of the hazard that struck: two Poisson processes laid over each other, each strike owed by its share. */
function causeOf(faults: Faults, process: number, now: number): number {
  const { shocks: stream } = faults.processes.renewals[process];
  if (stream === null) return faults.processes.cause[process];
  const share = aftershockShare(faults.clocks, process, now);
  const draw = faults.spell[process] * DRAWS_PER_ITEM;
  return uniform(stream, faults.path, draw) < share ? AFTERSHOCK : faults.processes.cause[process];
}

/** What a strike takes and undoes. */
function takeSizes(faults: Faults, process: number): void {
  const { processes } = faults;
  faults.mode = processes.mode[process];
  if (process >= processes.clocked) {
    const timed = process - processes.clocked;
    faults.strike = 0;
    faults.loss = faults.taking[timed];
    faults.depth = processes.timed[timed].depth;
    return;
  }
  const { loss, depth } = processes.renewals[process];
  faults.strike = faults.spell[process];
  faults.loss = sizeOf(faults, process, loss);
  faults.depth = sizeOf(faults, process, depth);
}

/** Nothing where a mode has no law for it. */
function sizeOf(faults: Faults, process: number, drawn: Drawn | null): number {
  if (drawn === null) return 0;
  return drawn.law.quantile(
    uniform(drawn.stream, faults.path, faults.spell[process] * DRAWS_PER_ITEM),
  );
}

/** Earliest time first; at equal times starts before ends; then the order of the processes. */
function findNext(faults: Faults): void {
  const { processes, due, active, waits } = faults;
  const { strikesAt } = faults.clocks;
  let next = -1;
  let nextAt = Infinity;
  for (let process = 0; process < processes.count; process++) {
    const at = waits[process] === 1 ? strikesAt[process] : due[process];
    if (at < nextAt || (at === nextAt && next >= 0 && active[process] < active[next])) {
      next = process;
      nextAt = at;
    }
  }
  faults.next = next;
  faults.nextAt = nextAt;
}
