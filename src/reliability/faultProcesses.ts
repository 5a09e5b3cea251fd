/**
 * What can go wrong, compiled: one process per fault mode of every component and per common cause, each with a clock,
 * then, without one, forced faults by time, the targets of common causes, and a slot for each component's attacks.
 *
 * Draws: the n-th up-time and duration of a mode are the draws 2n and 2n + 1 of its own stream (component key, mode name
 * and `#i` for its i-th entry of that mode, from 0); loss, depth and the cause of its n-th fault are draw 16 n of the
 * streams (`<mode>#i/loss`, `/depth`, `/cause`). A process's number is its place in the order, which is also how ties
 * resolve.
 */
import type { FaultModeName, ResolvedModel } from "../model/resolved.ts";
import { compileDistribution } from "../random/distribution.ts";
import type { Sampler } from "../random/sampler.ts";
import { streamOf } from "../random/streams.ts";
import type { Stream, StreamRegistry } from "../random/streams.ts";
import { compileCommittees } from "./committees.ts";
import type { Committees } from "./committees.ts";
import { componentsOf } from "./components.ts";
import type { Component } from "./components.ts";
import { lawOf } from "./faultLaws.ts";
import type { FaultLaw } from "./faultLaws.ts";
import type { HazardLaw } from "./hazardClock.ts";
import { actOf, ATTACK, codeOf, FAULT_CAUSES, FORCED, RANDOM } from "./modes.ts";
import { compileStart } from "./stationary.ts";
import type { Exclusive } from "./stationary.ts";
import { targetsOf } from "./targets.ts";
import type { Target } from "./targets.ts";
import { compileTilts } from "./tilt.ts";
import type { Tilts } from "./tilt.ts";

/** A law and the stream that its draws come from. */
export interface Drawn {
  readonly law: Sampler;
  readonly stream: Stream;
}

export interface FaultProcesses extends Tilts {
  readonly components: readonly Component[];
  readonly committees: Committees;
  /** Processes 0 .. clocked - 1 have a clock; the last of those are the common causes, from `firstCause` on. */
  readonly clocked: number;
  readonly firstCause: number;
  readonly count: number;
  /** Component c owns the clocks first[c] .. first[c + 1] - 1. */
  readonly first: Int32Array;
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

  /** Of processes with a clock. */
  readonly laws: readonly HazardLaw[];
  readonly times: readonly Stream[];
  readonly duration: readonly (Sampler | null)[];
  readonly loss: readonly (Drawn | null)[];
  readonly depth: readonly (Drawn | null)[];
  /** Which of its faults are aftershocks; null: none can be. */
  readonly shocks: readonly (Stream | null)[];
  /** s; lag after which the load is felt. */
  readonly loadLag: readonly number[];

  /** What may run at t = 0; empty where everything is up. */
  readonly start: readonly Exclusive[];

  /** Of processes without one, from 0: forced faults have times, s, the others Infinity. */
  readonly at: Float64Array;
  readonly lasting: Float64Array;
  readonly forcedLoss: Float64Array;
  readonly forcedDepth: Float64Array;
  /** Per common cause: its targets are the processes firstTarget[i] .. firstTarget[i + 1] - 1. */
  readonly firstTarget: Int32Array;
  /** Of the targets, from 0. */
  readonly targets: readonly Target[];
  /** Per component: the process of its attacks; -1: it is not attacked, or only struck. */
  readonly attack: Int32Array;
}

/**
 * Compiles everything that can fail in a model.
 *
 * @throws Error if a forced fault names a component that does not exist, or two streams collide
 */
export function compileFaultProcesses(
  model: ResolvedModel,
  registry: StreamRegistry,
): FaultProcesses {
  const components = componentsOf(model);
  const causes = (model.commonCauses ?? []).map((cause) => ({ ...cause, law: lawOf(cause.fault) }));
  const own = components.flatMap(({ key, kind, faults }, component) =>
    faults.map((fault, entry) =>
      clockOf(fault, component, kind === "signer", registry, key, entry, faults),
    ),
  );
  const common = causes.map(({ name, law }) =>
    clockOf(law, -1, false, registry, `common_causes.${name}`, 0, [law]),
  );
  const clocks = [...own, ...common];
  const forced = forcedOf(model, components);
  const targets = causes.map((cause) => targetsOf(cause, components, registry));
  const struck = targets.flatMap((list, cause) =>
    list.map((target) => struckOf(causes[cause].law, target, cause, components)),
  );
  const attacks = attacksOf(components);
  const timed = [...forced, ...struck, ...attacks];
  const all: readonly Process[] = [...clocks, ...timed];
  const attacked = clocks.length + forced.length + struck.length;
  return {
    components,
    committees: compileCommittees(model, components, registry),
    clocked: clocks.length,
    firstCause: own.length,
    count: all.length,
    first: offsetsOf(
      components.map(({ faults }) => faults.length),
      0,
    ),
    component: Int32Array.from(all, ({ component }) => component),
    mode: Int32Array.from(all, ({ mode }) => codeOf(mode)),
    act: Uint8Array.from(all, ({ act }) => act),
    cause: Int32Array.from(all, ({ cause }) => cause),
    slowdown: Float64Array.from(all, ({ slowdown }) => slowdown),
    capacity: Float64Array.from(all, ({ capacity }) => capacity),
    laws: clocks.map(({ law }) => law),
    times: clocks.map(({ times }) => times),
    duration: clocks.map(({ duration }) => duration),
    loss: clocks.map(({ loss }) => loss),
    depth: clocks.map(({ depth }) => depth),
    shocks: clocks.map(({ shocks }) => shocks),
    loadLag: clocks.map(({ loadLag }) => loadLag),
    ...compileTilts(
      model.sampling,
      clocks.map(({ key }) => key),
      registry,
    ),
    start: model.sampling.start === undefined ? [] : compileStart(clocks, registry),
    at: Float64Array.from(timed, ({ at }) => at),
    lasting: Float64Array.from(timed, ({ lasting }) => lasting),
    forcedLoss: Float64Array.from(timed, ({ loss }) => loss),
    forcedDepth: Float64Array.from(timed, ({ depth }) => depth),
    firstTarget: offsetsOf(
      targets.map(({ length }) => length),
      clocks.length + forced.length,
    ),
    targets: targets.flat(),
    attack: Int32Array.from(components, (_, component) => {
      const slot = attacks.findIndex((attack) => attack.component === component);
      return slot < 0 ? -1 : attacked + slot;
    }),
  };
}

