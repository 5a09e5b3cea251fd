/**
 * A sale at a lending venue: keepers repay part of a debt, are handed collateral worth (1 + penalty) of it at the oracle,
 * and sell that at P; they act only if what they get at the prices before the sale pays for it.
 */
import { beginClose, shut, writeClose } from "./closes.ts";
import { depthOf, fill } from "./impact.ts";
import { noteBadDebt } from "./traders.ts";
import { atMark, collateralValue, debtOf, netWorth, ratioThere } from "./valuation.ts";
import {
  type Account,
  type Balance,
  type Sale,
  type TwinVenue,
  type World,
  notice,
} from "./world.ts";

/** Part of a borrower's collateral for part of his debt. */
interface Exchange {
  readonly account: Account;
  /** USD. */
  readonly repaid: number;
  readonly handed: number;
  /** Of every collateral balance. */
  readonly share: number;
}

export function sellBorrowers(world: World, sale: Sale, queue: readonly Account[]): void {
  const exchanges = queue.flatMap((account) => exchange(world, sale, account) ?? []);
  for (const { share, account } of exchanges) addFlow(world, sale, account, share);
  for (const one of exchanges) settle(world, sale, one);
}

function exchange(world: World, { venue }: Sale, account: Account): Exchange | null {
  const { closeFactor, penalty, dust, gas } = venue.terms.liquidation;
  const value = collateralValue(account, atMark(world));
  const debt = debtOf(account);
  if (value <= 0) return { account, repaid: 0, handed: 0, share: 1 };
  if (venue.keepers <= 0) return null;
  const wanted = Math.min(debt, value) < dust ? debt : closeFactor * debt;
  const handed = Math.min((1 + penalty) * wanted, value, venue.keepers);
  const whole = handed === (1 + penalty) * wanted;
  const repaid = whole ? wanted : handed / (1 + penalty);
  const share = handed / value;
  if (
    share * proceedsBeforeSale(world, account) <
    (repaid + gas * world.machinery.congestion) * (1 - 1e-12)
  ) {
    notice(world, "unprofitable for borrowers' keepers");
    return null;
  }
  if (handed === venue.keepers && !whole && handed < value)
    notice(world, "borrower cut to the budget");
  if (wanted < debt) notice(world, "partial repayment");
  venue.keepers -= handed;
  return { account, repaid, handed, share };
}

/** USD per unit that a keeper gets before anybody has sold. */
function priceBeforeSale(world: World, venue: TwinVenue, { asset, market }: Balance): number {
  const described = world.model.market.assets[asset];
  const ratio = ratioThere(world, venue, asset, world.ratios[asset].true);
  if (described.kind === "cash") return world.cash[asset] * ratio;
  const priced = described.kind === "wrapped" ? described.underlying : asset;
  const lane = world.lanes.find((candidate) => candidate.asset === priced)!;
  return (market?.price ?? lane.global) * ratio;
}

function proceedsBeforeSale(world: World, { balances, venue }: Account): number {
  return balances.reduce(
    (total, balance) => total + balance.units * priceBeforeSale(world, venue, balance),
    0,
  );
}

function addFlow(world: World, sale: Sale, { balances, venue }: Account, share: number): void {
  for (const balance of balances) {
    if (balance.market === null) continue;
    const usd = -share * balance.units * priceBeforeSale(world, venue, balance);
    sale.flow.set(balance.market, (sale.flow.get(balance.market) ?? 0) + usd);
  }
}

function settle(world: World, sale: Sale, { account, repaid, handed, share }: Exchange): void {
  const { venue } = sale;
  const market = account.saleMarket!;
  const close = beginClose(world, sale, account, handed);
  const interest = (repaid / venue.debtIndex) * (venue.debtIndex - 1);
  account.chargesPaid += interest;
  account.debt =
    repaid >= debtOf(account) ? 0 : account.debt - repaid / venue.peg / venue.debtIndex;
  for (const balance of account.balances)
    balance.units = share >= 1 ? 0 : balance.units * (1 - share);
  const { penalty, keeperShare } = venue.terms.liquidation;
  venue.insurance += ((1 - keeperShare) * penalty * repaid) / venue.peg;
  venue.tally.penalties += penalty * repaid;
  const emptied = share >= 1;
  if (emptied) {
    close.badDebt = Math.max(0, debtOf(account));
    if (close.badDebt > 0) {
      noteBadDebt(venue, close.badDebt, []);
      notice(world, "lending bad debt");
    }
    account.debt = 0;
  }
  const flow = sale.flow.get(market) ?? 0;
  const slice = fill(world, market, market.x, flow / depthOf(world, market));
  const execution = market.price * Math.exp(slice);
  const piece = { market, notional: handed, mark: market.feed.value, execution };
  writeClose(world, sale, close, [piece], netWorth(account, atMark(world)));
  if (emptied || debtOf(account) <= 0) shut(world, account);
}
