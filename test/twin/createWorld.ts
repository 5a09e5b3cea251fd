/** The twin's world at t = 0, made from the model and the book. */
import type { Book } from "../../src/book/book.ts";
import { routesBetween, routesOf } from "../../src/bridges/routes.ts";
import { createMachinery, resetMachinery } from "../../src/engine/network/machinery.ts";
import { createReturns } from "../../src/market/createReturns.ts";
import { createJumps, resetJumps } from "../../src/market/jumps.ts";
import type { ResolvedModel } from "../../src/model/resolved.ts";
import type { Venue } from "../../src/model/resolved/venue.ts";
import { compileDistribution } from "../../src/random/distribution.ts";
import {
  type StreamRegistry,
  createRegistry,
  exponential,
  streamOf,
  uniform,
} from "../../src/random/streams.ts";
import { createDrawing } from "./drawDown.ts";
import { createPast } from "./rollbacks.ts";
import type {
  Account,
  Balance,
  Calls,
  Depeg,
  Feed,
  Lane,
  Position,
  TwinMarket,
  TwinVenue,
  World,
} from "./world.ts";

export function createWorld(model: ResolvedModel, book: Book, path: number): World {
  const registry = createRegistry(model.sampling.seed);
  const machinery = createMachinery(model, registry);
  resetMachinery(machinery, path);
  const jumps = createJumps(model.market, registry);
  resetJumps(jumps, path);
  const lanes = model.market.baseAssets.map((asset) => createLane(asset, startPrice(model, asset)));
  const venues = model.venues.map((terms, index) => createVenue(model, lanes, terms, index));
  const world: World = {
    model,
    book,
    path,
    registry,
    machinery,
    returns: createReturns(model, registry),
    jumps,
    step: 0,
    now: 0,
    lanes,
    venues,
    accounts: [],
    cash: model.market.assets.map((asset) => (asset.kind === "cash" ? asset.price : NaN)),
    depegs: drawDepegs(model, registry, path),
    ratios: model.market.assets.map(() => ({ true: 1, shown: 1 })),
    drawing: [],
    stressRatio: 1,
    stress: 1,
    forced: new Set(),
    heldBack: [],
    inbox: [],
    backed: model.chains.map(() => 1),
    crowds: book.crowds.map(() => ({ halt: -Infinity, alarm: null, panics: 0 })),
    decided: new Set(),
    sales: [],
    closes: [],
    contagion: new Map(),
    past: createPast(),
    tally: {
      unresolved: 0,
      initialUnresolved: 0,
      trappedUsdSeconds: 0,
      mev: 0,
      leastInventoryShare: 1,
      topUpsAsked: 0,
      topUpsLanded: 0,
      topUpsBlockedUsd: 0,
    },
    downtime: model.chains.map(() => 0),
    exitBlocked: model.chains.map(() => 0),
    tables: {
      venues: [],
      cascades: [],
      liquidations: [],
      transfers: [],
      delays: [],
      contagion: [],
    },
    events: new Map(),
  };
  for (let index = 0; index < book.accounts; index++)
    world.accounts.push(createAccount(world, index));
  world.drawing = createDrawing(world);
  return world;
}

/** Every depeg up to the horizon, at its exact time. */
function drawDepegs(model: ResolvedModel, registry: StreamRegistry, path: number): World["depegs"] {
  const drawn: World["depegs"] = new Map();
  model.market.assets.forEach((asset, index) => {
    if (asset.kind !== "cash" || asset.depeg === undefined) return;
    const { rate, loss } = asset.depeg;
    const component = `market.assets.${asset.name}`;
    const [arrivals, losses] = ["depeg", "depeg/loss"].map((purpose) =>
      streamOf(registry, component, purpose),
    );
    const depegs: Depeg[] = [];
    let at = exponential(arrivals, path, 0) / rate;
    for (let count = 0; at <= model.horizon; count++) {
      depegs.push({ at, loss: compileDistribution(loss).quantile(uniform(losses, path, count)) });
      at += exponential(arrivals, path, count + 1) / rate;
    }
    drawn.set(index, depegs);
  });
  return drawn;
}

/** USD of a unit of cash now: the deepest of its depegs holds. */
export function cashPrice({ model, depegs, now }: World, asset: number): number {
  const described = model.market.assets[asset];
  if (described.kind !== "cash") return NaN;
  const past = (depegs.get(asset) ?? []).filter(({ at }) => at <= now);
  const depths = past.map(
    ({ at, loss }) => loss * Math.exp(-(now - at) / described.depeg!.recovery),
  );
  return described.price * (1 - Math.max(0, ...depths));
}

/** USD at t = 0; a wrapped asset is worth its underlying. */
export function startPrice(model: ResolvedModel, asset: number): number {
  const described = model.market.assets[asset];
  return described.kind === "wrapped" ? startPrice(model, described.underlying) : described.price;
}

/** The lane of an asset's price; null: cash. */
export function laneOf(world: World, asset: number): Lane | null {
  const described = world.model.market.assets[asset];
  const priced = described.kind === "wrapped" ? described.underlying : asset;
  return world.lanes.find((lane) => lane.asset === priced) ?? null;
}

function createLane(asset: number, start: number): Lane {
  return {
    asset,
    start,
    exogenous: start,
    permanent: 0,
    global: start,
    least: start,
    leastExogenous: start,
    logReturn: 0,
  };
}

