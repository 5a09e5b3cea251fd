/**
 * The money behind each venue: insurance fund, LP vault, makers or lenders, keepers.
 *
 * In a pool the vault is the counterparty of every position and the waterfall's vault at once. Amounts are units of the
 * venue's settlement asset. Every change is a posting.
 */
import type { Layout } from "../../book/layout.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import { type Posting, keepPosting } from "./postings.ts";
import type { Tape } from "./tape.ts";
import { HOLDER, type Holder, type Ledger, post } from "./ledger.ts";

export interface Funds {
  readonly layout: Layout;
  readonly ledger: Ledger;
  /** USD per unit of the settlement asset now, by venue. */
  readonly peg: Float64Array;
  readonly startInsurance: Float64Array;
  readonly startVault: Float64Array;
  /** Change since t = 0: a balance beside a large start would round small payments away. */
  readonly insuranceGained: Float64Array;
  readonly vaultGained: Float64Array;
  /** Of makers beside their refills, and of lenders. */
  readonly makersGained: Float64Array;
  readonly lendersGained: Float64Array;
  /** Who stands against the accounts: makers, vaults or lenders, by venue. */
  readonly counterparty: readonly Holder[];
  /** Where postings are kept that a rollback may have to reverse; null: none ever does. */
  readonly tape: Tape | null;
}

/** @param peg USD per unit of the settlement asset, by venue: at the peg here, kept up to date by its owner */
export function createFunds(
  model: ResolvedModel,
  layout: Layout,
  ledger: Ledger,
  peg: Float64Array,
  tape: Tape | null,
): Funds {
  const start = (kind: "insurance" | "vault"): Float64Array =>
    Float64Array.from(model.venues, (venue, index) => {
      const step = venue.waterfall.find((candidate) => candidate.kind === kind);
      return step !== undefined && "amount" in step ? step.amount / peg[index] : 0;
    });
  return {
    layout,
    ledger,
    peg,
    startInsurance: start("insurance"),
    startVault: start("vault"),
    insuranceGained: new Float64Array(layout.venues),
    vaultGained: new Float64Array(layout.venues),
    makersGained: new Float64Array(layout.venues),
    lendersGained: new Float64Array(layout.venues),
    counterparty: model.venues.map(({ kind }) => {
      if (kind === "lending") return HOLDER.lenders;
      return kind === "pool" ? HOLDER.vaults : HOLDER.makers;
    }),
    tape,
  };
}

export function resetFunds(funds: Funds): void {
  funds.insuranceGained.fill(0);
  funds.vaultGained.fill(0);
  funds.makersGained.fill(0);
  funds.lendersGained.fill(0);
}

/** Units in a venue's insurance fund. */
export function insuranceLeft(funds: Funds, venue: number): number {
  return funds.startInsurance[venue] + funds.insuranceGained[venue];
}

/** Units in a venue's vault; a pool's is negative when traders have won more than it had. */
export function vaultLeft(funds: Funds, venue: number): number {
  return funds.startVault[venue] + funds.vaultGained[venue];
}

/** Moves units of a venue's settlement asset between holders and keeps the funds' own balances. */
export function pay(funds: Funds, venue: number, from: Holder, to: Holder, units: number): void {
  move(funds, venue, funds.layout.cashAsset[venue], from, to, units, funds.peg[venue]);
  gain(funds, venue, from, -units);
  gain(funds, venue, to, units);
}

/** Moves units of any asset at a venue between holders that keep no balance by venue. @param price USD per unit */
export function move(
  funds: Funds,
  venue: number,
  asset: number,
  from: Holder,
  to: Holder,
  units: number,
  price: number,
): void {
  post(funds.ledger, asset, from, to, units, price);
  if (funds.tape !== null && units !== 0) keepPosting(funds.tape, venue, asset, from, to, units);
}

/**
 * Reverses what `pay` or `move` has posted. Of the balances here only the makers' gain goes back with it: fees that their
 * hub paid elsewhere are in it; the others are put back to what they were (`cells.ts`).
 *
 * @param price USD per unit
 */
export function takeBack(
  funds: Funds,
  venue: number,
  { asset, from, to, units }: Posting,
  price: number,
): void {
  post(funds.ledger, asset, to, from, units, price);
  if (from === HOLDER.makers) funds.makersGained[venue] += units;
  if (to === HOLDER.makers) funds.makersGained[venue] -= units;
}

function gain(funds: Funds, venue: number, holder: Holder, units: number): void {
  if (holder === HOLDER.insurance) funds.insuranceGained[venue] += units;
  else if (holder === HOLDER.vaults) funds.vaultGained[venue] += units;
  else if (holder === HOLDER.makers) funds.makersGained[venue] += units;
  else if (holder === HOLDER.lenders) funds.lendersGained[venue] += units;
}
