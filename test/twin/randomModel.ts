/**
 * Small random models in which everything goes wrong: halts, exploits, crashes, thin depth, small funds.
 *
 * Model n is a pure function of n: draws come from a stream of the project's own generator. Numbers are continuous
 * wherever a tie would be decided by rounding.
 */
import type { ResolvedModel } from "../../src/model/resolved.ts";
import type { Cohort, ExplicitAccount, TopUp } from "../../src/model/resolved/book.ts";
import type { Bridge } from "../../src/model/resolved/bridge.ts";
import type { Chain } from "../../src/model/resolved/chain.ts";
import type { Distribution } from "../../src/model/resolved/distribution.ts";
import type { FaultMode, FaultModeName } from "../../src/model/resolved/fault.ts";
import type { Asset, CashAsset } from "../../src/model/resolved/market.ts";
import type { ForcedEvent } from "../../src/model/resolved/scenario.ts";
import type { Venue, VenueMarket, WaterfallStep } from "../../src/model/resolved/venue.ts";
import { type Dice, createDice } from "./dice.ts";

const MINUTE = 60;
const HOUR = 3600;
const YEAR = 365 * 24 * HOUR;
const STEP = MINUTE;
const [ETH, BTC, USDC, DAI, ETHW] = [0, 1, 2, 3, 4];

/** @param number of the model, from 0 */
export function randomModel(number: number): ResolvedModel {
  const dice = createDice(number, "model");
  const steps = dice.count(50, dice.chance(0.15) ? 300 : 120);
  const chains = randomChains(dice);
  const wraps = chains.length > 1 && dice.chance(0.7);
  const bridges = randomBridges(dice, chains, wraps);
  const wrappedBridge = bridges.findIndex(({ kind }) => kind === "lock_mint");
  const venues = Array.from({ length: dice.count(1, 3) }, (_, index) =>
    randomVenue(dice, index, chains, bridges, wrappedBridge),
  );
  const rho = dice.between(-0.3, 0.95);
  return {
    name: `random-${number}`,
    description: "",
    horizon: steps * STEP,
    step: STEP,
    steps,
    market: {
      assets: randomAssets(dice, createDice(number, "depeg"), wrappedBridge),
      baseAssets: [ETH, BTC],
      correlation: [1, rho, rho, 1],
      jumps: dice.chance(0.4)
        ? {
            rate: dice.between(0.2, 1) / HOUR,
            shared: dice.between(0, 1),
            sizes: [{ mean: -0.01, sd: 0.03 }, dice.chance(0.5) ? { mean: 0.01, sd: 0.04 } : null],
          }
        : null,
    },
    settlement: { finality: dice.between(0, 8 * MINUTE) },
    sequencers: chains.map((_, index) => ({
      name: `s${index}`,
      faults: dice.chance(0.8) ? [halt(dice, 3 * HOUR, 12 * MINUTE)] : [],
    })),
    provers: [randomProver(dice)],
    chains,
    bridges,
    venues,
    book: {
      seed: `book-${number}`,
      cohorts: venues.flatMap((venue, index) =>
        Array.from({ length: dice.count(1, 2) }, (_, which) =>
          randomCohort(dice, `c${index}-${which}`, venue, index, chains.length, which === 0),
        ),
      ),
      accounts: venues.flatMap((venue, index) => randomAccounts(dice, venue, index, chains.length)),
    },
    scenario: randomScenario(dice, steps, chains.length, wrappedBridge, bridges),
    sampling: { paths: 2, seed: `path-${number}`, feedback: dice.pick([0, 1, 1, 1, 2.5]) },
    metrics: [],
  };
}

/** Half of the models' cash leaves its peg now and then. */
function depegOf(dice: Dice): Pick<CashAsset, "depeg"> {
  if (dice.chance(0.5)) return {};
  const loss: Distribution = { kind: "uniform", low: 0, high: dice.pick([0.05, 0.3, 1]) };
  const recovery = dice.between(3, 120) * MINUTE;
  return { depeg: { rate: dice.between(0.2, 3) / HOUR, loss, recovery } };
}

