/**
 * The state of all faults on one path: who is down, slow, degraded or censoring, and what happens next.
 *
 * A process is a fault mode, a forced fault, one target of a common cause, or the standing slot of an attack. It waits
 * (for its clock, or for `due`), then its fault runs until `due`.
 */
import type { Committees } from "./committees.ts";
import { createFaultLog } from "./faultLog.ts";
import type { FaultLog } from "./faultLog.ts";
import type { FaultProcesses } from "./faultProcesses.ts";
import { createClocks } from "./hazardClock.ts";
import type { HazardClocks } from "./hazardClock.ts";

export interface Faults {
  readonly processes: FaultProcesses;
  readonly clocks: HazardClocks;
  readonly log: FaultLog;
  /** Per process: 1 while its clock decides when its fault starts. */
  readonly waits: Uint8Array;
  /** Per process: 1 while its fault runs. */
  readonly active: Uint8Array;
  /** Per process that does not wait, s: when its fault starts or ends, or an exploited component stops; else Infinity. */
  readonly due: Float64Array;
  /** Per process whose duration is not its own draw, s: how long its next fault lasts. */
  readonly lasting: Float64Array;
  /** Per process without a clock, from 0: share of the backing that its next fault takes. */
  readonly taking: Float64Array;
  /** Per process: row of its latest fault in the log. */
  readonly row: Int32Array;
  /** Per process with a clock: completed spells; -1 while a fault runs that began before t = 0. */
  readonly spell: Int32Array;
  /** Per process with a clock: the uniform draw behind its first up-time. */
  readonly firstDraw: Float64Array;
  /** Per process with a clock: strikes of the clock, and the untilted hazard of the spells that they ended. */
  readonly struck: Int32Array;
  readonly exposed: Float64Array;

  /** Per component: causes that keep it down. */
  readonly causes: Int32Array;
  /** Per component: factor on the duration of its work, >= 1. */
  readonly slowdown: Float64Array;
  /** Per component: share of its capacity, in [0, 1]. */
  readonly capacity: Float64Array;
  /** Per component: causes that make it censor. */
  readonly censors: Int32Array;

  /** Per committee: row of its lack of a quorum in the log, and of a quorum that censors; -1: none. */
  readonly lacking: Int32Array;
  readonly censoring: Int32Array;
  /** Per committee: share of its capacity that its quorum has. */
  readonly quorumCapacity: Float64Array;

  /** Path number under which draws are made. */
  path: number;
  /** s; the next event, Infinity if none, and the process it belongs to. */
  nextAt: number;
  next: number;
  /** Component of the latest event. */
  component: number;
  /** Of the latest strike: its mode, its number within its mode from 0, the share of the backing, the s undone. */
  mode: number;
  strike: number;
  loss: number;
  depth: number;
}

/** Faults at rest; call `resetFaults` before the first path. */
export function createFaults(processes: FaultProcesses): Faults {
  const { count, clocked, components } = processes;
  const { count: committees }: Committees = processes.committees;
  return {
    processes,
    clocks: createClocks(processes.renewals.map(({ law }) => law)),
    log: createFaultLog(),
    waits: new Uint8Array(count),
    active: new Uint8Array(count),
    due: new Float64Array(count),
    lasting: new Float64Array(count),
    taking: new Float64Array(processes.timed.length),
    row: new Int32Array(count),
    spell: new Int32Array(clocked),
    firstDraw: new Float64Array(clocked),
    struck: new Int32Array(clocked),
    exposed: new Float64Array(clocked),
    causes: new Int32Array(components.length),
    slowdown: new Float64Array(components.length),
    capacity: new Float64Array(components.length),
    censors: new Int32Array(components.length),
    lacking: new Int32Array(committees),
    censoring: new Int32Array(committees),
    quorumCapacity: new Float64Array(committees),
    path: 0,
    nextAt: Infinity,
    next: -1,
    component: -1,
    mode: -1,
    strike: 0,
    loss: 0,
    depth: 0,
  };
}