function createVenue(model: ResolvedModel, lanes: Lane[], terms: Venue, index: number): TwinVenue {
  const { assets } = model.market;
  const accepted = terms.collateral.find(({ asset }) => assets[asset].kind === "cash");
  const firstCash = assets.findIndex(({ kind }) => kind === "cash");
  const settlement = terms.borrow?.asset ?? accepted?.asset ?? firstCash;
  const { makers, chain, waterfall } = terms;
  const away = makers !== null && makers.hub !== chain;
  const funded = (kind: string): number =>
    waterfall.reduce((total, step) => {
      return step.kind === kind && "amount" in step ? total + step.amount : total;
    }, 0);
  const venue: TwinVenue = {
    index,
    terms,
    settlement,
    par: startPrice(model, settlement),
    peg: startPrice(model, settlement),
    cashHaircut: terms.collateral.find(({ asset }) => asset === settlement)?.haircut ?? 0,
    markets: [],
    feeds: new Map(lanes.map((lane) => [lane, createFeed(lane)])),
    refillRoutes: away ? routesOf(model, makers.replenish, makers.hub, chain) : [],
    open: false,
    closedSteps: [],
    keepers: 0,
    debtIndex: 1,
    flow: 0,
    refill: -1,
    refillRefused: false,
    insurance: funded("insurance") / startPrice(model, settlement),
    vault: funded("vault") / startPrice(model, settlement),
    runBase: funded("vault"),
    runAt: null,
    counterpartyCash: 0,
    refillFees: 0,
    losses: [],
    tally: {
      liquidated: 0,
      accounts: new Set(),
      badDebt: 0,
      insuranceUsed: 0,
      vaultLoss: 0,
      deleveraged: 0,
      deleveragedNotional: 0,
      socialised: 0,
      penalties: 0,
      largestDisplacement: 0,
      leastDepthShare: 1,
      exhaustedAt: NaN,
    },
  };
  for (const market of terms.markets) {
    const lane = lanes.find(({ asset }) => asset === market.asset)!;
    venue.markets.push({
      terms: market,
      venue,
      lane,
      feed: venue.feeds.get(lane)!,
      x: 0,
      displacement: 0,
      price: lane.start,
      least: lane.start,
      owed: { long: 0, short: 0 },
      premium: 0,
      fundingDue: market.funding?.interval ?? Infinity,
      fundingRates: [],
      counterpartySize: 0,
      counterpartyCost: 0,
    });
  }
  return venue;
}

function createFeed({ start }: Lane): Feed {
  return { value: start, unmoved: start, sent: start, sentAt: 0, underWay: [] };
}

function createAccount(world: World, index: number): Account {
  const { book, model } = world;
  const lines: TwinMarket[] = world.venues.flatMap(({ markets }) => markets);
  const slots = world.venues.flatMap((owner) =>
    owner.terms.collateral.map((slot) => ({ owner, ...slot })),
  );
  const venue = world.venues[book.venue[index]];
  const positions: Position[] = [];
  for (let at = book.positionStart[index]; at < book.positionStart[index + 1]; at++) {
    positions.push({
      market: lines[book.positionLine[at]],
      size: book.positionSize[at],
      entry: book.positionEntry[at],
      settled: 0,
    });
  }
  const balances: Balance[] = [];
  for (let at = book.collateralStart[index]; at < book.collateralStart[index + 1]; at++) {
    const { asset, haircut } = slots[book.collateralSlot[at]];
    const lane = laneOf(world, asset);
    const market = venue.markets.find((candidate) => candidate.lane === lane) ?? null;
    balances.push({ asset, haircut, market, units: book.collateralUnits[at] });
  }
  const account: Account = {
    index,
    venue,
    positions,
    balances,
    cash: book.cash[index],
    debt: book.debt[index],
    saleMarket: book.saleLine[index] < 0 ? null : lines[book.saleLine[index]],
    chargesPaid: 0,
    closed: false,
    breach: null,
    calls: null,
    left: false,
    order: null,
  };
  const policy = book.policies[book.policy[index]];
  return policy === undefined
    ? account
    : { ...account, calls: createCalls(model, account, policy, book.policyItem[index]) };
}

function createCalls(
  model: ResolvedModel,
  { venue, balances, cash }: Account,
  policy: Book["policies"][number],
  item: number,
): Calls {
  const balance = venue.terms.kind === "lending" ? (balances[0] ?? null) : null;
  const asset = balance?.asset ?? venue.settlement;
  let usd = cash * startPrice(model, venue.settlement);
  for (const held of balances) usd += held.units * startPrice(model, held.asset);
  const startUnits = usd / startPrice(model, asset);
  const { from, wallet } = policy.topUp;
  const to = venue.terms.chain;
  // The wallet holds the underlying, so that a claim can only be locked, not redeemed.
  const routes = from === to ? [] : routesBetween(model, from, to, asset);
  return {
    policy,
    item,
    asset,
    balance,
    routes: routes.filter(({ kind }) => kind !== "redeem"),
    startUnits,
    wallet: startUnits * wallet,
    episodes: 0,
    inEpisode: false,
    requestAt: null,
    underWay: false,
    unlanded: 0,
  };
}
