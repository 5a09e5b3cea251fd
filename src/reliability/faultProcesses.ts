/**
 * What can go wrong, compiled: one process per fault mode of every component, then one per forced event.
 *
 * Draws: the n-th up-time and duration of a mode are the draws 2n and 2n + 1 of its own stream (component key, mode name
 * and `#i` for its i-th entry of that mode, from 0); the loss of its n-th strike is draw 16 n of the stream
 * (`<mode>#i/loss`). A process's number is its place in the order (random by component and file order, then forced by
 * time), which is also how ties resolve. Left out: quorum, degrade, censor, common causes, aftershocks, tilts.
 */
import type { FaultModeName, ForcedEvent, ResolvedModel } from "../model/resolved.ts";
import { compileDistribution } from "../random/distribution.ts";
import type { Sampler } from "../random/sampler.ts";
import { streamOf } from "../random/streams.ts";
import type { Stream, StreamRegistry } from "../random/streams.ts";
import { componentsOf } from "./components.ts";
import type { Component } from "./components.ts";

/** Modes in the order of their codes. */
export const FAULT_MODES: readonly FaultModeName[] = ["halt", "slow", "pause", "exploit"];
/** Causes in the order of their codes. */
export const FAULT_CAUSES = ["random", "forced"] as const;

export const SLOW: number = FAULT_MODES.indexOf("slow");
export const EXPLOIT: number = FAULT_MODES.indexOf("exploit");
export const RANDOM = 0;
export const FORCED = 1;

export interface FaultProcesses {
  /** Number of components. */
  readonly components: number;
  /** Processes 0 .. random - 1 are renewal processes, the rest strike once. */
  readonly random: number;
  readonly count: number;
  /** Component c owns the random processes first[c] .. first[c + 1] - 1. */
  readonly first: Int32Array;
  readonly component: Int32Array;
  readonly mode: Int32Array;
  /** `slow`: factor on proof times; 1 elsewhere. */
  readonly slowdown: Float64Array;
  /** Per second and exponent; random processes only. */
  readonly rate: readonly number[];
  readonly stress: readonly number[];
  readonly times: readonly Stream[];
  readonly duration: readonly Sampler[];
  readonly losses: readonly (Stream | null)[];
  readonly loss: readonly (Sampler | null)[];
  /** s, s, share of the backing; forced processes only, from 0. */
  readonly forcedAt: Float64Array;
  readonly forcedDuration: Float64Array;
  readonly forcedLoss: Float64Array;
}

/**
 * Compiles the fault modes and forced faults of a model.
 *
 * @throws Error if a forced fault names a component that does not exist, or two streams collide
 */
export function compileFaultProcesses(
  model: ResolvedModel,
  registry: StreamRegistry,
): FaultProcesses {
  const components = componentsOf(model);
  const random = components.flatMap((component, index) => modesOf(component, index, registry));
  const forced = model.scenario.filter((event) => event.kind === "fault");
  const first = new Int32Array(components.length + 1);
  components.forEach(
    ({ faults }, component) => (first[component + 1] = first[component] + faults.length),
  );
  return {
    components: components.length,
    random: random.length,
    count: random.length + forced.length,
    first,
    component: Int32Array.from([
      ...random.map(({ component }) => component),
      ...forced.map((event) => forcedComponent(components, event)),
    ]),
    mode: Int32Array.from([...random, ...forced], ({ mode }) => FAULT_MODES.indexOf(mode)),
    slowdown: Float64Array.from([...random, ...forced], ({ slowdown }) => slowdown),
    rate: random.map(({ rate }) => rate),
    stress: random.map(({ stress }) => stress),
    times: random.map(({ times }) => times),
    duration: random.map(({ duration }) => duration),
    losses: random.map(({ losses }) => losses),
    loss: random.map(({ loss }) => loss),
    forcedAt: Float64Array.from(forced, ({ at }) => at),
    forcedDuration: Float64Array.from(forced, ({ duration }) => duration),
    forcedLoss: Float64Array.from(forced, ({ loss }) => loss),
  };
}

interface RandomProcess {
  readonly component: number;
  readonly mode: FaultModeName;
  readonly slowdown: number;
  readonly rate: number;
  readonly stress: number;
  readonly times: Stream;
  readonly duration: Sampler;
  readonly losses: Stream | null;
  readonly loss: Sampler | null;
}

function modesOf(
  { key, faults }: Component,
  component: number,
  registry: StreamRegistry,
): RandomProcess[] {
  return faults.map((fault, entry) => {
    const earlier = faults.slice(0, entry).filter(({ mode }) => mode === fault.mode).length;
    const purpose = `${fault.mode}#${earlier}`;
    const { mode, slowdown, rate, stress } = fault;
    const times = streamOf(registry, key, purpose);
    const losses = fault.loss === null ? null : streamOf(registry, key, `${purpose}/loss`);
    const loss = fault.loss === null ? null : compileDistribution(fault.loss);
    return {
      component,
      mode,
      slowdown,
      rate,
      stress,
      times,
      losses,
      loss,
      duration: compileDistribution(fault.duration),
    };
  });
}

function forcedComponent(
  components: readonly Component[],
  event: ForcedEvent & { kind: "fault" },
): number {
  const component = components.findIndex(({ key }) => key === event.component);
  if (component < 0) throw new Error(`scenario: no component '${event.component}'`);
  return component;
}
