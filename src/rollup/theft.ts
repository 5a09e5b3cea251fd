/**
 * What takes a chain's canonical backing: an invalid claim or a forged proof that becomes final, compromised signers.
 *
 * Signers take at once: what they sign is a withdrawal. After a theft the chain's exits stay frozen to the horizon;
 * nobody pays out of a bridge that cannot pay everybody. Left out: recovery of what was taken.
 */
import { takeCanonicalBacking } from "./backing.ts";
import { expectEnd, fileInvalidClaim, takeInvalidClaim } from "./invalidClaims.ts";
import { congestedThroughout, workDoneAt } from "./congestion.ts";
import { findNextEvent } from "./rollup.ts";
import type { Rollup } from "./rollup.ts";

/** Somebody asserts an invalid state of `chain` that would take `loss` of its backing. */
export function assertInvalidState(rollup: Rollup, chain: number, loss: number, now: number): void {
  const claim = fileInvalidClaim(rollup.invalidClaims, chain, loss, rollup.path, now);
  expectEnd(rollup.invalidClaims, claim, windowEnd(rollup, claim));
  findNextEvent(rollup);
}

/** The same, and nobody will challenge it: it takes when its window is over. @returns when that is, s */
export function assertUnchallenged(
  rollup: Rollup,
  chain: number,
  loss: number,
  now: number,
): number {
  const claim = fileInvalidClaim(rollup.invalidClaims, chain, loss, rollup.path, now);
  const end = windowEnd(rollup, claim);
  rollup.invalidClaims.stands[claim] = 1;
  expectEnd(rollup.invalidClaims, claim, end);
  findNextEvent(rollup);
  return end;
}

/** Whoever can, takes `loss` of the backing of `chain` at once, and its exits freeze for good. */
export function steal(rollup: Rollup, chain: number, loss: number, now: number): void {
  takeCanonicalBacking(rollup.backing, chain, loss, now);
  rollup.freezes[chain]++;
}

/** When a claim can no longer be challenged; of a forged proof: when its batch is final. s */
export function windowEnd(rollup: Rollup, claim: number): number {
  const { invalidClaims: claims, congestion, rules } = rollup;
  const chain = claims.chain[claim];
  const { held, settling } = rules[chain];
  const closed = postedAt(rollup, claim) + held;
  return claims.watching[chain] === null ? workDoneAt(congestion, closed, settling) : closed;
}

/** The claim whose window ends now is over; returns whether it took the backing. */
export function endClaim(rollup: Rollup, now: number): boolean {
  const { invalidClaims: claims, congestion } = rollup;
  const claim = takeInvalidClaim(claims);
  const chain = claims.chain[claim];
  const stands =
    claims.stands[claim] === 1 || congestedThroughout(congestion, postedAt(rollup, claim), now);
  if (stands) steal(rollup, chain, claims.loss[claim], now);
  return stands;
}

function postedAt({ invalidClaims: claims, congestion, rules }: Rollup, claim: number): number {
  return workDoneAt(congestion, claims.filedAt[claim], rules[claims.chain[claim]].posting);
}
