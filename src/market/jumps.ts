/**
 * Jumps: compound Poisson processes with normal sizes of the log return (Merton 1976).
 *
 * Every asset has jumps of its own at (1 - shared) * rate; one more process at shared * rate strikes all assets together
 * with sizes joined by a Gaussian copula of the diffusion's correlation. Arrival times are exact; a jump acts in the
 * step whose interval holds it. The n-th arrival of a process is draw n of its stream, its size draw n of another.
 * Left out: self-excitation and Student-t sizes.
 */
import type { Market } from "../model/resolved.ts";
import { inverseNormal } from "../random/inverseNormal.ts";
import {
  type Stream,
  type StreamRegistry,
  exponential,
  streamOf,
  uniform,
} from "../random/streams.ts";
import { cholesky } from "./diffusion.ts";

export interface JumpProcesses {
  readonly lanes: number;
  /** 1 where the lane's asset jumps. */
  readonly jumps: Uint8Array;
  readonly mean: Float64Array;
  readonly sd: Float64Array;
  /** Per second: of each lane's own process, then of the shared one. */
  readonly rate: Float64Array;
  readonly arrivals: readonly Stream[];
  /** By lane: sizes of its own jumps; of the shared ones. */
  readonly sizes: readonly Stream[];
  readonly sharedSizes: readonly Stream[];
  readonly factor: Float64Array;
  /** s; next arrival by process. */
  readonly next: Float64Array;
  /** Arrivals so far, by process. */
  readonly count: Int32Array;
  /** Log return of the current step's jumps, by lane. */
  readonly logReturn: Float64Array;
  /** Earliest of `next`. */
  earliest: number;
}

/** The jump processes of a market; `resetJumps` starts a path. */
export function createJumps(market: Market, registry: StreamRegistry): JumpProcesses {
  const { jumps, baseAssets, assets } = market;
  const lanes = baseAssets.length;
  const sizes = baseAssets.map((_, lane) => jumps?.sizes[lane] ?? null);
  const names = baseAssets.map((asset) => `market.assets.${assets[asset].name}`);
  const any = sizes.some((size) => size !== null);
  const rate = jumps?.rate ?? 0;
  const shared = jumps?.shared ?? 0;
  return {
    lanes,
    jumps: Uint8Array.from(sizes, (size) => (size === null ? 0 : 1)),
    mean: Float64Array.from(sizes, (size) => size?.mean ?? 0),
    sd: Float64Array.from(sizes, (size) => size?.sd ?? 0),
    rate: Float64Array.from([
      ...sizes.map((size) => (size === null ? 0 : rate * (1 - shared))),
      any ? rate * shared : 0,
    ]),
    arrivals: [
      ...names.map((name) => streamOf(registry, name, "jump")),
      streamOf(registry, "market.jumps", "shared"),
    ],
    sizes: names.map((name) => streamOf(registry, name, "jump/size")),
    sharedSizes: names.map((name) => streamOf(registry, name, "jump/shared-size")),
    factor: cholesky(market.correlation, lanes),
    next: new Float64Array(lanes + 1),
    count: new Int32Array(lanes + 1),
    logReturn: new Float64Array(lanes),
    earliest: Infinity,
  };
}

/** Compensator rate * (E[exp(J)] - 1) of each lane, per second: what keeps the drift of dS/S. */
export function jumpCompensation(market: Market): number[] {
  return market.baseAssets.map((_, lane) => {
    const size = market.jumps?.sizes[lane];
    return size == null ? 0 : market.jumps!.rate * Math.expm1(size.mean + size.sd ** 2 / 2);
  });
}

/** Variance of a lane's log return per second: diffusion and jumps. */
export function varianceRate(market: Market, lane: number): number {
  const asset = market.assets[market.baseAssets[lane]];
  const diffusion = asset.kind === "base" ? asset.volatility ** 2 : 0;
  const size = market.jumps?.sizes[lane];
  return diffusion + (size == null ? 0 : market.jumps!.rate * (size.mean ** 2 + size.sd ** 2));
}

/** Back to t = 0, with the first arrivals of `path`. */
export function resetJumps(processes: JumpProcesses, path: number): void {
  processes.count.fill(0);
  processes.next.fill(0);
  for (let process = 0; process < processes.next.length; process++)
    scheduleNext(processes, path, process);
  processes.earliest = minimum(processes.next);
}

/**
 * Sums the jumps of the steps up to `to` into `logReturn`.
 * @returns whether there was one
 */
export function strikeJumps(processes: JumpProcesses, path: number, to: number): boolean {
  if (processes.earliest > to) return false;
  const { lanes, next, logReturn } = processes;
  logReturn.fill(0);
  for (let process = 0; process <= lanes; process++) {
    while (next[process] <= to) {
      if (process < lanes) strikeOne(processes, path, process);
      else strikeAll(processes, path);
      processes.count[process]++;
      scheduleNext(processes, path, process);
    }
  }
  processes.earliest = minimum(next);
  return true;
}

function strikeOne(processes: JumpProcesses, path: number, lane: number): void {
  const normal = inverseNormal(uniform(processes.sizes[lane], path, processes.count[lane]));
  processes.logReturn[lane] += processes.mean[lane] + processes.sd[lane] * normal;
}

function strikeAll(processes: JumpProcesses, path: number): void {
  const { lanes, factor, sharedSizes, count, logReturn } = processes;
  for (let lane = 0; lane < lanes; lane++) {
    if (processes.jumps[lane] === 0) continue;
    let normal = 0;
    for (let other = 0; other <= lane; other++) {
      const weight = factor[lane * lanes + other];
      if (weight !== 0)
        normal += weight * inverseNormal(uniform(sharedSizes[other], path, count[lanes]));
    }
    logReturn[lane] += processes.mean[lane] + processes.sd[lane] * normal;
  }
}

function scheduleNext(processes: JumpProcesses, path: number, process: number): void {
  const rate = processes.rate[process];
  processes.next[process] =
    rate > 0
      ? processes.next[process] +
        exponential(processes.arrivals[process], path, processes.count[process]) / rate
      : Infinity;
}

function minimum(values: Float64Array): number {
  let least = Infinity;
  for (let index = 0; index < values.length; index++)
    if (values[index] < least) least = values[index];
  return least;
}