function randomAssets(dice: Dice, depegs: Dice, wrappedBridge: number): Asset[] {
  const assets: Asset[] = [
    base("ETH", 2000, dice),
    base("BTC", 60000, dice),
    { kind: "cash", name: "USDC", price: dice.pick([1, 1, 1.25]), ...depegOf(depegs) },
    { kind: "cash", name: "DAI", price: 1, ...depegOf(depegs) },
  ];
  if (wrappedBridge >= 0)
    assets.push({
      kind: "wrapped",
      name: "ETHw",
      underlying: ETH,
      bridge: wrappedBridge,
      overshoot: dice.between(0, 0.6),
      recovery: dice.between(5, 60) * MINUTE,
      oracleAtPar: dice.chance(0.3) ? 0 : dice.between(2, 40) * MINUTE,
    });
  return assets;
}

function base(name: string, price: number, dice: Dice): Asset {
  const volatility = dice.between(0.5, 3) / Math.sqrt(YEAR);
  return { kind: "base", name, price, volatility, drift: dice.between(-20, 10) / YEAR };
}

function halt(dice: Dice, up: number, down: number, mode: FaultModeName = "halt"): FaultMode {
  return {
    mode,
    rate: 1 / dice.scale(up / 3, up * 3),
    duration: { kind: "lognormal", median: dice.scale(down / 2, down * 2), sigma: 0.8 },
    stress: dice.chance(0.4) ? dice.between(0.5, 2) : 0,
    slowdown: mode === "slow" ? dice.between(1.5, 4) : 1,
    loss: mode === "exploit" ? { kind: "uniform", low: 0.1, high: 0.9 } : null,
  };
}

function randomProver(dice: Dice): ResolvedModel["provers"][number] {
  return {
    name: "prover",
    workers: dice.count(1, 3),
    proofTime: { kind: "lognormal", median: dice.between(1, 8) * MINUTE, sigma: 0.4 },
    faults: dice.chance(0.5)
      ? [halt(dice, 3 * HOUR, 10 * MINUTE), halt(dice, 2 * HOUR, 20 * MINUTE, "slow")]
      : [],
  };
}

function randomChains(dice: Dice): Chain[] {
  return Array.from({ length: dice.count(1, 3) }, (_, index) => {
    const kind = dice.pick(["optimistic", "zk", "validium"] as const);
    return {
      name: `chain${index}`,
      kind,
      // A shared sequencer now and then.
      sequencer: index > 0 && dice.chance(0.2) ? 0 : index,
      prover: kind === "optimistic" || dice.chance(0.2) ? -1 : 0,
      batchInterval: dice.chance(0.3) ? 0 : dice.between(1, 10) * MINUTE,
      postingDelay: dice.between(0, 3) * MINUTE,
      challengeWindow: kind === "optimistic" ? dice.between(5, 60) * MINUTE : 0,
      executionDelay: kind === "optimistic" ? 0 : dice.between(0, 5) * MINUTE,
      valueLocked: 1e9,
    };
  });
}

function randomBridges(dice: Dice, chains: readonly Chain[], wraps: boolean): Bridge[] {
  const pause = (): FaultMode[] =>
    dice.chance(0.5) ? [halt(dice, 3 * HOUR, 15 * MINUTE, "pause")] : [];
  const bridges: Bridge[] = chains.flatMap((_, chain) =>
    dice.chance(0.75)
      ? [{ kind: "canonical", name: `canonical${chain}`, chain, faults: pause() }]
      : [],
  );
  if (chains.length > 1 && dice.chance(0.7))
    bridges.push({
      kind: "liquidity",
      name: "hop",
      pools: chains.map((_, chain) => ({ chain, amount: dice.scale(2e4, 2e6) })),
      latency: dice.between(0.5, 6) * MINUTE,
      fee: dice.between(0, 0.01),
      rebalance: bridges.map((_, index) => index),
      faults: pause(),
    });
  if (wraps)
    bridges.push({
      kind: "lock_mint",
      name: "gate",
      from: 0,
      to: 1,
      locked: dice.scale(2e6, 2e7),
      confirmations: dice.between(1, 8) * MINUTE,
      limit: dice.chance(0.5) ? Infinity : dice.scale(1e5, 1e7) / HOUR,
      faults: [...pause(), ...(dice.chance(0.5) ? [halt(dice, 3 * HOUR, HOUR, "exploit")] : [])],
    });
  return bridges;
}

