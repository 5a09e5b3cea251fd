/**
 * Lock-and-mint bridges: a wrapped claim on `to` for backing locked on `from`.
 *
 * Backing and claims are units of the underlying; they move when asked for (a lock adds to both, a redemption takes from
 * both at par while the backing lasts), the receiver holds its side `confirmations` later, or when the bridge is live
 * again. `limit` is a token bucket of one hour, full at t = 0, for both directions. An exploit takes a share of the
 * backing at once; minting goes on until the bridge is stopped. Left out: forged claims, recovery of what was taken.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import type { LockMintBridge } from "../model/resolved/bridge.ts";
import type { Backings } from "./backing.ts";
import { BRIDGE_PAUSED, CHAIN_HALTED, LIMIT, NOT_REFUSED, POOL_SHORT } from "./transferWords.ts";
import type { Route } from "./routes.ts";

/** s of the rate limit that an idle bridge saves up. */
const BUCKET = 3600;

/** One entry per bridge of the model; 0 where it is of another kind. */
export interface Locks {
  readonly backings: Backings;
  /** s */
  readonly confirmations: Float64Array;
  /** USD per second; Infinity: no limit. */
  readonly limit: Float64Array;
  /** USD that may cross, as of `tokensAt`. */
  readonly tokens: Float64Array;
  readonly tokensAt: Float64Array;
}

/** The lock_mint bridges of a model. */
export function createLocks(model: ResolvedModel, backings: Backings): Locks {
  const { bridges } = model;
  const figure = (pick: (bridge: LockMintBridge) => number): Float64Array =>
    Float64Array.from(bridges, (bridge) => (bridge.kind === "lock_mint" ? pick(bridge) : 0));
  return {
    backings,
    confirmations: figure(({ confirmations }) => confirmations),
    limit: figure(({ limit }) => limit),
    tokens: new Float64Array(bridges.length),
    tokensAt: new Float64Array(bridges.length),
  };
}

/** Every bucket full. */
export function resetLocks(locks: Locks): void {
  for (let bridge = 0; bridge < locks.limit.length; bridge++)
    locks.tokens[bridge] = locks.limit[bridge] * BUCKET;
  locks.tokensAt.fill(0);
}

/** Why `amount` USD, `units` of the underlying, cannot cross now, or NOT_REFUSED. */
export function lockMintRefusal(
  locks: Locks,
  route: Route,
  chainLive: Uint8Array,
  bridgeLive: Uint8Array,
  amount: number,
  units: number,
  now: number,
): number {
  if (chainLive[route.from] === 0) return CHAIN_HALTED;
  if (bridgeLive[route.first] === 0) return BRIDGE_PAUSED;
  if (tokensLeft(locks, route.first, now) < amount) return LIMIT;
  return route.kind === "redeem" && locks.backings.backing[route.first] < units
    ? POOL_SHORT
    : NOT_REFUSED;
}

/** Moves `units` over the bridge and takes `amount` USD out of its bucket. */
export function crossLock(
  locks: Locks,
  route: Route,
  amount: number,
  units: number,
  now: number,
): void {
  const bridge = route.first;
  const minted = route.kind === "lock" ? units : -units;
  locks.tokens[bridge] = tokensLeft(locks, bridge, now) - amount;
  locks.tokensAt[bridge] = now;
  locks.backings.backing[bridge] += minted;
  locks.backings.claims[bridge] += minted;
}

/** USD that may cross at `now`. */
export function tokensLeft(locks: Locks, bridge: number, now: number): number {
  const limit = locks.limit[bridge];
  // Infinity * 0 s must not become NaN.
  if (limit === Infinity) return Infinity;
  return Math.min(limit * BUCKET, locks.tokens[bridge] + limit * (now - locks.tokensAt[bridge]));
}
