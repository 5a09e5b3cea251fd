/**
 * The Kaplan-Meier estimator (1958) on a grid of whole steps.
 *
 * S(t) = product over u <= t of (1 - d(u)/r(u)), d(u) what closed at u and r(u) what was still open just before; what
 * recovered at u (censored) was at risk at u. Censoring must not depend on how late the close would have come, given
 * what is known: an account that recovers because the price turned is treated as any other that waited as long.
 */
import { requireInside } from "./requirements.ts";
import type { Numbers } from "./requirements.ts";

/** F(t) within this of a level has reached it: products of ratios are rounded. */
const GUARD = 1e-12;

/**
 * The share still open after each step.
 *
 * @param closed weight that closed at step 0, 1, 2, ...; >= 0
 * @param censored weight that left uncollected at each step, as many
 * @returns S after each step; 1 before anything closed; constant after the last observation
 * @throws RangeError naming `censored` if the lengths differ
 */
export function kaplanMeier(closed: Numbers, censored: Numbers): Float64Array {
  if (closed.length !== censored.length) {
    throw new RangeError(
      `censored must be as long as closed (${closed.length}), got ${censored.length}`,
    );
  }
  const survival = new Float64Array(closed.length);
  let atRisk = 0;
  // First the numbers at risk, added from the far end where they are small; then the product replaces them.
  for (let step = closed.length - 1; step >= 0; step--) {
    atRisk += closed[step] + censored[step];
    survival[step] = atRisk;
  }
  let open = 1;
  for (let step = 0; step < closed.length; step++) {
    if (closed[step] > 0) open *= 1 - closed[step] / survival[step];
    survival[step] = open;
  }
  return survival;
}

/**
 * The first step by which a share has closed.
 *
 * @param survival from `kaplanMeier`
 * @param level the share, in (0, 1)
 * @returns the step, or undefined if the curve ends before the share is reached (censoring)
 * @throws RangeError if level is outside (0, 1)
 */
export function survivalQuantile(survival: Float64Array, level: number): number | undefined {
  requireInside("level", level, 0, 1);
  const step = survival.findIndex((open) => 1 - open >= level - GUARD);
  return step < 0 ? undefined : step;
}