function randomVenue(
  dice: Dice,
  index: number,
  chains: readonly Chain[],
  bridges: readonly Bridge[],
  wrappedBridge: number,
): Venue {
  const kind = dice.pick(["orderbook", "orderbook", "pool", "lending"] as const);
  const chain = dice.count(0, chains.length - 1);
  const lends = kind === "lending";
  const profitGate = !lends && dice.chance(0.35);
  const collateral = [
    ...(lends ? [] : [{ asset: USDC, haircut: dice.chance(0.2) ? 0.02 : 0 }]),
    { asset: ETH, haircut: dice.between(0.05, 0.2) },
    ...(wrappedBridge >= 0 ? [{ asset: ETHW, haircut: dice.between(0.05, 0.25) }] : []),
    ...(dice.chance(0.3) ? [{ asset: DAI, haircut: 0.01 }] : []),
    ...(dice.chance(0.3) ? [{ asset: BTC, haircut: 0.1 }] : []),
  ];
  const traded = dice.pick([[ETH], [ETH, BTC], [BTC], [BTC, ETH]]);
  return {
    name: `v${index}`,
    chain,
    kind,
    mark: kind === "orderbook" ? dice.pick(["venue", "venue", "oracle"]) : "oracle",
    collateral,
    markets: traded.map((asset) => randomMarket(dice, asset, lends)),
    borrow: lends
      ? { asset: USDC, rate: dice.chance(0.5) ? dice.between(0, 200) / YEAR : 0 }
      : null,
    liquidation: {
      closeFactor: dice.chance(0.5) ? 1 : dice.between(0.2, 0.8),
      penalty: dice.chance(0.2) ? 0 : dice.between(0.002, 0.06),
      keepers: dice.chance(0.5) ? Infinity : dice.scale(2e4, 5e5) / MINUTE,
      gas: dice.chance(0.5) ? 0 : dice.between(1, 60),
      profitGate,
      keeperShare: lends
        ? dice.between(0.3, 1)
        : profitGate
          ? dice.between(0.3, 1)
          : dice.pick([0, 0.4]),
      dust: dice.scale(50, 1000),
    },
    oracle: {
      heartbeat: dice.chance(0.5) ? Infinity : dice.between(5, 40) * MINUTE,
      deviation: dice.pick([0, 0.001, 0.005]),
      latency: dice.chance(0.5) ? 0 : dice.between(0.1, 3) * MINUTE,
      gracePeriod: dice.chance(0.5) ? 0 : dice.between(1, 15) * MINUTE,
      graceBlocksTopUp: dice.chance(0.5),
    },
    waterfall: randomWaterfall(dice, kind),
    makers: dice.chance(0.7)
      ? {
          inventory: dice.scale(2e5, 3e6),
          hub: dice.count(0, chains.length - 1),
          replenish: bridges.flatMap((bridge, place) =>
            bridge.kind === "lock_mint" ? [] : [place],
          ),
        }
      : null,
  };
}

function randomMarket(dice: Dice, asset: number, lends: boolean): VenueMarket {
  const depth1pct = dice.scale(1e5, 4e6);
  const low = dice.between(0.004, 0.02);
  const high = dice.between(low, 0.05);
  const margin = [
    { upTo: dice.scale(2e3, 5e4), initial: 2 * low, maintenance: low },
    { upTo: Infinity, initial: 2 * high, maintenance: high },
  ];
  return {
    asset,
    depth1pct,
    depthFloor: depth1pct * dice.between(0.02, 0.2),
    depthExponent: dice.pick([0.5, 1, 2]),
    exponent: dice.pick([0.5, 1, 1, 1.5]),
    resilience: dice.between(2, 60) * MINUTE,
    permanent: dice.chance(0.2) ? 0 : dice.between(0, 0.7),
    stressDepth: dice.chance(0.5) ? 1 : dice.between(0.3, 1),
    funding:
      lends || dice.chance(0.5)
        ? null
        : { interval: dice.count(5, 30) * MINUTE, cap: dice.between(0.0005, 0.01) },
    margin: lends ? [] : margin,
  };
}

function randomWaterfall(dice: Dice, kind: Venue["kind"]): WaterfallStep[] {
  const steps: WaterfallStep[] = [];
  if (dice.chance(0.8)) steps.push({ kind: "insurance", amount: dice.scale(100, 2e4) });
  if (kind === "pool" || dice.chance(0.3))
    steps.push({ kind: "vault", amount: dice.scale(100, 2e4) });
  if (kind !== "lending" && dice.chance(0.8))
    steps.push({ kind: "adl", rank: dice.pick(["profit_leverage", "pro_rata"]) });
  if (dice.chance(0.6)) steps.push({ kind: "socialise" });
  return steps;
}

