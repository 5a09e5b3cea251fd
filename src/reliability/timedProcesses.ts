/**
 * Processes without a clock, compiled: they start when they are told to. Forced faults by the scenario, the targets of a
 * common cause by its event, a component's attacks by whoever finds that they pay.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import type { CommonCause, FaultModeName } from "../model/resolved/fault.ts";
import type { Component, ComponentKind } from "./components.ts";
import { actOf, ATTACK, FAULT_CAUSES, FORCED } from "./modes.ts";
import type { Process } from "./renewals.ts";
import type { Target } from "./targets.ts";

export interface Timed extends Process {
  /** s; Infinity: not known yet. */
  readonly at: number;
  /** s; of forced faults. */
  readonly lasting: number;
  /** Share of the backing, and s undone; of forced strikes. */
  readonly loss: number;
  readonly depth: number;
}

/**
 * Forced faults by time.
 *
 * @throws Error if one names a component that does not exist
 */
export function forcedOf({ scenario }: ResolvedModel, components: readonly Component[]): Timed[] {
  return scenario.flatMap((event) => {
    if (event.kind !== "fault") return [];
    const component = components.findIndex(({ key }) => key === event.component);
    if (component < 0) throw new Error(`scenario: no component '${event.component}'`);
    const { at, mode, duration: lasting, loss, slowdown, depth = 0, capacity = 1 } = event;
    const idle = idleOf(components, component, mode, FORCED);
    return [{ ...idle, slowdown, capacity, at, lasting, loss, depth }];
  });
}

/** What the `cause`-th common cause does to those it may strike. */
export function struckOf(
  { fault }: CommonCause,
  cause: number,
  targets: readonly Target[],
  components: readonly Component[],
): Timed[] {
  const { mode, slowdown, capacity = 1 } = fault;
  return targets.map(({ component }) => ({
    ...idleOf(components, component, mode, FAULT_CAUSES.length + cause),
    slowdown,
    capacity,
  }));
}

/** What an attack that succeeds makes of its component for a while; a chain's backing is struck elsewhere. */
const attacked: Readonly<Partial<Record<ComponentKind, FaultModeName>>> = {
  sequencer: "censor",
  availability: "withhold",
  bridge: "exploit",
};

/** A slot for each component that may be attacked. */
export function attacksOf(components: readonly Component[]): Timed[] {
  return components.flatMap(({ kind, faults }, component) => {
    const attempted = faults.some(({ mode }) => mode === "attempt");
    const mode = attacked[kind];
    return attempted && mode !== undefined ? [idleOf(components, component, mode, ATTACK)] : [];
  });
}

function idleOf(
  components: readonly Component[],
  component: number,
  mode: FaultModeName,
  cause: number,
): Timed {
  const act = actOf(mode, components[component].kind === "signer");
  const rest = { slowdown: 1, capacity: 1, at: Infinity, lasting: 0, loss: 0, depth: 0 };
  return { component, mode, act, cause, ...rest };
}
