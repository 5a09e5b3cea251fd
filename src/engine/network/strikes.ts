/**
 * What the machinery does when a chain's own parts break: data withheld, settlement congested, backing struck.
 *
 * A shared prover is one verifier: its soundness bug forges a state of every chain that it proves. Compromised signers
 * take at once; an invalid claim and a forged proof take when they are final, if they are.
 */
import { reviewExits } from "../../bridges/exits.ts";
import { congestSettlement, releaseData, withholdData } from "../../rollup/outages.ts";
import { assertInvalidState, steal } from "../../rollup/theft.ts";
import { spreadThefts } from "./exploitBridge.ts";
import type { Machinery } from "./machinery.ts";

/** An invalid state of `chain`, for the watchers to challenge, that would take `loss` of its backing. */
export function claimInvalidState(
  { rollup }: Machinery,
  chain: number,
  loss: number,
  now: number,
): void {
  assertInvalidState(rollup, chain, loss, now);
}

/** A prover's verifier accepts a forged proof: `loss` of the backing of each of its chains is on its way out. */
export function forgeProofs(
  { rollup }: Machinery,
  prover: number,
  loss: number,
  now: number,
): void {
  const { prover: proverOf } = rollup.proving;
  for (let chain = 0; chain < proverOf.length; chain++) {
    if (proverOf[chain] === prover) assertInvalidState(rollup, chain, loss, now);
  }
}

/** Compromised signers take `loss` of the backing of `chain`. */
export function stealFromChain(
  machinery: Machinery,
  chain: number,
  loss: number,
  now: number,
): void {
  steal(machinery.rollup, chain, loss, now);
  feelStop(machinery, now);
}

/** The data of a layer are withheld, or there again: all chains whose data lie there feel it. */
export function feelAvailability(
  { rollup }: Machinery,
  layer: number,
  withheld: boolean,
  now: number,
): void {
  rollup.chains.forEach(({ availability }, chain) => {
    if (availability !== layer) return;
    if (withheld) withholdData(rollup, chain, now);
    else releaseData(rollup, chain, now);
  });
}

/** The settlement layer's work takes `slowdown` times as long. */
export function feelCongestion(machinery: Machinery, slowdown: number, now: number): void {
  machinery.congestion = slowdown;
  congestSettlement(machinery.rollup, slowdown, now);
}

/** A chain or its exits may have stopped, or its backing been taken. */
export function feelStop(machinery: Machinery, now: number): void {
  const { exits, chainLive, bridgeLive, rollup } = machinery;
  spreadThefts(machinery, now);
  reviewExits(exits, chainLive, bridgeLive, rollup.freezes, now);
}
