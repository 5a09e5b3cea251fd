/** The hatch, which ends when its queue says so; then the deposit. What leaves by it does not move back with its chain. */
import { expectLanding } from "../../../bridges/transfers.ts";
import { askHatch } from "../askHatch.ts";
import { takesDeposit } from "./deposit.ts";
import type { Way } from "./way.ts";

export const escape: Way = {
  throughSettlement: true,
  setOut(machinery, id, { from }, now) {
    const { transfers } = machinery;
    transfers.legsLeft[id] = 1;
    expectLanding(transfers, id, askHatch(machinery, from, transfers.amount[id], now));
    return false;
  },
  legTime: ({ bridges }) => bridges.depositTime,
  canEnd(machinery, id, { from, to }) {
    const { transfers, rollup } = machinery;
    return transfers.legsLeft[id] > 0
      ? rollup.freezes[from] === 0
      : takesDeposit(machinery, id, to);
  },
  takeBack() {},
  charge() {},
};
