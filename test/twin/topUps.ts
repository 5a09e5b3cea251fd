/** Margin calls: who is called, who asks, what lands, what waits for the end of a grace period. */
import { askTransfer, noteTransfer } from "../../src/engine/network/askTransfer.ts";
import { compileDistribution } from "../../src/random/distribution.ts";
import {
  CENSORED,
  CHAIN_HALTED,
  GRACE_PERIOD,
  NOT_REFUSED,
  TOP_UP,
} from "../../src/bridges/transferWords.ts";
import { DRAWS_PER_ITEM, streamOf, uniform } from "../../src/random/streams.ts";
import { addTransfer, noteLanding } from "../../src/bridges/transfers.ts";
import { askEscape } from "../../src/rollup/escapeHatch.ts";
import { laneOf } from "./createWorld.ts";
import { keep, noteCredit } from "./rollbacks.ts";
import { atMark, equityOf, initialMargin, requirementOf } from "./valuation.ts";
import { type Account, type Calls, type TwinVenue, type World, notice, sum } from "./world.ts";

/** An episode ends this far above the level it began under. */
const RECOVERY = 1.2;

/** At a step's end: episodes begin under the call level and end a fifth above it. */
export function reviewCalls(world: World): void {
  const view = atMark(world);
  for (const account of world.accounts) {
    const { calls, closed } = account;
    if (calls === null || closed) continue;
    const { callLevel } = calls.policy.topUp;
    const level = calls.inEpisode ? RECOVERY * callLevel : callLevel;
    const called = equityOf(account, view) < level * requirementOf(account, view);
    if (called && !calls.inEpisode) beginEpisode(world, account, calls);
    if (!called && calls.inEpisode) endEpisode(calls);
  }
}

function beginEpisode(world: World, account: Account, calls: Calls): void {
  const { policy, item } = calls;
  const stream = streamOf(world.registry, policy.component, `top-up/${calls.episodes}`);
  const draw = (k: number): number => uniform(stream, world.path, item * DRAWS_PER_ITEM + k);
  calls.episodes++;
  calls.inEpisode = true;
  if (calls.requestAt !== null || calls.underWay || account.left) return;
  calls.unlanded = 0;
  const { probability, reaction } = policy.topUp;
  if (draw(0) >= probability || amountOf(calls) <= 0) return;
  calls.requestAt = world.now + compileDistribution(reaction).quantile(draw(1));
  if (calls.episodes > 1) notice(world, "second episode");
}

function endEpisode(calls: Calls): void {
  calls.inEpisode = false;
  if (calls.requestAt === null && !calls.underWay) calls.unlanded = 0;
}

/** Units to send: the policy's share of the first collateral, as far as the wallet reaches. */
function amountOf({ policy, startUnits, wallet }: Calls): number {
  return Math.max(0, Math.min(policy.topUp.amount * startUnits, wallet));
}

/** The account that asks next, by time, then by number; null if nobody asks up to `until`. */
export function nextRequest(world: World, until: number): Account | null {
  let next: Account | null = null;
  for (const account of world.accounts) {
    const at = account.calls?.requestAt ?? Infinity;
    if (at <= until && at < (next?.calls?.requestAt ?? Infinity)) next = account;
  }
  return next;
}

/** USD per unit of what is sent, now. */
function unitPrice(world: World, asset: number): number {
  const lane = laneOf(world, asset);
  if (lane === null) return world.cash[asset];
  return lane.global * world.ratios[asset].true;
}

/** Makes an account's request; the network stands at its time. */
export function ask(world: World, account: Account): void {
  const calls = account.calls!;
  const at = calls.requestAt!;
  calls.requestAt = null;
  if (account.closed || account.left) return;
  const { machinery, tally } = world;
  const { routes, asset } = calls;
  const { from } = calls.policy.topUp;
  const to = account.venue.terms.chain;
  const units = amountAsked(world, account);
  const usd = units * unitPrice(world, calls.asset);
  tally.topUpsAsked++;
  calls.unlanded = units;
  const request = { purpose: TOP_UP, owner: account.index, asset, from, to, usd, units, at };
  const censored = machinery.chainCensored[from] === 1;
  if (from === to) {
    const halted = machinery.chainLive[from] === 0;
    const early = inGrace(world, account.venue, at);
    const inbox = hasHatch(world, to) || worksInbox(world, to);
    if (!early && (halted || censored) && inbox) {
      enterInbox(world, account, usd, units);
      return;
    }
    const cause = early ? GRACE_PERIOD : halted ? CHAIN_HALTED : censored ? CENSORED : NOT_REFUSED;
    const id = noteTransfer(machinery, request, cause);
    if (cause === NOT_REFUSED) {
      calls.wallet -= units;
      deposit(world, account, units);
      noteCredit(world, { account, id, units, kind: "local" });
    } else block(world, usd);
    if (cause === CENSORED) notice(world, "censored top-up");
    return;
  }
  const id = askTransfer(machinery, routes, request);
  if (id < 0) {
    block(world, usd);
    if (machinery.refusal === CENSORED) notice(world, "censored top-up");
    return;
  }
  calls.wallet -= units;
  calls.underWay = true;
}

function hasHatch({ model }: World, chain: number): boolean {
  return model.chains[chain].escapeHatch !== undefined;
}

function worksInbox({ model }: World, chain: number): boolean {
  return model.sequencers[model.chains[chain].sequencer]?.delayedFirst === true;
}

