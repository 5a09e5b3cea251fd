/**
 * Pegs: what cash is worth.
 *
 *   price(t) = peg * (1 - max over depegs before t of loss * exp(-(t - t_i) / recovery))
 *
 * Depegs come by a Poisson clock at exact times, with drawn losses: the n-th of an asset is draw n of its streams. All
 * losses of an asset recover at one pace, so the deeper of two is so for good and one depth is all there is to remember.
 * Left out: contagion between coins, depegs that last, a depeg that stress makes likelier.
 */
import type { Market } from "../model/resolved/market.ts";
import { type Sampler, compileDistribution } from "../random/distribution.ts";
import {
  type Stream,
  type StreamRegistry,
  exponential,
  streamOf,
  uniform,
} from "../random/streams.ts";

/** A coin keeps a millionth of its peg, so that an amount of it stays a number. */
const DEEPEST = 1 - 1e-6;
/** A depth that no longer changes a price by more than rounding. */
const NO_DEPTH = 1e-15;

export interface Pegs {
  /** USD per unit at the peg, and now, by asset; NaN but for cash. */
  readonly peg: Float64Array;
  readonly price: Float64Array;
  /** Cash assets that may depeg; the columns below follow them. */
  readonly assets: Int32Array;
  readonly rate: Float64Array;
  readonly recovery: Float64Array;
  readonly loss: readonly Sampler[];
  readonly arrivals: readonly Stream[];
  readonly losses: readonly Stream[];
  /** s; of the next depeg. */
  readonly next: Float64Array;
  readonly count: Int32Array;
  /** Of the deepest depeg so far, as of `since`, s. */
  readonly depth: Float64Array;
  readonly since: Float64Array;
}

/** The pegs of a market; `resetPegs` starts a path. */
export function createPegs(market: Market, registry: StreamRegistry): Pegs {
  const peg = Float64Array.from(market.assets, (asset) =>
    asset.kind === "cash" ? asset.price : NaN,
  );
  const moving = market.assets.flatMap((asset, index) =>
    asset.kind === "cash" && asset.depeg !== undefined
      ? [{ index, depeg: asset.depeg, component: `market.assets.${asset.name}` }]
      : [],
  );
  const entries = (): Float64Array => new Float64Array(moving.length);
  return {
    peg,
    price: peg.slice(),
    assets: Int32Array.from(moving, ({ index }) => index),
    rate: Float64Array.from(moving, ({ depeg }) => depeg.rate),
    recovery: Float64Array.from(moving, ({ depeg }) => depeg.recovery),
    loss: moving.map(({ depeg }) => compileDistribution(depeg.loss)),
    arrivals: moving.map(({ component }) => streamOf(registry, component, "depeg")),
    losses: moving.map(({ component }) => streamOf(registry, component, "depeg/loss")),
    next: entries(),
    count: new Int32Array(moving.length),
    depth: entries(),
    since: entries(),
  };
}

/** Everything at its peg, with the first depegs of `path` ahead. */
export function resetPegs(pegs: Pegs, path: number): void {
  pegs.price.set(pegs.peg);
  pegs.count.fill(0);
  pegs.next.fill(0);
  pegs.depth.fill(0);
  pegs.since.fill(0);
  for (let entry = 0; entry < pegs.assets.length; entry++) scheduleNext(pegs, path, entry);
}

/** Takes in the depegs up to `to`, s; `settlePegs` makes prices of them. */
export function strikePegs(pegs: Pegs, path: number, to: number): void {
  for (let entry = 0; entry < pegs.assets.length; entry++) {
    while (pegs.next[entry] <= to) {
      const loss = pegs.loss[entry].quantile(uniform(pegs.losses[entry], path, pegs.count[entry]));
      deepen(pegs, entry, loss, pegs.next[entry]);
      pegs.count[entry]++;
      scheduleNext(pegs, path, entry);
    }
  }
}

/** A forced depeg. @param asset one that may depeg; @param loss share of the peg; @param at s */
export function forceDepeg(pegs: Pegs, asset: number, loss: number, at: number): void {
  deepen(pegs, pegs.assets.indexOf(asset), loss, at);
}

/** Prices at `now`. @returns whether any cash is, or has just ceased to be, off its peg */
export function settlePegs(pegs: Pegs, now: number): boolean {
  let moved = false;
  for (let entry = 0; entry < pegs.assets.length; entry++) {
    if (pegs.depth[entry] === 0) continue;
    moved = true;
    let depth = depthAt(pegs, entry, now);
    if (depth < NO_DEPTH) depth = pegs.depth[entry] = 0;
    const asset = pegs.assets[entry];
    pegs.price[asset] = pegs.peg[asset] * (1 - Math.min(depth, DEEPEST));
  }
  return moved;
}

function deepen(pegs: Pegs, entry: number, loss: number, at: number): void {
  if (loss <= depthAt(pegs, entry, at)) return;
  pegs.depth[entry] = loss;
  pegs.since[entry] = at;
}

function depthAt(pegs: Pegs, entry: number, at: number): number {
  return pegs.depth[entry] * Math.exp((pegs.since[entry] - at) / pegs.recovery[entry]);
}

function scheduleNext(pegs: Pegs, path: number, entry: number): void {
  const rate = pegs.rate[entry];
  pegs.next[entry] =
    rate > 0
      ? pegs.next[entry] + exponential(pegs.arrivals[entry], path, pegs.count[entry]) / rate
      : Infinity;
}
