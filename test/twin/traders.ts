/**
 * A sale at an order book or a pool: everybody is filled at the average price of the market's net flow; behind a profit
 * gate one account after the other is, each at the price that its predecessors left.
 */
import { loseLeg } from "./desks.ts";
import { beginClose, shut, writeClose } from "./closes.ts";
import { depthOf, fill, permanent, transient } from "./impact.ts";
import { profitableFraction } from "./profitGate.ts";
import { atMark, netWorth, openNotional, ratioThere, unsettledCharge } from "./valuation.ts";
import {
  type Account,
  type Close,
  type Sale,
  type TwinMarket,
  type TwinVenue,
  type World,
  notice,
} from "./world.ts";

/** Price of a market before the sale, flow taken in it so far, depth. */
export interface Quote {
  readonly market: TwinMarket;
  /** P; in a pool the oracle's price. */
  readonly reference: number;
  readonly depth: number;
  /** USD, signed. */
  flow: number;
}

/** One account as far as it is closed, with the prices it gets. */
interface Taken {
  readonly account: Account;
  readonly fraction: number;
  /** By market: what the account trades at, and what the keeper makes of it. */
  readonly prices: Map<TwinMarket, { readonly account: number; readonly keeper: number }>;
}

/** Takes from the queue what keepers can and will close. */
export function sellTraders(world: World, sale: Sale, queue: readonly Account[]): void {
  const { venue } = sale;
  const quotes = venue.markets.map((market) => ({
    market,
    reference: venue.terms.kind === "pool" ? market.feed.value : market.price,
    depth: depthOf(world, market),
    flow: 0,
  }));
  const taken = queue.flatMap((account) => take(world, venue, quotes, account) ?? []);
  for (const one of taken) trade(world, sale, quotes, one);
  for (const { market, flow } of quotes) sale.flow.set(market, flow);
}

function take(world: World, venue: TwinVenue, quotes: Quote[], account: Account): Taken | null {
  const rules = venue.terms.liquidation;
  const notional = openNotional(account, atMark(world));
  let fraction = notional < rules.dust ? 1 : rules.closeFactor;
  if (venue.keepers <= 0) return null;
  const cut = fraction * notional > venue.keepers;
  if (cut) fraction = venue.keepers / notional;
  const gated = rules.profitGate
    ? profitableFraction(
        world,
        venue,
        quotes,
        tradedBy(world, account),
        executedBy(world, quotes, account),
        fraction,
      )
    : fraction;
  if (gated <= 0) {
    notice(world, "unprofitable for keepers");
    return null;
  }
  if (gated < fraction) notice(world, "sliced by the profit gate");
  venue.keepers = cut && gated === fraction ? 0 : venue.keepers - gated * notional;
  if (cut) notice(world, "cut to the keepers' budget");
  if (gated < 1) notice(world, "partial close");
  return { account, fraction: gated, prices: pass(world, quotes, account, gated) };
}

/** Units that closing the whole account trades, by market. */
export function tradedBy(world: World, account: Account): Map<TwinMarket, number> {
  const units = new Map<TwinMarket, number>();
  const add = (market: TwinMarket, traded: number): void => {
    units.set(market, (units.get(market) ?? 0) + traded);
  };
  for (const { market, size } of account.positions) add(market, -size);
  for (const { market, asset, units: held } of account.balances)
    if (market !== null)
      add(market, -held * ratioThere(world, account.venue, asset, world.ratios[asset].true));
  return units;
}

/** USD of the account's positions at the prices it would trade at now. */
function executedBy(world: World, quotes: readonly Quote[], { positions }: Account): number {
  return positions.reduce((total, { market, size }) => {
    const quote = quotes.find((candidate) => candidate.market === market)!;
    return total + Math.abs(size) * movedPrice(world, quote);
  }, 0);
}

/** Sends an account's flow through the markets; the prices matter only behind a profit gate. */
function pass(world: World, quotes: Quote[], account: Account, fraction: number): Taken["prices"] {
  const prices: Taken["prices"] = new Map();
  const traded = tradedBy(world, account);
  for (const quote of quotes) {
    const { market, reference, depth } = quote;
    const before = movedPrice(world, quote);
    // A slice is valued at the price before it, accounts that share one fill at the price before the sale.
    const valued = market.venue.terms.liquidation.profitGate ? before : reference;
    const flow = fraction * (traded.get(market) ?? 0) * valued;
    const slice = fill(world, market, market.x + quote.flow / depth, flow / depth);
    prices.set(market, { account: before, keeper: before * Math.exp(slice) });
    quote.flow += flow;
  }
  return prices;
}

/** The reference as the flow so far has moved it. */
export function movedPrice(world: World, { market, reference, depth, flow }: Quote): number {
  const q = flow / depth;
  const passing = transient(world, market, market.x + q) - transient(world, market, market.x);
  return reference * Math.exp(passing + permanent(world, market, q));
}

