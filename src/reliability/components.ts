/**
 * Everything that can fail, numbered once: sequencers, provers, bridges, availability layers, chains (their claims and
 * backing) and the settlement layer, each in file order, then the nodes, members and signers of committees.
 *
 * In a committee the fault modes are each member's own; what is attempted against it is attempted against the whole.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import { joinedChains } from "../model/resolved/joinedChains.ts";
import type { Chain } from "../model/resolved/chain.ts";
import type { FaultMode } from "../model/resolved/fault.ts";
import {
  attemptLaws,
  congestionLaw,
  type FaultLaw,
  lawOf,
  reorganisationLaw,
  strikeLaw,
} from "./faultLaws.ts";

export type ComponentKind =
  | "sequencer"
  | "prover"
  | "bridge"
  | "availability"
  | "chain"
  | "settlement"
  | "node"
  | "member"
  | "signer";

export interface Component {
  /** Dotted key of the model file, e.g. `sequencers.nitro`, `sequencers.commons/node-2`. */
  readonly key: string;
  readonly kind: ComponentKind;
  /** Position in the model's list of its kind; of a node, member or signer its place in the committee, from 0. */
  readonly index: number;
  /** Key of the committee that it belongs to; null: to none. */
  readonly whole: string | null;
  readonly faults: readonly FaultLaw[];
  /** The chains that feel it, by number: their liquidations are its load. */
  readonly chains: readonly number[];
}

/** The components of a model; the position in the list is the component's number everywhere. */
export function componentsOf(model: ResolvedModel): readonly Component[] {
  return [
    ...sequencersOf(model),
    ...proversOf(model),
    ...bridgesOf(model),
    ...layersOf(model),
    ...chainsOf(model),
    settlementOf(model),
    ...nodesOf(model),
    ...membersOf(model),
    ...signersOf(model),
  ];
}

function sequencersOf(model: ResolvedModel): Component[] {
  return model.sequencers.map(({ name, faults, committee, security }, index) => ({
    key: sequencerKey(name),
    kind: "sequencer",
    index,
    whole: null,
    faults: [...(committee === undefined ? modes(faults) : []), ...attemptLaws(security)],
    chains: chainsBehind(model, "sequencer", index),
  }));
}

function proversOf(model: ResolvedModel): Component[] {
  return model.provers.map(({ name, faults, soundnessBug: bug }, index) => ({
    key: `provers.${name}`,
    kind: "prover",
    index,
    whole: null,
    faults: [
      ...modes(faults),
      ...(bug === undefined ? [] : [strikeLaw("soundness_bug", bug.rate, bug.loss)]),
    ],
    chains: chainsBehind(model, "prover", index),
  }));
}

function bridgesOf(model: ResolvedModel): Component[] {
  return model.bridges.map(({ name, faults, security }, index) => ({
    key: `bridges.${name}`,
    kind: "bridge",
    index,
    whole: null,
    faults: [...modes(faults), ...attemptLaws(security)],
    chains: joinedChains(model.bridges[index]),
  }));
}

function layersOf(model: ResolvedModel): Component[] {
  return (model.availability ?? []).map((layer, index) => ({
    key: `availability.${layer.name}`,
    kind: "availability",
    index,
    whole: null,
    faults: layer.kind === "committee" ? attemptLaws(layer.security) : modes(layer.faults),
    chains: chainsBehind(model, "availability", index),
  }));
}

function chainsOf({ chains }: ResolvedModel): Component[] {
  return chains.map(({ name, invalidClaim: claim, security }, index) => ({
    key: `chains.${name}`,
    kind: "chain",
    index,
    whole: null,
    faults: [
      ...(claim === undefined ? [] : [strikeLaw("invalid_claim", claim.rate, claim.loss)]),
      ...attemptLaws(security),
    ],
    chains: [index],
  }));
}

function settlementOf({ settlement, chains }: ResolvedModel): Component {
  const { congestion, reorganisation } = settlement;
  return {
    key: "settlement",
    kind: "settlement",
    index: 0,
    whole: null,
    faults: [
      ...(congestion === undefined ? [] : [congestionLaw(congestion)]),
      ...(reorganisation === undefined ? [] : [reorganisationLaw(reorganisation)]),
      ...attemptLaws(reorganisation?.security),
    ],
    chains: [...chains.keys()],
  };
}

function nodesOf(model: ResolvedModel): Component[] {
  return model.sequencers.flatMap(({ name, faults, committee }, index) => {
    if (committee === undefined) return [];
    const chains = chainsBehind(model, "sequencer", index);
    return partsOf("node", sequencerKey(name), committee.nodes, modes(faults), chains);
  });
}

function membersOf(model: ResolvedModel): Component[] {
  return (model.availability ?? []).flatMap((layer, index) => {
    if (layer.kind !== "committee") return [];
    const chains = chainsBehind(model, "availability", index);
    const key = `availability.${layer.name}`;
    return partsOf("member", key, layer.members, modes(layer.faults), chains);
  });
}

function signersOf({ chains }: ResolvedModel): Component[] {
  return chains.flatMap(({ name, signers }, index) => {
    if (signers === undefined) return [];
    const faults = [strikeLaw("compromise", signers.compromiseRate)];
    return partsOf("signer", `chains.${name}`, signers.count, faults, [index]);
  });
}

function partsOf(
  kind: "node" | "member" | "signer",
  whole: string,
  count: number,
  faults: readonly FaultLaw[],
  chains: readonly number[],
): Component[] {
  return Array.from({ length: count }, (_, index) => {
    const key = `${whole}/${kind}-${index + 1}`;
    return { key, kind, index, whole, faults, chains };
  });
}

/** A sequencer given inline in its chain already carries its whole key as its name. */
export function sequencerKey(name: string): string {
  return name.startsWith("chains.") ? name : `sequencers.${name}`;
}

function modes(faults: readonly FaultMode[]): FaultLaw[] {
  return faults.map((fault) => lawOf(fault));
}

function chainsBehind(
  model: ResolvedModel,
  part: "sequencer" | "prover" | "availability",
  index: number,
): number[] {
  return numbersWhere(model, (chain) => chain[part] === index);
}

function numbersWhere({ chains }: ResolvedModel, holds: (chain: Chain) => boolean): number[] {
  return chains.flatMap((chain, index) => (holds(chain) ? [index] : []));
}
