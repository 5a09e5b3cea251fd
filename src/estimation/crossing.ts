/**
 * The least argument at which a condition holds, by bisection in one gap of a grid.
 *
 * `findCrossing` starts in the topmost gap whose lower end fails and whose upper end holds, so that everything on the grid
 * above the answer holds, also where the condition holds again further down. `findFirstCrossing` starts in the lowest gap,
 * so that nothing on the grid below the answer holds. Left out: what happens between points of the grid that are alike.
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
  return halved(grid[index], grid[index + 1], holds, halvings);
}

/**
 * @param grid ascending, at least one
 * @param holds asked for the grid from its bottom up to the first success, then for middles of the gap below it
 * @param halvings of the gap
 */
export async function findFirstCrossing(
  grid: readonly number[],
  holds: (at: number) => Promise<boolean>,
  halvings: number,
): Promise<Crossing> {
  let index = 0;
  while (index < grid.length && !(await holds(grid[index]))) index++;
  if (index === grid.length) return { fails: grid[index - 1], holds: undefined };
  if (index === 0) return { fails: undefined, holds: grid[0] };
  return halved(grid[index - 1], grid[index], holds, halvings);
}

/** Halves a gap whose lower end fails and whose upper end holds. */
async function halved(
  from: number,
  to: number,
  holds: (at: number) => Promise<boolean>,
  halvings: number,
): Promise<Crossing> {
  let [low, high] = [from, to];
  for (let halving = 0; halving < halvings; halving++) {
    const middle = (low + high) / 2;
    if (await holds(middle)) high = middle;
    else low = middle;
  }
  return { fails: low, holds: high };
}
