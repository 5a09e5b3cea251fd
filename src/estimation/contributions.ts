/**
 * How much the worth of each coalition counts towards what each player contributes on average.
 *
 * Over all orders of joining, the coalition S with player i counts (|S| - 1)! (n - |S|)! / n!, and S without i the
 * opposite (Shapley 1953). Above a number of players, over sampled orders (Castro, Gomez and Tejada 2009), each with its
 * reverse, in which whoever joined early joins late (Mitchell et al. 2022): unbiased, and the shares still sum to the total,
 * because those of every order do.
 */
import { orderShares, sizeOf } from "./shapley.ts";

/** By coalition (bit i: player i takes part): its coefficient in each player's contribution. */
export type Contributions = ReadonlyMap<number, Float64Array>;

/** Over all orders of up to twenty players. */
export function allOrders(players: number): Contributions {
  const shares = orderShares(players);
  const coalitions = Array.from({ length: 2 ** players }, (_, coalition) => {
    const size = sizeOf(coalition);
    const counts = Float64Array.from({ length: players }, (_absent, player) =>
      takesPart(coalition, player) ? shares[size - 1] : -shares[size],
    );
    return [coalition, counts] as const;
  });
  return new Map(coalitions);
}

/** Over some orders; each is every player once. */
export function someOrders(orders: readonly (readonly number[])[]): Contributions {
  const coefficients = new Map<number, Float64Array>();
  const count = (coalition: number, player: number, share: number): void => {
    const row = coefficients.get(coalition) ?? new Float64Array(orders[0].length);
    row[player] += share;
    coefficients.set(coalition, row);
  };
  for (const order of orders) {
    let coalition = 0;
    for (const player of order) {
      count(coalition, player, -1 / orders.length);
      coalition |= 1 << player;
      count(coalition, player, 1 / orders.length);
    }
  }
  return coefficients;
}

/** Whether a player takes part in a coalition. */
export function takesPart(coalition: number, player: number): boolean {
  return (coalition & (1 << player)) !== 0;
}

/**
 * What a player contributes, from the worths of coalitions; exactly 0 where joining never changes one.
 *
 * @param worth of a coalition
 */
export function contributionOf(
  player: number,
  contributions: Contributions,
  worth: (coalition: number) => number,
): number {
  let sum = 0;
  for (const [coalition, coefficients] of contributions) {
    if (!takesPart(coalition, player)) continue;
    const coefficient = coefficients[player];
    if (coefficient !== 0)
      sum += coefficient * (worth(coalition) - worth(coalition ^ (1 << player)));
  }
  return sum;
}

/** The standard error of a player's contribution that comes of sampling orders: each order and its reverse are one draw. */
export function orderError(
  player: number,
  orders: readonly (readonly number[])[],
  worth: (coalition: number) => number,
): number {
  const draws = Array.from({ length: orders.length / 2 }, (_, pair) =>
    contributionOf(player, someOrders(orders.slice(2 * pair, 2 * pair + 2)), worth),
  );
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  const squares = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0);
  return Math.sqrt(squares / (draws.length - 1) / draws.length);
}
