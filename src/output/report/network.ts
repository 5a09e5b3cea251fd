/**
 * The network of a model, placed to be drawn: sequencers and provers over chains, bridges between them, venues under them, and the
 * systemic share of each (`tail.ts`). A chain's share counts the failures of all that it rests on.
 */
import { joinedChains } from "../../model/resolved/joinedChains.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import { shareOf } from "./tail.ts";
import type { Tail } from "./tail.ts";

export interface NetworkNode {
  readonly key: string;
  readonly name: string;
  readonly kind: "machinery" | "chain" | "bridge" | "venue";
  /** In [0, 1]; null where the tail is empty. */
  readonly share: number | null;
  /** Place: 0 left to 1 right, layer from the top. */
  readonly x: number;
  readonly layer: number;
}

export interface NetworkEdge {
  readonly from: string;
  readonly to: string;
}

export interface NetworkDrawing {
  readonly nodes: readonly NetworkNode[];
  readonly edges: readonly NetworkEdge[];
}

/** Keys of what a chain rests on, itself among them. */
function restsOn(
  model: ResolvedModel,
  { name, sequencer, prover, availability }: ResolvedModel["chains"][number],
): string[] {
  const keys = [`chains.${name}`];
  if (sequencer >= 0) keys.push(`sequencers.${model.sequencers[sequencer].name}`);
  if (prover >= 0) keys.push(`provers.${model.provers[prover].name}`);
  const layer = availability === undefined ? undefined : model.availability?.[availability];
  if (layer !== undefined) keys.push(`availability.${layer.name}`);
  return keys;
}

type Placed = Omit<NetworkNode, "x" | "layer">;

/** More nodes than this stand in two rows, so that their names do not run into each other. */
const CROWD = 3;

const spread = (nodes: readonly Placed[], layer: number): NetworkNode[] =>
  nodes.map((node, at) => ({
    ...node,
    layer: nodes.length > CROWD ? layer - 0.24 + 0.48 * (at % 2) : layer,
    x: (at + 0.5) / nodes.length,
  }));

/** Nodes with their shares, and what joins them. */
export function networkOf(model: ResolvedModel, tail: Tail): NetworkDrawing {
  const share = (keys: readonly string[]): number | null =>
    tail.paths === 0 ? null : shareOf(tail, keys);
  const part = (room: string, { name }: { readonly name: string }): Placed => ({
    key: `${room}.${name}`,
    name,
    kind: "machinery",
    share: share([`${room}.${name}`]),
  });
  const machinery = [
    ...model.sequencers.map((one) => part("sequencers", one)),
    ...model.provers.map((one) => part("provers", one)),
    ...(model.availability ?? []).map((one) => part("availability", one)),
  ];
  const chains = model.chains.map((chain): Placed => ({
    key: `chains.${chain.name}`,
    name: chain.name,
    kind: "chain",
    share: share(restsOn(model, chain)),
  }));
  const bridges = model.bridges.map((bridge): Placed => ({
    ...part("bridges", bridge),
    kind: "bridge",
  }));
  const venues = model.venues.map(({ name }): Placed => ({
    key: `venues.${name}`,
    name,
    kind: "venue",
    share: tail.paths === 0 ? null : (tail.venues.get(name) ?? 0),
  }));
  const layers = [machinery, bridges, chains, venues].filter((nodes) => nodes.length > 0);
  const chainKey = (chain: number): string => `chains.${model.chains[chain].name}`;
  return {
    nodes: layers.flatMap(spread),
    edges: [
      ...model.chains.flatMap((chain) =>
        restsOn(model, chain)
          .slice(1)
          .map((from) => ({ from, to: `chains.${chain.name}` })),
      ),
      ...model.bridges.flatMap((bridge) =>
        joinedChains(bridge).map((chain) => ({
          from: `bridges.${bridge.name}`,
          to: chainKey(chain),
        })),
      ),
      ...model.venues.map(({ name, chain }) => ({ from: chainKey(chain), to: `venues.${name}` })),
    ],
  };
}
