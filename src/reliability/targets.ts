/** The components that a common cause may strike, each with its own stream: one target more shifts nothing. */
import type { CommonCause } from "../model/resolved/fault.ts";
import { streamOf } from "../random/streams.ts";
import type { Stream, StreamRegistry } from "../random/streams.ts";
import type { Component } from "./components.ts";

export interface Target {
  /** Number of the component. */
  readonly component: number;
  readonly probability: number;
  readonly stream: Stream;
}

/**
 * The targets of a common cause, in the order of the model.
 *
 * @throws Error if it names a component that does not exist
 */
export function targetsOf(
  { name, strikes }: CommonCause,
  components: readonly Component[],
  registry: StreamRegistry,
): Target[] {
  return strikes.map(({ component: key, probability }) => {
    const component = components.findIndex((one) => one.key === key);
    if (component < 0) throw new Error(`common_causes.${name}: no component '${key}'`);
    return { component, probability, stream: streamOf(registry, `common_causes.${name}`, key) };
  });
}
