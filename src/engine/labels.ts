/**
 * What the codes in label columns stand for.
 *
 * A label is a small integer while paths are simulated and becomes text only when its row is written. Fixed words
 * come in code order; names (venues, chains, components, accounts, assets, routes) come from the resolved model
 * in file order. A code under 0 or NaN is an empty cell.
 */

import { accountName } from "../book/book.ts";
import { OUTCOMES, PURPOSES, REFUSALS } from "../bridges/transferWords.ts";
import { partyNames } from "../clearing/balanceSheets.ts";
import type { ResolvedModel } from "../model/resolved.ts";
import { componentsOf } from "../reliability/components.ts";
import { causeWords, FAULT_CAUSES, FAULT_MODES } from "../reliability/modes.ts";

const liquidationCauses = [
  "market",
  "impact",
  "funding",
  "depeg",
  "gap",
  "blocked_top_up",
  "initial",
  "panic",
  "unwind",
] as const;

/** What a label column names. */
export type LabelSet =
  | "venue"
  | "chain"
  | "component"
  | "account"
  | "asset"
  | "route"
  | "mode"
  | "faultCause"
  | "liquidationCause"
  | "purpose"
  | "outcome"
  | "refusal"
  | "institution";

/** The words of the sets that are the same in every model; `common:` goes before the name of one of the model's. */
export const FIXED_WORDS: { readonly [Set in LabelSet]?: readonly string[] } = {
  mode: FAULT_MODES,
  faultCause: [...FAULT_CAUSES, "common:NAME"],
  liquidationCause: liquidationCauses,
  purpose: PURPOSES,
  outcome: OUTCOMES,
  refusal: REFUSALS,
};

/** Turns a code into its text; a code under 0 or NaN into ''. */
export type Decode = (code: number) => string;

/** Dotted keys of all components that can fail, by their number. */
export function componentNames(model: ResolvedModel): readonly string[] {
  return componentsOf(model).map(({ key }) => key);
}

/**
 * A code is a bridge, or first + bridges * (second + 1) for a withdrawal over one and a deposit over another; beyond all of
 * these come the hatches of the chains, alone or before a deposit.
 */
function decodeRoute(names: readonly string[], chains: readonly string[]): Decode {
  const ways = names.length + 1;
  const hatches = names.length * ways;
  return (code) => {
    if (!(code >= 0)) return "";
    const hatch = code >= hatches ? `${chains[Math.floor((code - hatches) / ways)]}/hatch` : null;
    const second = hatch === null ? Math.floor(code / names.length) : (code - hatches) % ways;
    const first = hatch ?? names[code % names.length];
    return second === 0 ? first : `${first}+${names[second - 1]}`;
  };
}

function decodeWord(words: readonly string[]): Decode {
  return (code) => (code >= 0 ? words[code] : "");
}

/** A decoder for every label set of `model`. */
export function labelsOf(model: ResolvedModel): { readonly [Set in LabelSet]: Decode } {
  const named = (items: readonly { readonly name: string }[]) =>
    decodeWord(items.map(({ name }) => name));
  return {
    venue: named(model.venues),
    chain: named(model.chains),
    component: decodeWord(componentNames(model)),
    account: (code) => (code >= 0 ? accountName(model, code) : ""),
    asset: named(model.market.assets),
    route: decodeRoute(
      model.bridges.map(({ name }) => name),
      model.chains.map(({ name }) => name),
    ),
    mode: decodeWord(FAULT_MODES),
    faultCause: decodeWord(causeWords((model.commonCauses ?? []).map(({ name }) => name))),
    liquidationCause: decodeWord(liquidationCauses),
    purpose: decodeWord(PURPOSES),
    outcome: decodeWord(OUTCOMES),
    refusal: decodeWord(REFUSALS),
    institution: decodeWord(partyNames(model)),
  };
}
