/**
 * The ways value can take from one chain to another, listed once per model.
 *
 * Cash travels over liquidity and shared bridges and over canonical ones (a withdrawal, then a deposit: two legs), a base
 * asset over canonical ones only. A wrapped asset takes its own lock_mint bridge, there as a lock, back as a redemption;
 * beyond the chain on which it is minted it goes on over a shared bridge. A list keeps the order of the model file, which
 * decides ties. Where a chain has an escape hatch, every canonical way out of it has another beside it, through the hatch.
 * Left out: redeeming from a third chain.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import { leavesByForce } from "../model/resolved/chainTraits.ts";

export type RouteKind =
  | "canonical"
  | "liquidity"
  | "lock"
  | "redeem"
  | "shared"
  /** Out of a chain by its escape hatch, then a deposit. */
  | "escape";

export interface Route {
  readonly kind: RouteKind;
  /** Index of the bridge; canonical: of the withdrawal's, -1 where the model has none. */
  readonly first: number;
  /** Canonical: index of the deposit's bridge, -1 where the model has none; of a lock that goes on: the shared bridge. */
  readonly second: number;
  /** Chain between the legs of a lock that goes on; else -1. */
  readonly via: number;
  readonly from: number;
  readonly to: number;
  /**
   * How logs name it, as in the label of transfers: first + n * (second + 1) of n bridges; through the hatch of a chain
   * n * (n + 1) + chain * (n + 1) + second + 1.
   */
  readonly code: number;
}

/**
 * All ways of an asset between two chains.
 *
 * @param from chain
 * @param to another chain
 * @param asset index of the asset
 * @throws RangeError if the chains are the same: no route is needed then, only a live chain
 */
export function routesBetween(
  model: ResolvedModel,
  from: number,
  to: number,
  asset: number,
): readonly Route[] {
  requireTwoChains(from, to);
  const kind = model.market.assets[asset].kind;
  return model.bridges.flatMap((bridge, index): Route[] => {
    switch (bridge.kind) {
      case "lock_mint":
        return kind === "wrapped" && carries(model, index, asset)
          ? lockMintRoutes(model, index, from, to)
          : [];
      case "shared":
        return kind === "cash" || (kind === "wrapped" && !isLockedOn(model, asset, from, to))
          ? sharedRoutes(model, index, from, to)
          : [];
      case "liquidity":
        return kind === "cash" ? liquidityRoutes(model, index, from, to) : [];
      case "canonical":
        return kind !== "wrapped" && bridge.chain === from
          ? withdrawalsOver(model, index, from, to)
          : [];
    }
  });
}

/**
 * The ways of cash between two chains over the listed bridges alone. A canonical bridge of either chain stands for both
 * legs; where the other chain has none in the model, that leg never breaks.
 *
 * @param bridges indices, in order of preference at equal times
 * @throws RangeError if the chains are the same
 */
export function routesOf(
  model: ResolvedModel,
  bridges: readonly number[],
  from: number,
  to: number,
): readonly Route[] {
  requireTwoChains(from, to);
  const routes = bridges.flatMap((index): readonly Route[] => {
    const bridge = model.bridges[index];
    if (bridge.kind === "liquidity") return liquidityRoutes(model, index, from, to);
    if (bridge.kind === "shared") return sharedRoutes(model, index, from, to);
    if (bridge.kind !== "canonical") return [];
    if (bridge.chain === from)
      return orIdeal(withdrawalsOver(model, index, from, to), model, index, -1, from, to);
    return bridge.chain === to
      ? orIdeal(depositsOver(model, index, from, to), model, -1, index, from, to)
      : [];
  });
  return routes.filter(
    ({ code }, place) => routes.findIndex((route) => route.code === code) === place,
  );
}

function orIdeal(
  routes: readonly Route[],
  model: ResolvedModel,
  first: number,
  second: number,
  from: number,
  to: number,
): readonly Route[] {
  return routes.length > 0
    ? routes
    : withEscape(model, canonicalRoute(model, first, second, from, to));
}

