/**
 * Validium: proven like a zk rollup, data kept off the settlement layer.
 *
 * As long as the data is there its withdrawals end exactly like those of a zk rollup; what withheld data stop is in
 * outages.ts.
 */
import type { Chain } from "../model/resolved/chain.ts";
import type { Settlement } from "../model/resolved/settlement.ts";
import type { FinalityRule } from "./finalityRule.ts";
import { zkFinality } from "./zk.ts";

/** The rule of a zk rollup. */
export function validiumFinality(chain: Chain, settlement: Settlement): FinalityRule {
  return zkFinality(chain, settlement);
}
