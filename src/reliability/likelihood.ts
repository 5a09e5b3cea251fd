/**
 * Importance sampling of faults: hazards are multiplied by g, and each path carries its likelihood ratio.
 *
 * A spell that ends in a fault contributes log w = -log g + (1 - 1/g) E, E its drawn exponential; one that the horizon
 * cuts (1 - 1/g) H, H the tilted hazard accumulated. Durations, targets and sizes are never tilted, forced faults and the
 * state at t = 0 carry no weight. Defensive mixture (Hesterberg 1995): with probability d, by a draw of the path's own,
 * nothing is tilted, and for every path w = 1 / (d + (1 - d) exp(-log w)), so that w <= 1/d; on an untilted path the
 * same ratio is read at its own draws, H and E counting the hazard as it is.
 */
import { uniform } from "../random/streams.ts";
import type { Faults } from "./faultState.ts";
import { usedUp } from "./hazardClock.ts";

/** Decides whether the path is tilted and sets its clocks' factors; call before they are reset. */
export function tiltPath(faults: Faults): void {
  const { tilted, tilt, defensive, mixing } = faults.processes;
  faults.logWeight = 0;
  if (tilted.length === 0) return;
  const asIs = defensive > 0 && uniform(mixing, faults.path, 0) < defensive;
  for (const clock of tilted) faults.clocks.tilt[clock] = asIs ? 1 : tilt[clock];
}

/** A clock has struck: its spell counts. */
export function weighSpell(faults: Faults, clock: number): void {
  const factor = faults.processes.tilt[clock];
  if (factor === 1) return;
  const { draw, tilt } = faults.clocks;
  faults.logWeight += (factor - 1) * (draw[clock] / tilt[clock]) - Math.log(factor);
}

/** Weight of the path that ends at `horizon`; 1 where nothing is tilted. */
export function pathWeight(faults: Faults, horizon: number): number {
  const { tilted, tilt, defensive } = faults.processes;
  if (tilted.length === 0) return 1;
  let logWeight = faults.logWeight;
  for (const clock of tilted) {
    if (faults.waits[clock] === 0) continue;
    const hazard = usedUp(faults.clocks, clock, horizon) / faults.clocks.tilt[clock];
    logWeight += (tilt[clock] - 1) * hazard;
  }
  return 1 / (defensive + (1 - defensive) * Math.exp(-logWeight));
}
