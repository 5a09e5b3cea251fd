/**
 * Canonical backing: what the settlement layer holds under a chain, and what was taken of it.
 *
 * Backing is counted in USD at the start, the book's collateral included: who holds which asset outside the book the
 * model does not say. A strike takes `loss` of what is left: ratio <- ratio (1 - loss). All holders of canonically bridged
 * assets on the chain bear it alike through the ratio, which multiplies what they hold there. Assets over lock-mint and
 * other bridges have a backing of their own.
 */
import type { Chain } from "../model/resolved/chain.ts";
import { doubledFloats, doubledIntegers } from "../reliability/doubled.ts";

export interface Backing {
  /** USD, per chain. */
  readonly locked: Float64Array;
  /** Per chain: backing left per claim on it, in [0, 1]. */
  readonly ratio: Float64Array;
  readonly log: BackingLog;
}

/** What was taken since the latest advance began, in time order, for the ledger to post once. */
export interface BackingLog {
  count: number;
  chain: Int32Array;
  /** s */
  at: Float64Array;
  /** USD at the start's prices, and as a share of what was left. */
  usd: Float64Array;
  loss: Float64Array;
}

/** The backing of every chain of a model. */
export function createBacking(chains: readonly Chain[]): Backing {
  return {
    locked: Float64Array.from(chains, ({ valueLocked }) => valueLocked),
    ratio: new Float64Array(chains.length),
    log: {
      count: 0,
      chain: new Int32Array(4),
      at: new Float64Array(4),
      usd: new Float64Array(4),
      loss: new Float64Array(4),
    },
  };
}

/** Every claim is backed. */
export function resetBacking(backing: Backing): void {
  backing.ratio.fill(1);
  backing.log.count = 0;
}

/** Takes `loss`, a share of what is left, of a chain's backing; returns USD. */
export function takeCanonicalBacking(
  backing: Backing,
  chain: number,
  loss: number,
  now: number,
): number {
  const left = backing.ratio[chain] * (1 - loss);
  const usd = backing.locked[chain] * (backing.ratio[chain] - left);
  backing.ratio[chain] = left;
  logTaking(backing.log, chain, now, usd, loss);
  return usd;
}

function logTaking(log: BackingLog, chain: number, at: number, usd: number, loss: number): void {
  if (log.count === log.chain.length) {
    log.chain = doubledIntegers(log.chain);
    log.at = doubledFloats(log.at);
    log.usd = doubledFloats(log.usd);
    log.loss = doubledFloats(log.loss);
  }
  const row = log.count++;
  log.chain[row] = chain;
  log.at[row] = at;
  log.usd[row] = usd;
  log.loss[row] = loss;
}
