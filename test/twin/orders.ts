/** Closing orders: crowds that panic after a halt, desks that close what is left of a hedge. */
import { DRAWS_PER_ITEM, streamOf, uniform } from "../../src/random/streams.ts";
import { askEscape } from "../../src/rollup/escapeHatch.ts";
import { endBreach } from "./breaches.ts";
import { writeClose } from "./closes.ts";
import { settleSales } from "./generations.ts";
import { hasPositions, loseLeg } from "./desks.ts";
import { depthOf, fill } from "./impact.ts";
import { closePositions, noteBadDebt } from "./traders.ts";
import { atMark, netWorth, openNotional } from "./valuation.ts";
import { keep } from "./rollbacks.ts";
import {
  type Account,
  type Close,
  type Sale,
  type TwinMarket,
  type TwinVenue,
  type World,
  notice,
} from "./world.ts";

/** What comes first of alarms and orders, s. */
export function nextOrderAt(world: World): number {
  const alarms = world.crowds.map(({ alarm }) => alarm ?? Infinity);
  const orders = world.accounts.map(({ order }) =>
    order !== null && !order.sent && !order.done ? order.at : Infinity,
  );
  return Math.min(Infinity, ...alarms, ...orders);
}

/** An alarm rings, or else an order is sent; the network stands at `at`. */
export function takeOrder(world: World, at: number): void {
  const crowd = world.crowds.findIndex(({ alarm }) => alarm === at);
  if (crowd >= 0) {
    const { chain } = world.book.crowds[crowd];
    world.crowds[crowd].alarm = null;
    const { chainLive, chainHaltedAt } = world.machinery;
    if (chainLive[chain] === 0 && chainHaltedAt[chain] === world.crowds[crowd].halt)
      panic(world, crowd, at);
    return;
  }
  const account = world.accounts.find(
    ({ order }) => order !== null && !order.sent && !order.done && order.at === at,
  )!;
  send(world, account);
}

/** At a step's end: new halts are watched; patience that is over already has ended. */
export function watchHalts(world: World): void {
  const { chainLive, chainHaltedAt, chainRestartedAt } = world.machinery;
  world.crowds.forEach((state, crowd) => {
    const { chain, patience } = world.book.crowds[crowd];
    if (chainHaltedAt[chain] === state.halt) return;
    state.halt = chainHaltedAt[chain];
    const down = chainLive[chain] === 0;
    const length = (down ? world.now : chainRestartedAt[chain]) - state.halt;
    if (length > patience) panic(world, crowd, state.halt + patience);
    else if (down) state.alarm = state.halt + patience;
  });
}

function panic(world: World, crowd: number, at: number): void {
  const { component, first, stride, accounts, origin, share } = world.book.crowds[crowd];
  const stream = streamOf(world.registry, component, `panic/${world.crowds[crowd].panics++}`);
  for (let account = first; account < first + accounts * stride; account += stride) {
    const draw = uniform(stream, world.path, (account - origin) * DRAWS_PER_ITEM);
    const one = world.accounts[account];
    if (draw >= share || !hasPositions(one) || one.order?.sent === true || one.order?.done === true)
      continue;
    one.order = { cause: "panic", at, sent: false, forcedAt: Infinity, done: false };
    send(world, one);
  }
}

function send(world: World, account: Account): void {
  account.order!.sent = true;
  if (!takes(world, account)) askHatch(world, account);
}

function takes({ machinery }: World, { venue }: Account): boolean {
  const { chain } = venue.terms;
  return machinery.chainLive[chain] === 1 && machinery.chainCensored[chain] === 0;
}

function askHatch(world: World, account: Account): void {
  const { machinery, model } = world;
  const { chain } = account.venue.terms;
  if (model.chains[chain].escapeHatch === undefined) return;
  const usd = openNotional(account, atMark(world));
  const { hatches, congestion, now } = machinery;
  account.order!.forcedAt = askEscape(hatches, chain, usd, congestion, now);
  notice(world, "order through the escape hatch");
}

/** Before liquidations: everything that is taken now, all venues from the same prices. */
export function closeOrdered(world: World): void {
  const ready = world.accounts
    .filter(({ order }) => order !== null)
    .sort((one, other) => one.order!.at - other.order!.at || one.index - other.index)
    .filter((account) => isReady(world, account));
  const first = world.sales.length;
  for (const venue of world.venues) {
    const own = ready.filter((account) => account.venue === venue);
    if (own.length > 0) sell(world, venue, own);
  }
  settleSales(world, world.sales.slice(first));
}

function isReady(world: World, account: Account): boolean {
  const { order } = account;
  if (order === null || !order.sent || order.done) return false;
  if (!hasPositions(account)) {
    order.done = true;
    return false;
  }
  const taken = takes(world, account);
  if (!taken && order.forcedAt === Infinity) askHatch(world, account);
  if (!taken && order.forcedAt <= world.now) notice(world, "order forced in");
  return taken || order.forcedAt <= world.now;
}

function sell(world: World, venue: TwinVenue, accounts: readonly Account[]): void {
  const sale: Sale = {
    number: world.sales.length,
    venue,
    time: world.now,
    generation: -1,
    closes: [],
    flow: new Map(),
    left: new Map(),
    permanent: new Map(),
    displacement: 0,
    undone: false,
  };
  const reference = (market: TwinMarket): number =>
    venue.terms.kind === "pool" ? market.feed.value : market.price;
  for (const market of venue.markets) {
    const units = accounts
      .flatMap(({ positions }) => positions)
      .reduce((sum, position) => sum - (position.market === market ? position.size : 0), 0);
    sale.flow.set(market, units * reference(market));
  }
  const prices = new Map(
    [...sale.flow].map(([market, usd]) => {
      const growth = Math.exp(fill(world, market, market.x, usd / depthOf(world, market)));
      const price = reference(market) * growth;
      return [market, { account: price, keeper: price }];
    }),
  );
  world.sales.push(sale);
  for (const account of accounts) close(world, sale, account, prices);
}

function close(
  world: World,
  sale: Sale,
  account: Account,
  prices: Map<TwinMarket, { account: number; keeper: number }>,
): void {
  keep(world, account);
  const view = atMark(world);
  const { venue } = account;
  const order = account.order!;
  const pieces = account.positions
    .filter(({ size }) => size !== 0)
    .map(({ market, size }) => ({
      market,
      size,
      notional: Math.abs(size) * view.mark(market),
      mark: view.mark(market),
      execution: prices.get(market)!.account,
    }));
  const record: Close = {
    number: world.closes.length,
    account,
    cause: order.cause,
    parent: null,
    breachStep: NaN,
    notional: 0,
    badDebt: 0,
  };
  world.closes.push(record);
  sale.closes.push(record);
  notice(world, `cause ${order.cause}`);
  closePositions(account, 1, prices);
  const equity = netWorth(account, view);
  const emptied = account.balances.every(({ units }) => units <= 0);
  const owed = Math.max(0, -account.cash * venue.peg);
  if (owed > 0 && emptied) {
    account.cash = 0;
    record.badDebt = owed;
    noteBadDebt(venue, owed, pieces);
    notice(world, "bad debt of an order");
  }
  writeClose(world, sale, record, pieces, equity);
  order.done = true;
  if (order.cause === "panic") loseLeg(world, account);
  if (owed > 0 && !emptied) return;
  account.closed = true;
  endBreach(world, account);
}
