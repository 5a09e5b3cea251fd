/** One leg of the bridge's latency; backing and claims do not move. */
import type { Way } from "./way.ts";

export const shared: Way = {
  throughSettlement: false,
  setOut: () => true,
  legTime: ({ bridges }, _id, { first }) => bridges.sharedLatency[first],
  canEnd: ({ chainLive, bridgeLive }, _id, { first, to }) =>
    chainLive[to] === 1 && bridgeLive[first] === 1,
  takeBack() {},
  charge({ transfers, bridges: { backings } }, id, { first }, now) {
    backings.claims[first] += transfers.amount[id];
    backings.exploitedAt[first] = now;
  },
};
