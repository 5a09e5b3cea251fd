/** Whoever can, undoes the settlement layer's last minutes, for the transfers in them have been paid out already. */
import { logFault } from "../../reliability/faultLog.ts";
import { ATTACK, REORGANISATION } from "../../reliability/modes.ts";
import { doubleSpend, reorganise } from "../network/reorganise.ts";
import type { Attack } from "./attack.ts";

export const reorganiseSettlement: Attack = {
  profit: ({ machinery }, { depth, at }) => doubleSpend(machinery, depth, at),
  carryOut({ machinery }, { component, depth, at }) {
    const { log } = machinery.faults;
    log.end[logFault(log, component, REORGANISATION, ATTACK, at)] = at;
    reorganise(machinery, depth, at);
    return at;
  },
};
