/**
 * When a withdrawal is final on the settlement layer: final = proven + delay, where proven = closed on chains that prove
 * nothing. The rule is chosen once per chain, by its kind; a new kind is one file and one line here.
 */
import type { Chain, ChainKind, Settlement } from "../model/resolved.ts";
import type { FinalityRule } from "./finalityRule.ts";
import { optimisticFinality } from "./optimistic.ts";
import { validiumFinality } from "./validium.ts";
import { zkFinality } from "./zk.ts";

const rules: Readonly<Record<ChainKind, (chain: Chain, settlement: Settlement) => FinalityRule>> = {
  optimistic: optimisticFinality,
  zk: zkFinality,
  validium: validiumFinality,
};

/** The rule of one chain. A chain without a prover proves in no time. */
export function finalityOf(chain: Chain, settlement: Settlement): FinalityRule {
  const rule = rules[chain.kind](chain, settlement);
  return { proves: rule.proves && chain.prover >= 0, delay: rule.delay };
}
