/**
 * The least argument from which on a condition holds, by bisection.
 *
 * The search starts in the topmost gap of a grid whose lower end fails and whose upper end holds, so that everything on the
 * grid above the answer holds, also where the condition holds again further down. Left out: what happens between points
 * of the grid that both hold.
 */

/** The ends of the last gap; undefined: the condition fails nowhere, or everywhere, on the grid. */
export interface Crossing {
  /** Greatest argument found at which the condition fails. */
  readonly fails: number | undefined;
  /** Least argument found from which on it holds. */
  readonly holds: number | undefined;
}

/**
 * @param grid ascending, at least one
 * @param holds asked for the grid from its top down to the first failure, then for middles of gaps
 * @param halvings of the gap
 */
export async function findCrossing(
  grid: readonly number[],
  holds: (at: number) => Promise<boolean>,
  halvings: number,
): Promise<Crossing> {
  let index = grid.length - 1;
  while (index >= 0 && (await holds(grid[index]))) index--;
  if (index < 0) return { fails: undefined, holds: grid[0] };
  if (index === grid.length - 1) return { fails: grid[index], holds: undefined };
  let [low, high] = [grid[index], grid[index + 1]];
  for (let halving = 0; halving < halvings; halving++) {
    const middle = (low + high) / 2;
    if (await holds(middle)) high = middle;
    else low = middle;
  }
  return { fails: low, holds: high };
}
