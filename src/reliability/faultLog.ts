/** The faults of one path, in the order in which they start. A fault that is still running has no end (NaN). */
import { doubledFloats, doubledIntegers } from "./doubled.ts";

export interface FaultLog {
  count: number;
  /** Number of the component. */
  component: Int32Array;
  /** Position in `FAULT_MODES`. */
  mode: Int32Array;
  /** Position in `FAULT_CAUSES`. */
  cause: Int32Array;
  /** s */
  start: Float64Array;
  /** s; NaN while running. */
  end: Float64Array;
}

/** An empty log; it grows by itself. */
export function createFaultLog(): FaultLog {
  const integers = (): Int32Array => new Int32Array(16);
  const floats = (): Float64Array => new Float64Array(16);
  return {
    count: 0,
    component: integers(),
    mode: integers(),
    cause: integers(),
    start: floats(),
    end: floats(),
  };
}

/** Notes that a fault started; returns its row. */
export function logFault(
  log: FaultLog,
  component: number,
  mode: number,
  cause: number,
  start: number,
): number {
  if (log.count === log.start.length) widen(log);
  const row = log.count++;
  log.component[row] = component;
  log.mode[row] = mode;
  log.cause[row] = cause;
  log.start[row] = start;
  log.end[row] = NaN;
  return row;
}

function widen(log: FaultLog): void {
  log.component = doubledIntegers(log.component);
  log.mode = doubledIntegers(log.mode);
  log.cause = doubledIntegers(log.cause);
  log.start = doubledFloats(log.start);
  log.end = doubledFloats(log.end);
}