function randomTopUp(dice: Dice, chains: number): TopUp | null {
  if (dice.chance(0.35)) return null;
  const reaction: Distribution = dice.pick([
    { kind: "exponential", mean: 6 * MINUTE },
    { kind: "constant", value: 2 * MINUTE },
    { kind: "uniform", low: 1, high: 90 },
  ]);
  return {
    callLevel: dice.between(1, 2),
    probability: dice.between(0.4, 1),
    reaction,
    from: dice.count(0, chains - 1),
    amount: dice.between(0.1, 1),
    wallet: dice.between(0.3, 2),
  };
}

function randomCohort(
  dice: Dice,
  name: string,
  venue: Venue,
  index: number,
  chains: number,
  plain: boolean,
): Cohort {
  const lends = venue.kind === "lending";
  const places = plain && !lends ? [0] : venue.collateral.map((_, place) => place);
  const weights = places.map(() => dice.between(0.1, 1));
  const total = weights.reduce((all, weight) => all + weight, 0);
  const weight = dice.between(0.2, 0.8);
  return {
    name,
    accounts: dice.count(5, 60),
    venue: index,
    markets:
      venue.markets.length === 1
        ? [{ market: 0, weight: 1 }]
        : [
            { market: 0, weight },
            { market: 1, weight: 1 - weight },
          ],
    notional: { kind: "lognormal", median: dice.scale(2e3, 6e4), sigma: 1 },
    leverage: lends ? null : { kind: "uniform", low: 3, high: dice.between(8, 20) },
    loanToValue: lends ? { kind: "uniform", low: 0.4, high: 0.9 } : null,
    long: dice.between(0.2, 0.9),
    collateral: places.map((collateral, at) => ({ collateral, share: weights[at] / total })),
    topUp: randomTopUp(dice, chains),
  };
}

function randomAccounts(
  dice: Dice,
  venue: Venue,
  index: number,
  chains: number,
): ExplicitAccount[] {
  return Array.from({ length: dice.count(0, 4) }, (_, which) => {
    const worth = dice.scale(2e3, 8e4);
    const collateral = venue.collateral.map((slot, place) => ({
      collateral: place,
      units: dice.between(0.2, 1) * (worth / (venue.collateral.length * priceOf(slot.asset))),
    }));
    const account = {
      id: `x${index}-${which}`,
      venue: index,
      collateral,
      topUp: randomTopUp(dice, chains),
    };
    if (venue.kind === "lending")
      return {
        ...account,
        positions: [],
        // Now and then more than the collateral carries: broken from the start.
        debt: worth * dice.between(0.2, 0.7),
        saleMarket: dice.count(0, venue.markets.length - 1),
        marginMode: "cross",
      };
    return {
      ...account,
      positions: venue.markets.map(({ asset }, market) => ({
        market,
        size: ((dice.chance(0.5) ? 1 : -1) * worth * dice.between(1, 14)) / priceOf(asset),
        entry: priceOf(asset) * dice.between(0.97, 1.03),
      })),
      debt: 0,
      saleMarket: -1,
      marginMode: dice.chance(0.3) ? "isolated" : "cross",
    };
  });
}

function priceOf(asset: number): number {
  return { [BTC]: 60000, [USDC]: 1, [DAI]: 1 }[asset] ?? 2000;
}

function randomScenario(
  dice: Dice,
  steps: number,
  chains: number,
  gate: number,
  bridges: readonly Bridge[],
): ForcedEvent[] {
  const events: ForcedEvent[] = [];
  const moment = (): number => dice.between(1, steps) * STEP;
  for (let crash = dice.count(0, 3); crash > 0; crash--) {
    const value = dice.between(-0.18, dice.chance(0.3) ? 0.18 : -0.02);
    const returns = [{ asset: ETH, value }];
    if (dice.chance(0.6)) returns.push({ asset: BTC, value: value * dice.between(0.3, 1.1) });
    events.push({ kind: "price", at: moment(), returns });
  }
  const fault = (component: string, mode: FaultModeName, duration: number, loss = 0): void => {
    events.push({ kind: "fault", at: moment(), component, mode, duration, loss, slowdown: 1 });
  };
  if (dice.chance(0.6))
    fault(`sequencers.s${dice.count(0, chains - 1)}`, "halt", dice.between(2, 30) * MINUTE);
  if (gate >= 0 && dice.chance(0.6))
    fault(
      `bridges.${bridges[gate].name}`,
      "exploit",
      dice.between(5, 60) * MINUTE,
      dice.between(0.2, 1),
    );
  return events.sort((one, other) => one.at - other.at);
}
