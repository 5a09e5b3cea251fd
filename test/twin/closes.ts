/** A close as every kind of venue records it: its number, its row, its tallies, its debt. */
import { closingCause, countContagion, endBreach } from "./breaches.ts";
import { keep } from "./rollbacks.ts";
import {
  type Account,
  CAUSES,
  type Close,
  type Row,
  type Sale,
  type TwinMarket,
  type World,
  notice,
} from "./world.ts";

/** Opens the record of a close; decided from the prices before the sale. */
export function beginClose(world: World, sale: Sale, account: Account, notional: number): Close {
  keep(world, account);
  const breach = account.breach!;
  const close: Close = {
    number: world.closes.length,
    account,
    cause: closingCause(world, account, breach),
    parent: breach.parent,
    breachStep: breach.began,
    notional,
    badDebt: 0,
  };
  sale.closes.push(close);
  world.closes.push(close);
  const { tally } = account.venue;
  tally.liquidated += notional;
  tally.accounts.add(account);
  countContagion(world, breach, account.venue, notional);
  breach.lastClose = world.step;
  notice(world, `cause ${close.cause}`);
  if (sale.generation >= 2) notice(world, "generation 2 or deeper");
  return close;
}

/** One row per market; equity and bad debt stand on the last. */
export function writeClose(
  world: World,
  sale: Sale,
  close: Close,
  pieces: readonly {
    readonly market: TwinMarket;
    readonly notional: number;
    readonly mark: number;
    readonly execution: number;
  }[],
  equityAfter: number,
): void {
  pieces.forEach(({ market, notional, mark, execution }, place) => {
    const last = place === pieces.length - 1;
    const row: Row = {
      path: world.path,
      liquidation: close.number,
      parent: close.parent === null ? NaN : close.parent.closes[0].number,
      time_s: world.now,
      breach_s: close.breachStep * world.model.step,
      venue: sale.venue.index,
      account: close.account.index,
      market: market.terms.asset,
      generation: sale.generation < 0 ? NaN : sale.generation,
      cause: CAUSES.indexOf(close.cause),
      notional_usd: notional,
      mark,
      execution,
      equity_after_usd: last ? equityAfter : NaN,
      bad_debt_usd: last ? close.badDebt : NaN,
      undone: 0,
    };
    world.tables.liquidations.push(row);
  });
}

/** Nothing is left to liquidate. */
export function shut(world: World, account: Account): void {
  account.closed = true;
  endBreach(world, account);
}
