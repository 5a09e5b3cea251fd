/** The factors of importance sampling, compiled: one per clock. */
import type { Sampling } from "../model/resolved.ts";
import { streamOf } from "../random/streams.ts";
import type { Stream, StreamRegistry } from "../random/streams.ts";

export interface Tilts {
  /** Factor g on each clock's hazard, and the clocks where it is not 1. */
  readonly tilt: Float64Array;
  readonly tilted: Int32Array;
  /** Probability of a path that is not tilted, and the stream that decides. */
  readonly defensive: number;
  readonly mixing: Stream;
}

/** @param keys per clock, of its component or its common cause */
export function compileTilts(
  { tilt: asked }: Sampling,
  keys: readonly string[],
  registry: StreamRegistry,
): Tilts {
  const byKey = new Map((asked?.factors ?? []).map(({ component, factor }) => [component, factor]));
  const tilt = Float64Array.from(keys, (key) => byKey.get(key) ?? 1);
  return {
    tilt,
    tilted: Int32Array.from([...tilt.keys()].filter((clock) => tilt[clock] !== 1)),
    defensive: asked?.defensive ?? 0,
    mixing: streamOf(registry, "sampling", "defensive"),
  };
}
