/**
 * When a withdrawal is final on the settlement layer. The rule is chosen once per chain, by its kind; a new kind is one
 * file and one line here.
 */
import type { Chain, ChainKind } from "../model/resolved/chain.ts";
import type { Settlement } from "../model/resolved/settlement.ts";
import { channelFinality } from "./channel.ts";
import type { FinalityRule } from "./finalityRule.ts";
import { optimisticFinality } from "./optimistic.ts";
import { plasmaFinality } from "./plasma.ts";
import { sidechainFinality } from "./sidechain.ts";
import { validiumFinality } from "./validium.ts";
import { zkFinality } from "./zk.ts";

const rules: Readonly<Record<ChainKind, (chain: Chain, settlement: Settlement) => FinalityRule>> = {
  optimistic: optimisticFinality,
  zk: zkFinality,
  validium: validiumFinality,
  plasma: plasmaFinality,
  channel: channelFinality,
  sidechain: sidechainFinality,
};

/** The rule of one chain. A chain without a prover proves in no time. */
export function finalityOf(chain: Chain, settlement: Settlement): FinalityRule {
  const rule = rules[chain.kind](chain, settlement);
  return { ...rule, proves: rule.proves && chain.prover >= 0 };
}