/** The request waits on the settlement layer, until it is forced in or the sequencer is back to work its inbox. */
function enterInbox(world: World, account: Account, usd: number, units: number): void {
  const { machinery } = world;
  const calls = account.calls!;
  const { chain } = account.venue.terms;
  const { transfers, hatches, congestion, now } = machinery;
  const id = addTransfer(transfers, {
    purpose: TOP_UP,
    owner: account.index,
    asset: calls.asset,
    from: chain,
    to: chain,
    usd,
    units,
    at: now,
  });
  const forcedAt = hasHatch(world, chain)
    ? askEscape(hatches, chain, usd, congestion, now)
    : Infinity;
  calls.wallet -= units;
  calls.underWay = true;
  world.inbox.push({ id, forcedAt });
}

/** At a step's end: what has got in, unless the venue's grace forbids it, is credited. */
export function takeInbox(world: World): void {
  const { machinery, now } = world;
  const { transfers, chainLive, chainCensored, chainRestartedAt } = machinery;
  const waiting = world.inbox;
  world.inbox = [];
  for (const entry of waiting) {
    const chain = transfers.to[entry.id];
    const served = chainLive[chain] === 1 && chainCensored[chain] === 0 && worksInbox(world, chain);
    const restarted = chainRestartedAt[chain];
    const servedAt = restarted >= transfers.askedAt[entry.id] ? restarted : now;
    const at = Math.min(entry.forcedAt, served ? servedAt : Infinity);
    if (at > now) {
      world.inbox.push(entry);
      continue;
    }
    noteLanding(transfers, entry.id, at);
    notice(world, entry.forcedAt <= at ? "top-up forced in" : "top-up from the inbox");
    const account = world.accounts[transfers.owner[entry.id]];
    if (inGrace(world, account.venue, at)) world.heldBack.push(entry.id);
    else credit(world, account, entry.id);
  }
}

/** The policy's amount, or what is missing to the scaled initial margin of a market over its cap. */
function amountAsked(world: World, account: Account): number {
  const calls = account.calls!;
  const units = amountOf(calls);
  const view = atMark(world);
  const markets = account.positions.map(({ market, size }) => {
    const notional = Math.abs(size) * view.mark(market);
    const sides = [1, -1].map((sign) =>
      sum(
        world.accounts.flatMap((one) =>
          one.positions.map((other) =>
            other.market === market ? Math.max(0, sign * other.size) : 0,
          ),
        ),
      ),
    );
    const open = Math.max(...sides) * view.mark(market);
    const scale = Math.max(1, open / (market.terms.openInterestCap ?? Infinity));
    return { scale, notional, initial: initialMargin(market, notional) };
  });
  if (!markets.some(({ scale, notional }) => scale > 1 && notional > 0)) return units;
  const target = sum(
    markets.map(({ scale, notional, initial }) => Math.min(notional, scale * initial)),
  );
  const missing = target - equityOf(account, view);
  if (missing <= 0) return units;
  notice(world, "top-up to the scaled initial margin");
  return Math.max(units, Math.min(missing / worthOfOne(world, account), calls.wallet));
}

/** USD of equity that a unit of what is sent makes. */
function worthOfOne(world: World, account: Account): number {
  const { venue, calls, cash } = account;
  const { balance } = calls!;
  if (balance !== null)
    return atMark(world).collateral(venue, balance.asset) * (1 - balance.haircut);
  const repaying = Math.min(1, Math.max(0, -cash));
  return venue.peg * (1 - (1 - repaying) * venue.cashHaircut);
}

function block(world: World, usd: number): void {
  world.tally.topUpsBlockedUsd += usd;
  notice(world, "blocked top-up");
}

/** A transfer has landed on the venue's chain: it is credited, or waits. */
export function land(world: World, id: number): void {
  const { transfers } = world.machinery;
  const account = world.accounts[transfers.owner[id]];
  if (isBarred(world, account.venue, id, transfers.landedAt[id])) {
    world.heldBack.push(id);
    notice(world, "held back in grace");
  } else credit(world, account, id);
}

export function releaseHeldBack(world: World): void {
  const waiting = world.heldBack;
  world.heldBack = [];
  for (const id of waiting) {
    const account = world.accounts[world.machinery.transfers.owner[id]];
    if (isBarred(world, account.venue, id, world.now)) world.heldBack.push(id);
    else credit(world, account, id);
  }
}

function credit(world: World, account: Account, id: number): void {
  const { units, amount, fee } = world.machinery.transfers;
  const received = units[id] * (1 - fee[id] / amount[id]);
  const calls = account.calls!;
  calls.underWay = false;
  if (!account.closed) {
    deposit(world, account, received);
    noteCredit(world, { account, id, units: received, kind: "landed" });
    return;
  }
  block(world, amount[id]);
  notice(world, "landed after the close");
  calls.wallet += received;
  noteCredit(world, { account, id, units: received, kind: "returned" });
}

function deposit(world: World, account: Account, units: number): void {
  keep(world, account);
  const calls = account.calls!;
  world.tally.topUpsLanded++;
  calls.unlanded = 0;
  if (calls.balance === null) account.cash += units;
  else calls.balance.units += units;
  notice(world, calls.balance === null ? "landed cash" : "landed collateral");
}

/** No top-up gets in while the venue's chain drops it, or its grace period forbids it. */
function isBarred(world: World, venue: TwinVenue, id: number, at: number): boolean {
  const { transfers, chainCensored } = world.machinery;
  const forced = transfers.landedAt[id] >= transfers.forcedAt[id];
  return (chainCensored[venue.terms.chain] === 1 && !forced) || inGrace(world, venue, at);
}

function inGrace(world: World, { terms }: TwinVenue, at: number): boolean {
  const { graceBlocksTopUp, gracePeriod } = terms.oracle;
  return graceBlocksTopUp && at < world.machinery.chainRestartedAt[terms.chain] + gracePeriod;
}
