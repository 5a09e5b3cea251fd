/**
 * Price of a wrapped asset relative to its underlying.
 *
 *   b (1 - overshoot (1 - b) exp(-t / recovery)),   b = backing left / claims outstanding, t since the last exploit
 *
 * Oracles show par for `oracle_at_par` after an exploit: the window in which a borrower's collateral is worth less than
 * his venue believes.
 */
import type { WrappedAsset } from "../model/resolved/market.ts";

/** @param backing b, in [0, 1]; @param age s since the exploit. @returns true price / underlying's price */
export function wrappedRatio(asset: WrappedAsset, backing: number, age: number): number {
  if (backing >= 1) return 1;
  return backing * (1 - asset.overshoot * (1 - backing) * Math.exp(-age / asset.recovery));
}

/** What oracles make of it: par inside the window. */
export function oracleRatio(asset: WrappedAsset, ratio: number, age: number): number {
  return age < asset.oracleAtPar ? 1 : ratio;
}
