/**
 * When to stop sampling: once a figure's interval is short enough.
 *
 * It is looked at after 1000 * 2^(k/2) paths, rounded to thousands, on the half-width alone. Looking seldom and never at
 * the value keeps the bias of stopping small (Glynn and Whitt 1992); looking at fixed counts keeps the number of paths
 * free of threads, blocks and interruptions. Left out: a guarantee of coverage at the stopping time, which holds only as
 * the tolerance goes to 0.
 */
import type { Estimate } from "./estimate.ts";

/** `relative`: to the magnitude of the figure itself; `absolute`: in its own unit. */
export interface Tolerance {
  readonly kind: "relative" | "absolute";
  /** Largest half-width, > 0. */
  readonly size: number;
}

/**
 * The numbers of paths after which a rule is looked at, ascending: 1000, 2000, 3000, 4000, 6000, 8000, 11 000, ...
 *
 * @param cap the last of them, whatever it is; >= 1
 */
export function testCounts(cap: number): number[] {
  const counts: number[] = [];
  for (let k = 0; ; k++) {
    const count = Math.round(2 ** (k / 2)) * 1000;
    if (count >= cap) return [...counts, cap];
    if (count !== counts.at(-1)) counts.push(count);
  }
}

/** Half the length of an estimate's interval; NaN where there is none. */
export function halfWidth({ interval }: Estimate): number {
  return interval === undefined ? NaN : (interval.high - interval.low) / 2;
}

/** Whether an estimate is known as well as asked; one without an interval is not. */
export function isKnown(estimate: Estimate, { kind, size }: Tolerance): boolean {
  const scale = kind === "relative" ? Math.abs(estimate.value ?? 0) : 1;
  return halfWidth(estimate) <= size * scale;
}