/** Average price of a market's whole flow in the sale. */
function averagePrice(world: World, { market, reference, depth, flow }: Quote): number {
  return reference * Math.exp(fill(world, market, market.x, flow / depth));
}

function trade(world: World, sale: Sale, quotes: readonly Quote[], taken: Taken): void {
  const { account, fraction } = taken;
  const view = atMark(world);
  const close = beginClose(world, sale, account, fraction * openNotional(account, view));
  const prices = new Map(
    quotes.map((quote) => {
      const average = averagePrice(world, quote);
      const gated = sale.venue.terms.liquidation.profitGate;
      return [
        quote.market,
        gated ? taken.prices.get(quote.market)! : { account: average, keeper: average },
      ];
    }),
  );
  const closed = account.positions.filter(({ size }) => size !== 0);
  const pieces = closed.map(({ market, size }) => ({
    market,
    size: fraction * size,
    notional: fraction * Math.abs(size) * view.mark(market),
    mark: view.mark(market),
    execution: prices.get(market)!.account,
  }));
  closePositions(account, fraction, prices);
  sellCollateral(world, account, fraction, prices);
  const executed = pieces.reduce((total, piece) => {
    return total + Math.abs(piece.size) * piece.execution;
  }, 0);
  payPenalty(account, executed, netWorth(account, view), fraction === 1);
  const equityAfter = netWorth(account, view);
  if (fraction === 1) recognise(account, close, pieces);
  writeClose(world, sale, close, pieces, equityAfter);
  if (fraction === 1) {
    shut(world, account);
    loseLeg(world, account);
  }
}

export function closePositions(account: Account, fraction: number, prices: Taken["prices"]): void {
  const { venue } = account;
  for (const position of account.positions) {
    const { market, size, entry } = position;
    const price = prices.get(market)!;
    const closing = fraction * size;
    const profit = closing * (price.account - entry);
    const charge = unsettledCharge(position);
    account.cash += (profit - charge) / venue.peg;
    account.chargesPaid += charge;
    position.settled = size > 0 ? market.owed.long : market.owed.short;
    position.size = fraction === 1 ? 0 : size - closing;
    market.counterpartySize += closing;
    market.counterpartyCost += closing * entry;
    // The counterparty trades with the keeper, who stands between it and the account.
    const units = (charge - profit + closing * (price.account - price.keeper)) / venue.peg;
    venue.counterpartyCash += units;
    if (venue.terms.kind === "pool") venue.vault += units;
  }
}

function sellCollateral(
  world: World,
  account: Account,
  fraction: number,
  prices: Taken["prices"],
): void {
  const { venue } = account;
  const price = (asset: number, market: TwinMarket | null): number => {
    const described = world.model.market.assets[asset];
    const ratio = ratioThere(world, venue, asset, world.ratios[asset].true);
    if (described.kind === "cash") return world.cash[asset] * ratio;
    if (market !== null) return prices.get(market)!.account * ratio;
    const priced = described.kind === "wrapped" ? described.underlying : asset;
    const { global } = world.lanes.find((lane) => lane.asset === priced)!;
    return global * ratio;
  };
  for (const balance of account.balances) {
    const sold = fraction * balance.units;
    account.cash += (sold * price(balance.asset, balance.market)) / venue.peg;
    balance.units = fraction === 1 ? 0 : balance.units - sold;
  }
}

/** Out of what is left only; the keepers' share of it leaves the venue. */
function payPenalty(account: Account, executed: number, left: number, whole: boolean): void {
  const { venue } = account;
  const { penalty, keeperShare } = venue.terms.liquidation;
  const paid = Math.min(Math.max(0, left), penalty * executed);
  account.cash = whole && paid > 0 && paid === left ? 0 : account.cash - paid / venue.peg;
  venue.insurance += ((1 - keeperShare) * paid) / venue.peg;
  venue.tally.penalties += paid;
}

/** With nothing left to close, what is missing is bad debt: the counterparty's until the waterfall says otherwise. */
function recognise(
  account: Account,
  close: Close,
  positions: readonly {
    readonly market: TwinMarket;
    readonly size: number;
    readonly notional: number;
  }[],
): void {
  const { venue } = account;
  const usd = Math.max(0, -account.cash * venue.peg);
  if (usd === 0) return;
  account.cash = 0;
  close.badDebt = usd;
  noteBadDebt(venue, usd, positions);
}

/** The counterparty is not paid; the waterfall decides at the step's end who makes it whole. */
export function noteBadDebt(
  venue: TwinVenue,
  usd: number,
  positions: readonly {
    readonly market: TwinMarket;
    readonly size: number;
    readonly notional: number;
  }[],
): void {
  venue.tally.badDebt += usd;
  venue.counterpartyCash -= usd / venue.peg;
  if (venue.terms.kind === "pool") venue.vault -= usd / venue.peg;
  venue.losses.push({ usd, positions });
}
