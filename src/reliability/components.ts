/**
 * Everything that can fail, numbered once: sequencers, then provers, then bridges, each in file order.
 */
import type { FaultMode, ResolvedModel } from "../model/resolved.ts";

export interface Component {
  /** Dotted key of the model file, e.g. `sequencers.nitro`. */
  readonly key: string;
  readonly faults: readonly FaultMode[];
}

/** The components of a model; the position in the list is the component's number everywhere. */
export function componentsOf(model: ResolvedModel): readonly Component[] {
  return [
    ...model.sequencers.map(({ name, faults }) => ({ key: sequencerKey(name), faults })),
    ...model.provers.map(({ name, faults }) => ({ key: `provers.${name}`, faults })),
    ...model.bridges.map(({ name, faults }) => ({ key: `bridges.${name}`, faults })),
  ];
}

/** A sequencer given inline in its chain already carries its whole key as its name. */
function sequencerKey(name: string): string {
  return name.startsWith("chains.") ? name : `sequencers.${name}`;
}
