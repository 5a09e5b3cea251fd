/** One leg of the bridge's latency; the pools have paid and been paid at the asking. */
import { crossPools, drainPool, poolOf } from "../../../bridges/liquidity.ts";
import type { Way } from "./way.ts";

export const liquidity: Way = {
  throughSettlement: false,
  setOut({ transfers, bridges }, id, route) {
    crossPools(bridges.pools, route, transfers.units[id]);
    transfers.fee[id] = transfers.amount[id] * bridges.pools.fee[route.first];
    return true;
  },
  legTime: ({ bridges }, _id, { first }) => bridges.pools.latency[first],
  canEnd: ({ chainLive }, _id, { to }) => chainLive[to] === 1,
  takeBack({ transfers, bridges: { pools } }, id, { first, from, to }) {
    const paid = transfers.units[id] * pools.peg;
    drainPool(pools, poolOf(pools, first, from), paid);
    pools.balance[poolOf(pools, first, to)] += paid - paid * pools.fee[first];
  },
  charge({ transfers, bridges: { pools } }, id, { first, from }) {
    // The pool may have been spent meanwhile: then it owes.
    drainPool(pools, poolOf(pools, first, from), transfers.units[id] * pools.peg);
  },
};
