/** Losses of the current step that the waterfalls have not paid yet. USD. */

export interface Losses {
  /** By venue. */
  readonly owed: Float64Array;
  /** Part of it from longs and from shorts of each line: what auto-deleveraging may take from the other side. */
  readonly fromLongs: Float64Array;
  readonly fromShorts: Float64Array;
  /** Whether any venue owes. */
  any: boolean;
}

export function createLosses(venues: number, lines: number): Losses {
  return {
    owed: new Float64Array(venues),
    fromLongs: new Float64Array(lines),
    fromShorts: new Float64Array(lines),
    any: false,
  };
}

export function clearLosses(losses: Losses): void {
  losses.owed.fill(0);
  losses.fromLongs.fill(0);
  losses.fromShorts.fill(0);
  losses.any = false;
}
