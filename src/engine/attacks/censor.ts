/** A sequencer that censors its chains' liquidations and top-ups for a while, because that pays. */
import { censorshipProfit } from "../../contagion/liquidation/censorshipProfit.ts";
import { attackComponent } from "../../reliability/faults.ts";
import type { Attack } from "./attack.ts";

export const censor: Attack = {
  profit({ trading, machinery, outlook }, { index, duration }) {
    let usd = 0;
    for (const chain of machinery.chainsBehind[index])
      usd += censorshipProfit(trading, outlook, chain, duration);
    return usd;
  },
  carryOut({ machinery }, { component, at, duration }) {
    attackComponent(machinery.faults, component, at, duration);
    return at + duration;
  },
};