interface Process {
  readonly component: number;
  readonly mode: FaultModeName;
  readonly act: number;
  readonly cause: number;
  readonly slowdown: number;
  readonly capacity: number;
}

interface Clock extends Process {
  /** Component or common cause that its streams belong to, and its purpose there. */
  readonly key: string;
  readonly purpose: string;
  readonly law: HazardLaw;
  readonly times: Stream;
  readonly duration: Sampler | null;
  readonly loss: Drawn | null;
  readonly depth: Drawn | null;
  readonly shocks: Stream | null;
  readonly loadLag: number;
}

interface Timed extends Process {
  readonly at: number;
  readonly lasting: number;
  readonly loss: number;
  readonly depth: number;
}

function clockOf(
  fault: FaultLaw,
  component: number,
  ofSigner: boolean,
  registry: StreamRegistry,
  key: string,
  entry: number,
  faults: readonly FaultLaw[],
): Clock {
  const { mode, slowdown, capacity, rate, stress, load, loadLag, aftershock, duration } = fault;
  const earlier = faults.slice(0, entry).filter((other) => other.mode === mode).length;
  const purpose = `${mode}#${earlier}`;
  const drawn = (name: "loss" | "depth"): Drawn | null => {
    const spec = fault[name];
    if (spec === null) return null;
    return {
      law: compileDistribution(spec),
      stream: streamOf(registry, key, `${purpose}/${name}`),
    };
  };
  const shock = aftershock === null ? 0 : -Math.log1p(-aftershock.probability) / aftershock.window;
  return {
    key,
    purpose,
    component,
    mode,
    act: actOf(mode, ofSigner),
    cause: RANDOM,
    slowdown,
    capacity,
    law: { rate, stress, load, aftershock: shock, window: aftershock?.window ?? 0 },
    times: streamOf(registry, key, purpose),
    duration: duration === null ? null : compileDistribution(duration),
    loss: drawn("loss"),
    depth: drawn("depth"),
    shocks: shock > 0 ? streamOf(registry, key, `${purpose}/cause`) : null,
    loadLag,
  };
}

function forcedOf({ scenario }: ResolvedModel, components: readonly Component[]): Timed[] {
  return scenario.flatMap((event) => {
    if (event.kind !== "fault") return [];
    const component = components.findIndex(({ key }) => key === event.component);
    if (component < 0) throw new Error(`scenario: no component '${event.component}'`);
    const { at, mode, duration, loss, slowdown, depth = 0, capacity = 1 } = event;
    const act = actOf(mode, components[component].kind === "signer");
    return [
      {
        component,
        mode,
        act,
        cause: FORCED,
        slowdown,
        capacity,
        at,
        lasting: duration,
        loss,
        depth,
      },
    ];
  });
}

function struckOf(
  { mode, slowdown, capacity }: FaultLaw,
  { component }: Target,
  cause: number,
  components: readonly Component[],
): Timed {
  return {
    component,
    mode,
    act: actOf(mode, components[component].kind === "signer"),
    cause: FAULT_CAUSES.length + cause,
    slowdown,
    capacity,
    at: Infinity,
    lasting: 0,
    loss: 0,
    depth: 0,
  };
}

/** What an attack that succeeds makes of its component for a while, where it does not strike: it censors or withholds. */
function attacksOf(components: readonly Component[]): Timed[] {
  return components.flatMap(({ kind, faults }, component) => {
    const attempted = faults.some(({ mode }) => mode === "attempt");
    if (!attempted || (kind !== "sequencer" && kind !== "availability")) return [];
    const mode = kind === "sequencer" ? "censor" : "withhold";
    return [
      {
        component,
        mode,
        act: actOf(mode, false),
        cause: ATTACK,
        slowdown: 1,
        capacity: 1,
        at: Infinity,
        lasting: 0,
        loss: 0,
        depth: 0,
      },
    ];
  });
}

/** Running sums from `start` on, one longer than `lengths`. */
function offsetsOf(lengths: readonly number[], start: number): Int32Array {
  const offsets = new Int32Array(lengths.length + 1).fill(start);
  lengths.forEach((length, index) => (offsets[index + 1] = offsets[index] + length));
  return offsets;
}
