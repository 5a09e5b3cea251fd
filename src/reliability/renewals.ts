/**
 * Alternating renewal processes, compiled, each with a clock: the fault modes of components, and common causes.
 *
 * Draws: the n-th up-time and duration are the draws 2n and 2n + 1 of the mode's own stream (component key, mode name and
 * `#i` for its i-th entry of that mode, from 0); loss, depth and the cause of its n-th fault are draw 16 n of the streams
 * (`<mode>#i/loss`, `/depth`, `/cause`).
 */
import type { ResolvedModel } from "../model/resolved.ts";
import type { Distribution } from "../model/resolved/distribution.ts";
import type { FaultModeName } from "../model/resolved/fault.ts";
import { compileDistribution } from "../random/distribution.ts";
import type { Sampler } from "../random/sampler.ts";
import { streamOf } from "../random/streams.ts";
import type { Stream, StreamRegistry } from "../random/streams.ts";
import type { Component } from "./components.ts";
import { lawOf } from "./faultLaws.ts";
import type { FaultLaw } from "./faultLaws.ts";
import type { HazardLaw } from "./hazardClock.ts";
import { actOf, RANDOM, STRIKES } from "./modes.ts";

/** A law and the stream that its draws come from. */
export interface Drawn {
  readonly law: Sampler;
  readonly stream: Stream;
}

/** Whatever can start a fault. */
export interface Process {
  /** Number of the component; -1: a common cause. */
  readonly component: number;
  readonly mode: FaultModeName;
  readonly act: number;
  readonly cause: number;
  readonly slowdown: number;
  readonly capacity: number;
}

/** A process whose clock decides when its next fault starts. */
export interface Renewal extends Process {
  /** Component or common cause that its streams belong to, and its purpose there. */
  readonly key: string;
  readonly purpose: string;
  readonly law: HazardLaw;
  readonly times: Stream;
  /** s; null: over at once, or never. */
  readonly duration: Sampler | null;
  /** What its strikes take and undo; null: nothing. */
  readonly loss: Drawn | null;
  readonly depth: Drawn | null;
  /** Which of its faults are aftershocks; null: none can be. */
  readonly shocks: Stream | null;
  /** s; after which it feels the load of its chains. */
  readonly loadLag: number;
  /** By number. */
  readonly chains: readonly number[];
}

/** The processes of components, in their order. */
export function renewalsOf(components: readonly Component[], registry: StreamRegistry): Renewal[] {
  return components.flatMap((component, number) => {
    const { key, kind, faults, chains } = component;
    return faults.map((fault, entry) => {
      const earlier = faults.slice(0, entry).filter(({ mode }) => mode === fault.mode).length;
      const act = actOf(fault.mode, kind === "signer");
      const place = { key, component: number, act, chains };
      return renewalOf(fault, place, `${fault.mode}#${earlier}`, registry);
    });
  });
}

/** The processes of common causes, in file order. */
export function causesOf(
  { commonCauses }: ResolvedModel,
  components: readonly Component[],
  registry: StreamRegistry,
): Renewal[] {
  return (commonCauses ?? []).map(({ name, fault, strikes }) => {
    const struck = strikes.map(({ component }) => component);
    const felt = components.filter(({ key }) => struck.includes(key));
    const chains = [...new Set(felt.flatMap((component) => component.chains))];
    const place = { key: `common_causes.${name}`, component: -1, act: STRIKES, chains };
    return renewalOf(lawOf(fault), place, `${fault.mode}#0`, registry);
  });
}

function renewalOf(
  fault: FaultLaw,
  place: Pick<Renewal, "key" | "component" | "act" | "chains">,
  purpose: string,
  registry: StreamRegistry,
): Renewal {
  const { mode, slowdown, capacity, rate, stress, load, loadLag, aftershock, duration } = fault;
  const stream = (part: string): Stream => streamOf(registry, place.key, purpose + part);
  const drawn = (spec: Distribution | null, part: string): Drawn | null =>
    spec === null ? null : { law: compileDistribution(spec), stream: stream(part) };
  const shock = aftershock === null ? 0 : -Math.log1p(-aftershock.probability) / aftershock.window;
  return {
    ...place,
    purpose,
    mode,
    cause: RANDOM,
    slowdown,
    capacity,
    law: { rate, stress, load, aftershock: shock, window: aftershock?.window ?? 0 },
    times: stream(""),
    duration: duration === null ? null : compileDistribution(duration),
    loss: drawn(fault.loss, "/loss"),
    depth: drawn(fault.depth, "/depth"),
    shocks: shock > 0 ? stream("/cause") : null,
    loadLag,
  };
}
