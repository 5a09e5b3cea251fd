/** The factors of importance sampling, compiled: one per clock. */
import type { FaultModeName } from "../model/resolved/fault.ts";
import type { Tilt } from "../model/resolved/sampling.ts";

export interface Tilts {
  /** Factor g on each clock's hazard, and the clocks where it is not 1. */
  readonly tilt: Float64Array;
  readonly tilted: Int32Array;
}

/** What a clock is of: a component or a common cause, and the mode it counts down to. */
interface Clock {
  readonly key: string;
  readonly mode: FaultModeName;
}

/** Factors in their order: a later one replaces an earlier one. @param asked absent: no clock is tilted */
export function compileTilts(asked: Tilt | undefined, clocks: readonly Clock[]): Tilts {
  const tilt = new Float64Array(clocks.length).fill(1);
  for (const { component, mode, factor } of asked?.factors ?? []) {
    clocks.forEach((clock, number) => {
      if (clock.key === component && (mode === undefined || mode === clock.mode))
        tilt[number] = factor;
    });
  }
  return {
    tilt,
    tilted: Int32Array.from([...tilt.keys()].filter((clock) => tilt[clock] !== 1)),
  };
}
