/**
 * Breaches: every account is looked at, at S and at its venue's mark, at the beginning of every generation.
 *
 * A breach begins at the first of the two and ends when neither holds. Its cause and its parent are decided when it is
 * first seen at the mark.
 */
import { laneOf } from "./createWorld.ts";
import {
  atExogenous,
  atGlobal,
  atMark,
  atPar,
  chargesSoFar,
  equityOf,
  isLiquidatable,
  requirementOf,
} from "./valuation.ts";
import {
  type Account,
  type Breach,
  type Cause,
  type Lane,
  type Sale,
  type TwinMarket,
  type TwinVenue,
  type World,
  notice,
  sum,
} from "./world.ts";

/** Looks at everybody. */
export function look(world: World): void {
  for (const account of world.accounts) if (!account.closed) lookAt(world, account);
}

function lookAt(world: World, account: Account): void {
  const marked = isLiquidatable(account, atMark(world));
  if (!marked && !isLiquidatable(account, atGlobal(world))) {
    endBreach(world, account);
    return;
  }
  account.breach ??= {
    began: world.step,
    atMark: null,
    cause: "market",
    parent: null,
    shares: new Map(),
    lastClose: null,
    censored: false,
  };
  const { breach } = account;
  if (!marked || breach.atMark !== null) return;
  breach.atMark = world.step;
  breach.cause = causeOf(world, account);
  if (breach.cause === "impact") explain(world, account, breach);
}

/** The breach is over: its delay runs to its last close, or, uncollected, to now. */
export function endBreach(world: World, account: Account): void {
  const { breach, venue } = account;
  if (breach === null) return;
  const row = {
    path: world.path,
    venue: venue.index,
    delaySteps: (breach.lastClose ?? world.step) - breach.began,
    closed: breach.lastClose === null ? 0 : 1,
    count: 1,
    weight: 1,
  };
  world.tables.delays.push(row);
  world.past.delayed.push({ account, row });
  account.breach = null;
}

function causeOf(world: World, account: Account): Cause {
  const mark = atMark(world);
  if (equityOf(account, mark) + chargesSoFar(account) >= requirementOf(account, mark))
    return "funding";
  if (!isLiquidatable(account, atPar(world))) return "depeg";
  return isLiquidatable(account, atExogenous(world)) ? "market" : "impact";
}

/** The cause that a close is given. */
export function closingCause(world: World, account: Account, breach: Breach): Cause {
  if (breach.began === 0) return "initial";
  if (wouldBeCured(world, account)) return "blocked_top_up";
  const barred = account.venue.closedSteps.some((step) => step >= breach.began);
  if (world.step > breach.began && (barred || world.step > breach.atMark!)) return "gap";
  return breach.cause;
}

function wouldBeCured(world: World, account: Account): boolean {
  const { calls } = account;
  if (calls === null || calls.unlanded === 0) return false;
  const topped = { ...account, cash: account.cash, balances: account.balances };
  if (calls.balance === null) topped.cash += calls.unlanded;
  else {
    topped.balances = account.balances.map((balance) =>
      balance === calls.balance ? { ...balance, units: balance.units + calls.unlanded } : balance,
    );
  }
  return !isLiquidatable(topped, atMark(world));
}

const TIE = 1 + 1e-9;

/** Where an account lost most to displacement. */
interface Displaced {
  readonly lane: Lane;
  /** Whose D counts; null: only S counts. */
  readonly market: TwinMarket | null;
  readonly direction: 1 | -1;
}

/** Finds the parent of a breach that is there only because of impact, and the venues' parts in what displaced the price. */
function explain(world: World, account: Account, breach: Breach): void {
  const displaced = worstPlace(world, account);
  if (displaced === null) return;
  const parts = world.sales.map((sale) => partOf(sale, displaced));
  // What pushed a lagging mark may have been undone since: then nobody is to blame.
  if (sharesOf(parts).size === 0) return;
  breach.parent = leaderOf(parts, account.venue);
  breach.shares = sharesOf(parts);
}

/** What a sale contributes to log(P / S_ex) now, adverse counted positive. */
interface Part {
  readonly sale: Sale;
  /** Its share of x in D: of its own venue's price alone. */
  readonly passing: number;
  /** Its permanent part. */
  readonly lasting: number;
}

function partOf(sale: Sale, { lane, market, direction }: Displaced): Part {
  const lasting = direction * (sale.permanent.get(lane) ?? 0);
  const flow = market === null ? 0 : (sale.left.get(market) ?? 0);
  if (market === null || flow === 0 || market.x === 0) return { sale, passing: 0, lasting };
  return { sale, passing: (direction * market.displacement * flow) / market.x, lasting };
}

/**
 * The venue's own sale with most flow left in its price, both parts of it; unless a venue has a sale whose permanent
 * part alone is larger. (Running leaders; the sum of a decaying and a lasting part has no such leader.)
 */
function leaderOf(parts: readonly Part[], own: TwinVenue): Sale | null {
  const passing = largestOf(
    parts.filter(({ sale }) => sale.venue === own),
    ({ passing: part }) => part,
  );
  const lasting = largestOf(parts, ({ lasting: part }) => part);
  if (passing === null || lasting === null) return (passing ?? lasting)?.sale ?? null;
  // Where flows of both signs have met, one sale's share of x can exceed the whole: it counts as the whole.
  const whole = sum(parts.map((part) => part.passing));
  const largest = Math.min(whole, passing.passing) + Math.max(0, passing.lasting);
  return lasting.lasting > largest * TIE ? lasting.sale : passing.sale;
}

/** The largest positive one; of those that only rounding tells apart the earlier sale's. */
function largestOf(parts: readonly Part[], size: (part: Part) => number): Part | null {
  const largest = Math.max(0, ...parts.map(size)) / TIE;
  return largest > 0 ? parts.find((part) => size(part) >= largest)! : null;
}

function worstPlace(world: World, { positions, balances, venue }: Account): Displaced | null {
  const mark = atMark(world);
  const unmoved = atExogenous(world);
  let worst: Displaced | null = null;
  let most = 0;
  for (const { market, size } of positions) {
    const loss = -size * (mark.mark(market) - unmoved.mark(market));
    if (loss <= most) continue;
    most = loss;
    worst = {
      lane: market.lane,
      market: venue.terms.mark === "venue" ? market : null,
      direction: size > 0 ? -1 : 1,
    };
  }
  for (const { asset, units } of balances) {
    const loss = units * (unmoved.collateral(venue, asset) - mark.collateral(venue, asset));
    if (!(loss > most)) continue;
    most = loss;
    worst = { lane: laneOf(world, asset)!, market: null, direction: -1 };
  }
  return worst;
}

function sharesOf(parts: readonly Part[]): Map<TwinVenue, number> {
  const byVenue = new Map<TwinVenue, number>();
  for (const { sale, passing, lasting } of parts)
    byVenue.set(sale.venue, (byVenue.get(sale.venue) ?? 0) + passing + lasting);
  const pushing = [...byVenue].filter(([, part]) => part > 0);
  const total = pushing.reduce((all, [, part]) => all + part, 0);
  return new Map(pushing.map(([venue, part]) => [venue, part / total]));
}

/** Notes what a close owes to whom. */
export function countContagion(
  world: World,
  breach: Breach,
  to: TwinVenue,
  notional: number,
): void {
  for (const [from, share] of breach.shares) {
    const cell = `${from.index}/${to.index}`;
    world.contagion.set(cell, (world.contagion.get(cell) ?? 0) + share * notional);
    if (from !== to) notice(world, "contagion between venues");
  }
}
