/**
 * The waterfall: who pays a venue's bad debt of a step, in the model's order.
 *
 * Insurance and vault pay what they have. Auto-deleveraging takes unrealised profit from the other side
 * (`deleveraging.ts`). A socialised loss goes through the charge index, pro rata to notional, both sides; at a lending
 * venue the lenders bear it. What the model's steps leave is the counterparty's (makers, vault, lenders).
 */
import { HOLDER } from "../state/ledger.ts";
import { insuranceLeft, pay, vaultLeft } from "../state/funds.ts";
import { clearLosses } from "../state/losses.ts";
import { openUnits } from "../state/positions.ts";
import type { Trading } from "../state/trading.ts";
import { charge } from "../charges.ts";
import { deleverage } from "./deleveraging.ts";

/** Share of a loss under which what is left of it is rounding, and no loss. */
const ROUNDING = 1e-12;

/** Pays what every venue owes and forgets it. @returns whether anything was owed */
export function settleLosses(trading: Trading): boolean {
  const { losses, model, layout, funds } = trading;
  if (!losses.any) return false;
  for (let venue = 0; venue < layout.venues; venue++) {
    const owed = losses.owed[venue];
    if (owed <= 0) continue;
    let left = owed;
    for (const step of model.venues[venue].waterfall) {
      if (left <= ROUNDING * owed) break;
      if (step.kind === "insurance") left -= payFromInsurance(trading, venue, left);
      else if (step.kind === "vault") left -= payFromVault(trading, venue, left);
      else if (step.kind === "adl") left -= deleverage(trading, venue, left / owed, step.rank);
      else left -= socialise(trading, venue, left);
    }
    if (left > ROUNDING * owed && layout.lends[venue] === 0) {
      pay(funds, venue, funds.counterparty[venue], HOLDER.accounts, left / funds.peg[venue]);
    }
  }
  clearLosses(losses);
  return true;
}

function payFromInsurance(trading: Trading, venue: number, usd: number): number {
  const { funds, tallies, now } = trading;
  const available = insuranceLeft(funds, venue) * funds.peg[venue];
  const paid = Math.min(usd, available);
  if (paid <= 0) return 0;
  payOut(trading, venue, HOLDER.insurance, paid);
  tallies.insuranceUsed[venue] += paid;
  if (paid === available) {
    funds.insuranceGained[venue] = -funds.startInsurance[venue];
    if (now < tallies.exhaustedAt[venue]) tallies.exhaustedAt[venue] = now;
  }
  return paid;
}

function payFromVault(trading: Trading, venue: number, usd: number): number {
  const { funds, tallies } = trading;
  const paid = Math.min(usd, Math.max(0, vaultLeft(funds, venue) * funds.peg[venue]));
  if (paid <= 0) return 0;
  payOut(trading, venue, HOLDER.vaults, paid);
  tallies.vaultLoss[venue] += paid;
  return paid;
}

/** To the accounts whose missing money was written off, or to the lenders. */
function payOut(
  trading: Trading,
  venue: number,
  from: typeof HOLDER.insurance | typeof HOLDER.vaults,
  usd: number,
): void {
  const { funds, layout } = trading;
  const to = layout.lends[venue] === 1 ? HOLDER.lenders : HOLDER.accounts;
  pay(funds, venue, from, to, usd / funds.peg[venue]);
}

/** The counterparty advances the loss and is owed it back through the charge index. @returns USD socialised */
function socialise(trading: Trading, venue: number, usd: number): number {
  const { layout, base, positions, valuations, tallies, funds } = trading;
  if (layout.lends[venue] === 1) {
    tallies.socialised[venue] += usd;
    return usd;
  }
  let notional = 0;
  for (let line = layout.lineStart[venue]; line < layout.lineStart[venue + 1]; line++) {
    notional += openUnits(positions, base.positions, line) * valuations.mark.mark[line];
  }
  if (!(notional > 0)) return 0;
  for (let line = layout.lineStart[venue]; line < layout.lineStart[venue + 1]; line++) {
    const perUnit = (usd / notional) * valuations.mark.mark[line];
    charge(trading, line, perUnit, perUnit);
  }
  pay(funds, venue, funds.counterparty[venue], HOLDER.accounts, usd / funds.peg[venue]);
  tallies.socialised[venue] += usd;
  return usd;
}
