/** Faults of a small model, played and told as plain rows. */
import type { ResolvedModel } from "../../src/model/resolved.ts";
import { createRegistry } from "../../src/random/streams.ts";
import { compileFaultProcesses } from "../../src/reliability/faultProcesses.ts";
import { resetFaults, takeFault } from "../../src/reliability/faults.ts";
import { createFaults } from "../../src/reliability/faultState.ts";
import type { Faults } from "../../src/reliability/faultState.ts";
import { causeWords, FAULT_MODES } from "../../src/reliability/modes.ts";

/** The faults of a model at the start of a path. */
export function faultsOf(model: ResolvedModel, path = 0): Faults {
  const faults = createFaults(compileFaultProcesses(model, createRegistry("7")));
  resetFaults(faults, path);
  return faults;
}

/** Takes every event up to `to`: [time, component, effect]. */
export function story(faults: Faults, to: number): [at: number, key: string, effect: number][] {
  const events: [number, string, number][] = [];
  while (faults.nextAt <= to) {
    const at = faults.nextAt;
    const effect = takeFault(faults);
    if (faults.component >= 0) events.push([at, keyOf(faults, faults.component), effect]);
  }
  return events;
}

/** [component, mode, start, end, cause] of every row. @param causes names of the model's common causes */
export function rowsOf(
  faults: Faults,
  causes: readonly string[] = [],
): [key: string, mode: string, start: number, end: number, cause: string][] {
  const { log } = faults;
  const words = causeWords(causes);
  return Array.from({ length: log.count }, (_, row) => [
    keyOf(faults, log.component[row]),
    FAULT_MODES[log.mode[row]],
    log.start[row],
    log.end[row],
    words[log.cause[row]],
  ]);
}

/** Number of a component. */
export function numberOf({ processes }: Faults, key: string): number {
  return processes.components.findIndex((component) => component.key === key);
}

function keyOf({ processes }: Faults, component: number): string {
  return processes.components[component].key;
}
