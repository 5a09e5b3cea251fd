/**
 * What can go wrong, compiled: one process per fault mode of every component and per common cause, each with a clock,
 * then, without one, forced faults by time, the targets of common causes, and a slot for each component's attacks. A
 * process's number is its place in this order, which is also how ties resolve.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import type { StreamRegistry } from "../random/streams.ts";
import { compileCommittees } from "./committees.ts";
import type { Committees } from "./committees.ts";
import { componentsOf } from "./components.ts";
import type { Component } from "./components.ts";
import { codeOf } from "./modes.ts";
import { causesOf, renewalsOf } from "./renewals.ts";
import type { Process, Renewal } from "./renewals.ts";
import { compileStart } from "./stationary.ts";
import type { Exclusive } from "./stationary.ts";
import { compileStrata } from "./strata.ts";
import type { Strata } from "./strata.ts";
import { targetsOf } from "./targets.ts";
import type { Target } from "./targets.ts";
import { compileTilts } from "./tilt.ts";
import type { Tilts } from "./tilt.ts";
import { attacksOf, forcedOf, struckOf } from "./timedProcesses.ts";
import type { Timed } from "./timedProcesses.ts";

export interface FaultProcesses extends Tilts {
  readonly components: readonly Component[];
  readonly committees: Committees;
  readonly count: number;
  /** -1: a common cause. */
  readonly component: Int32Array;
  /** Codes of `modes.ts`. */
  readonly mode: Int32Array;
  readonly act: Uint8Array;
  readonly cause: Int32Array;
  /** `slow`: factor on the duration of work; 1 elsewhere. */
  readonly slowdown: Float64Array;
  /** `degrade`: share of the capacity; 1 elsewhere. */
  readonly capacity: Float64Array;

  /** Processes 0 .. clocked - 1 have a clock; the last of those are the common causes, from `firstCause` on. */
  readonly clocked: number;
  readonly firstCause: number;
  readonly renewals: readonly Renewal[];
  /** Component c owns the clocks first[c] .. first[c + 1] - 1. */
  readonly first: Int32Array;
  /** Clocks that feel the load on their chains. */
  readonly loaded: Int32Array;
  /** Null: paths fall where they fall. */
  readonly strata: Strata | null;
  /** What may run at t = 0; empty where everything is up. */
  readonly start: readonly Exclusive[];

  /** The processes from `clocked` on. */
  readonly timed: readonly Timed[];
  /** The i-th common cause may strike the processes firstTarget[i] .. firstTarget[i + 1] - 1. */
  readonly firstTarget: Int32Array;
  /** Of those processes. */
  readonly targets: readonly Target[];
  /** Per component: the process of its attacks; -1: it is not attacked, or only struck. */
  readonly attack: Int32Array;
}

/**
 * Compiles everything that can fail in a model.
 *
 * @throws Error if a forced fault or a common cause names no component, or two streams collide
 */
export function compileFaultProcesses(
  model: ResolvedModel,
  registry: StreamRegistry,
): FaultProcesses {
  const components = componentsOf(model);
  const own = renewalsOf(components, registry);
  const renewals = [...own, ...causesOf(model, components, registry)];
  const forced = forcedOf(model, components);
  const causes = model.commonCauses ?? [];
  const targets = causes.map((cause) => targetsOf(cause, components, registry));
  const struck = causes.flatMap((cause, number) =>
    struckOf(cause, number, targets[number], components),
  );
  const attacks = attacksOf(components);
  const timed = [...forced, ...struck, ...attacks];
  const tilts = compileTilts(model.sampling.tilt, renewals);
  const sizes = (lists: readonly (readonly unknown[])[]): number[] =>
    lists.map(({ length }) => length);
  return {
    components,
    committees: compileCommittees(model, components, registry),
    ...columnsOf([...renewals, ...timed]),
    clocked: renewals.length,
    firstCause: own.length,
    renewals,
    first: offsetsOf(0, sizes(components.map(({ faults }) => faults))),
    loaded: Int32Array.from([...renewals.keys()].filter((clock) => renewals[clock].law.load > 0)),
    ...tilts,
    strata: compileStrata(model.sampling.strata, { renewals, ...tilts }, model.horizon),
    start: model.sampling.start === undefined ? [] : compileStart(renewals, registry),
    timed,
    firstTarget: offsetsOf(renewals.length + forced.length, sizes(targets)),
    targets: targets.flat(),
    attack: Int32Array.from(components, (_, component) => {
      const slot = attacks.findIndex((attack) => attack.component === component);
      return slot < 0 ? -1 : renewals.length + forced.length + struck.length + slot;
    }),
  };
}

type Columns = "count" | "component" | "mode" | "act" | "cause" | "slowdown" | "capacity";

function columnsOf(all: readonly Process[]): Pick<FaultProcesses, Columns> {
  return {
    count: all.length,
    component: Int32Array.from(all, ({ component }) => component),
    mode: Int32Array.from(all, ({ mode }) => codeOf(mode)),
    act: Uint8Array.from(all, ({ act }) => act),
    cause: Int32Array.from(all, ({ cause }) => cause),
    slowdown: Float64Array.from(all, ({ slowdown }) => slowdown),
    capacity: Float64Array.from(all, ({ capacity }) => capacity),
  };
}

/** Running sums from `start` on, one longer than `lengths`. */
function offsetsOf(start: number, lengths: readonly number[]): Int32Array {
  const offsets = new Int32Array(lengths.length + 1).fill(start);
  lengths.forEach((length, index) => (offsets[index + 1] = offsets[index] + length));
  return offsets;
}
