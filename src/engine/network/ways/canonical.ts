/**
 * The withdrawal, which ends when the rollup says so; then the deposit.
 *
 * A canonical bridge owes what it paid against nothing, and its ratio counts only what was taken.
 */
import { askWithdrawal } from "../../../rollup/withdrawals.ts";
import { takesDeposit } from "./deposit.ts";
import type { Way } from "./way.ts";

export const canonical: Way = {
  throughSettlement: true,
  setOut({ transfers, rollup }, id, { from }, now) {
    transfers.legsLeft[id] = 1;
    askWithdrawal(rollup, from, id, transfers.amount[id], now);
    return false;
  },
  legTime: ({ bridges }) => bridges.depositTime,
  canEnd: (machinery, id, { to }) => takesDeposit(machinery, id, to),
  takeBack() {},
  charge() {},
};