function withdrawalsOver(model: ResolvedModel, first: number, from: number, to: number): Route[] {
  return canonicalBridges(model, to).flatMap((second) =>
    withEscape(model, canonicalRoute(model, first, second, from, to)),
  );
}

function depositsOver(model: ResolvedModel, second: number, from: number, to: number): Route[] {
  return canonicalBridges(model, from).flatMap((first) =>
    withEscape(model, canonicalRoute(model, first, second, from, to)),
  );
}

/** A canonical way, and the one through the hatch of the chain that it leaves. */
function withEscape(model: ResolvedModel, route: Route): Route[] {
  if (!leavesByForce(model.chains[route.from])) return [route];
  const code = hatchCode(model, route.from, route.second);
  return [route, { ...route, kind: "escape", code }];
}

function hatchCode({ bridges }: ResolvedModel, chain: number, second: number): number {
  return bridges.length * (bridges.length + 1) + chain * (bridges.length + 1) + second + 1;
}

function canonicalBridges(model: ResolvedModel, chain: number): number[] {
  return model.bridges.flatMap((bridge, index) =>
    bridge.kind === "canonical" && bridge.chain === chain ? [index] : [],
  );
}

function canonicalRoute(
  model: ResolvedModel,
  first: number,
  second: number,
  from: number,
  to: number,
): Route {
  const code = first < 0 ? second : first + model.bridges.length * (second + 1);
  return { kind: "canonical", first, second, via: -1, from, to, code };
}

function liquidityRoutes(model: ResolvedModel, index: number, from: number, to: number): Route[] {
  const bridge = model.bridges[index];
  if (bridge.kind !== "liquidity") return [];
  const serves = (chain: number): boolean => bridge.pools.some((pool) => pool.chain === chain);
  return serves(from) && serves(to)
    ? [{ kind: "liquidity", first: index, second: -1, via: -1, from, to, code: index }]
    : [];
}

function sharedRoutes(model: ResolvedModel, index: number, from: number, to: number): Route[] {
  const bridge = model.bridges[index];
  return bridge.kind === "shared" && bridge.chains.includes(from) && bridge.chains.includes(to)
    ? [{ kind: "shared", first: index, second: -1, via: -1, from, to, code: index }]
    : [];
}

function lockMintRoutes(model: ResolvedModel, index: number, from: number, to: number): Route[] {
  const bridge = model.bridges[index];
  if (bridge.kind !== "lock_mint") return [];
  const route = { first: index, second: -1, via: -1, from, to, code: index };
  if (bridge.from === to && bridge.to === from) return [{ kind: "redeem", ...route }];
  if (bridge.from !== from) return [];
  return bridge.to === to ? [{ kind: "lock", ...route }] : onwardRoutes(model, route, bridge.to);
}

/** From where a claim is minted over each shared bridge that leads to where it is wanted. */
function onwardRoutes(model: ResolvedModel, route: Omit<Route, "kind">, via: number): Route[] {
  return model.bridges.flatMap((_, second) =>
    sharedRoutes(model, second, via, route.to).map((): Route => ({
      ...route,
      kind: "lock",
      second,
      via,
      code: route.first + model.bridges.length * (second + 1),
    })),
  );
}

function carries(model: ResolvedModel, bridge: number, asset: number): boolean {
  const wrapped = model.market.assets[asset];
  return wrapped.kind === "wrapped" && wrapped.bridge === bridge;
}

/** Whether a wrapped asset's own bridge locks on one of two chains: there is no claim on it to be sent there. */
function isLockedOn(model: ResolvedModel, asset: number, from: number, to: number): boolean {
  const wrapped = model.market.assets[asset];
  const bridge = wrapped.kind === "wrapped" ? model.bridges[wrapped.bridge] : undefined;
  return bridge?.kind === "lock_mint" && (bridge.from === from || bridge.from === to);
}

function requireTwoChains(from: number, to: number): void {
  if (from === to) throw new RangeError(`a route needs two chains, got ${from} twice`);
}
