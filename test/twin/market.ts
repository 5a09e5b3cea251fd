/** One step of prices: returns, forced moves, stress, decay, oracles, wrapped assets, funding and interest. */
import { strikeJumps } from "../../src/market/jumps.ts";
import { returnsAt } from "../../src/market/returns.ts";
import { varianceRate } from "../../src/market/varianceRate.ts";
import { cashPrice } from "./createWorld.ts";
import { settlePrices } from "./impact.ts";
import { type Feed, type Lane, type TwinMarket, type World, notice } from "./world.ts";

export function advanceMarket(world: World): void {
  moveExogenous(world);
  updateStress(world);
  decay(world);
  settlePrices(world);
  for (const venue of world.venues)
    for (const [lane, feed] of venue.feeds) updateFeed(world, venue.index, lane, feed);
  for (const asset of world.depegs.keys()) world.cash[asset] = cashPrice(world, asset);
  world.model.chains.forEach((_, chain) => {
    world.backed[chain] = Math.max(1e-6, world.machinery.chainBackingRatio[chain]);
    if (world.backed[chain] < 1) notice(world, "backing taken");
  });
  for (const venue of world.venues)
    venue.peg = world.cash[venue.settlement] * world.backed[venue.terms.chain];
  if (world.venues.some(({ par, peg }) => peg < par)) notice(world, "cash off its peg");
  updateRatios(world);
  for (const venue of world.venues) {
    for (const market of venue.markets) fund(world, market);
    venue.debtIndex = 1 + (venue.terms.borrow?.rate ?? 0) * world.now;
  }
}

function moveExogenous(world: World): void {
  const { returns, jumps, lanes, path, step, now, model } = world;
  const row = returnsAt(returns, path, step - 1);
  const jumped = strikeJumps(jumps, path, now);
  lanes.forEach((lane, index) => {
    const log = returns.logReturn[row + index] + (jumped ? jumps.logReturn[index] : 0);
    lane.exogenous *= Math.exp(log);
    lane.logReturn += log;
  });
  model.scenario.forEach((event, place) => {
    if (event.kind !== "price" || event.at > now || world.forced.has(place)) return;
    world.forced.add(place);
    for (const { asset, value } of event.returns) {
      const lane = lanes.find((candidate) => candidate.asset === asset);
      if (lane === undefined) {
        world.depegs.get(asset)!.push({ at: event.at, loss: -value });
        continue;
      }
      lane.exogenous *= 1 + value;
      lane.logReturn += Math.log(1 + value);
    }
  });
}

/** An EWMA with a half-life of one hour of the mean over assets of squared return / expected square. */
function updateStress(world: World): void {
  const { model, lanes } = world;
  const squares = lanes.flatMap((lane, index) => {
    const variance = varianceRate(model.market, index) * model.step;
    return variance > 0 ? [lane.logReturn ** 2 / variance] : [];
  });
  for (const lane of lanes) lane.logReturn = 0;
  if (squares.length === 0) return;
  const mean = squares.reduce((total, square) => total + square, 0) / squares.length;
  const kept = 0.5 ** (model.step / 3600);
  world.stressRatio = world.stressRatio * kept + mean * (1 - kept);
  world.stress = Math.min(20, Math.max(1, Math.sqrt(world.stressRatio)));
}

function isLive(world: World, chain: number): boolean {
  return world.machinery.chainLive[chain] === 1;
}

/** x of live chains decays, and with it what every sale has left in it. */
function decay(world: World): void {
  for (const { terms, markets } of world.venues) {
    if (!isLive(world, terms.chain)) continue;
    for (const market of markets) {
      const kept = Math.exp(-world.model.step / market.terms.resilience);
      market.x *= kept;
      for (const { left } of world.sales) {
        const flow = left.get(market);
        if (flow !== undefined) left.set(market, flow * kept);
      }
    }
  }
}

function updateFeed(world: World, venue: number, lane: Lane, feed: Feed): void {
  const { oracle, chain } = world.model.venues[venue];
  const moved = Math.abs(lane.global - feed.sent) > oracle.deviation * feed.sent;
  if (moved || world.now - feed.sentAt > oracle.heartbeat) {
    feed.sent = lane.global;
    feed.sentAt = world.now;
    feed.underWay.push({
      value: lane.global,
      unmoved: lane.exogenous,
      landing: world.now + oracle.latency,
    });
  }
  if (!isLive(world, chain)) return;
  const landed = feed.underWay.filter(({ landing }) => landing <= world.now);
  if (landed.length > 0) {
    feed.value = landed[landed.length - 1].value;
    feed.unmoved = landed[landed.length - 1].unmoved;
  }
  feed.underWay = feed.underWay.filter(({ landing }) => landing > world.now);
}

/** b (1 - overshoot (1 - b) exp(-t / recovery)); oracles show par for a while. */
function updateRatios(world: World): void {
  const { model, machinery, now } = world;
  model.market.assets.forEach((asset, index) => {
    if (asset.kind !== "wrapped") return;
    const age = now - machinery.exploitedAt[asset.bridge];
    if (age === Infinity) return;
    const { backing, claims } = machinery;
    const b =
      claims[asset.bridge] > 0 ? Math.min(1, backing[asset.bridge] / claims[asset.bridge]) : 1;
    const worth = b * (1 - asset.overshoot * (1 - b) * Math.exp(-age / asset.recovery));
    world.ratios[index] = { true: worth, shown: age < asset.oracleAtPar ? 1 : worth };
    if (worth < 1) notice(world, age < asset.oracleAtPar ? "shown at par" : "depegged");
  });
}

/** Longs pay each interval's clamped mean premium; what a halt held back is settled at the first live step. */
function fund(world: World, market: TwinMarket): void {
  const { funding } = market.terms;
  if (funding === null) return;
  const premium = Math.exp(market.displacement) - 1;
  let since = world.now - world.model.step;
  while (world.now >= market.fundingDue - 1e-9 * funding.interval) {
    market.premium += premium * (market.fundingDue - since);
    since = market.fundingDue;
    const rate = market.premium / funding.interval;
    market.fundingRates.push(Math.max(-funding.cap, Math.min(funding.cap, rate)));
    market.premium = 0;
    market.fundingDue += funding.interval;
  }
  market.premium += premium * Math.max(0, world.now - since);
  if (!isLive(world, market.venue.terms.chain)) return;
  const rate = market.fundingRates.reduce((total, one) => total + one, 0);
  market.fundingRates = [];
  market.owed.long += rate * market.price;
  market.owed.short -= rate * market.price;
  if (rate !== 0) notice(world, "funding settled");
}
