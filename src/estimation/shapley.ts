/**
 * Shapley values: what each player owes of a total that is only known for coalitions.
 *
 * phi_i = sum over coalitions S without i of |S|! (n - 1 - |S|)! / n! * (v(S with i) - v(S)) (Shapley 1953): the mean
 * contribution over all orders of joining. The values sum to v(all) - v(nobody).
 */

/** More players than this would need more than a million coalitions. */
const MOST_PLAYERS = 20;

/**
 * The Shapley value of each player.
 *
 * @param worth of each coalition; its index has bit i set where player i takes part, so worth[0] is nobody's
 * @returns one value per player
 * @throws RangeError if the number of coalitions is not 2^players, players 1 to 20, or one is not finite
 */
export function shapley(worth: ArrayLike<number>): number[] {
  const players = Math.log2(worth.length);
  if (!Number.isInteger(players) || players < 1 || players > MOST_PLAYERS) {
    throw new RangeError(`worth must have 2, 4, .. 2^${MOST_PLAYERS} entries, got ${worth.length}`);
  }
  const bad = Array.from(worth).findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`worth[${bad}] must be finite, got ${worth[bad]}`);
  const shares = orderShares(players);
  return Array.from({ length: players }, (_, player) => {
    const bit = 1 << player;
    let value = 0;
    for (let coalition = 0; coalition < worth.length; coalition++) {
      if ((coalition & bit) !== 0) continue;
      value += shares[sizeOf(coalition)] * (worth[coalition | bit] - worth[coalition]);
    }
    return value;
  });
}

/** By size s of the coalition joined: s! (n - 1 - s)! / n!, from neighbour to neighbour. */
export function orderShares(players: number): number[] {
  const shares = [1 / players];
  for (let size = 1; size < players; size++)
    shares.push((shares[size - 1] * size) / (players - size));
  return shares;
}

/** How many take part in a coalition. */
export function sizeOf(coalition: number): number {
  let size = 0;
  for (let rest = coalition; rest > 0; rest &= rest - 1) size++;
  return size;
}
