/**
 * Jumps: compound Poisson processes (Merton 1976), or self-exciting ones (`excitation.ts`), with sizes of the log return.
 *
 * Every asset has jumps of its own at (1 - shared) * rate; one more process at shared * rate strikes all assets together
 * with sizes joined by a Gaussian copula of the diffusion's correlation. Rates are long-run means, excited jumps included;
 * each process excites itself. Arrival times are exact; a jump acts in the step whose interval holds it. The n-th
 * arrival of a process is draw n of its stream (2n and 2n + 1 of another where it is excited), its size draw n of a
 * third. Left out: jumps of one asset that excite another's.
 */
import type { Market } from "../model/resolved/market.ts";
import type { MarketTilt } from "../model/resolved/sampling.ts";
import { inverseNormal } from "../random/inverseNormal.ts";
import {
  type Stream,
  type StreamRegistry,
  exponential,
  streamOf,
  uniform,
} from "../random/streams.ts";
import { cholesky } from "./cholesky.ts";
import { excite, excitedWait, warmUp } from "./excitation.ts";
import { type SizeLaw, compileSize, sizeOf } from "./jumpSizes.ts";
import { type JumpCounts, createJumpTilt, dilute, tiltJumps } from "./jumpTilt.ts";

export interface JumpProcesses extends JumpCounts {
  /** By lane; null: the asset does not jump. */
  readonly laws: readonly (SizeLaw | null)[];
  readonly arrivals: readonly Stream[];
  /** By lane: sizes of its own jumps; of the shared ones. */
  readonly sizes: readonly Stream[];
  readonly sharedSizes: readonly Stream[];
  readonly factor: Float64Array;
  /** s; next arrival by process. */
  readonly next: Float64Array;
  /** Arrivals drawn so far, by process, those of the warm-up included. */
  readonly drawn: Int32Array;
  /** Intensity over its base right after the latest arrival, by process. */
  readonly excess: Float64Array;
  /** Whether the next arrival is of the base intensity, not excited, by process. */
  readonly fresh: Uint8Array;
  /** Log return of the current step's jumps, by lane. */
  readonly logReturn: Float64Array;
  /** Earliest of `next`. */
  earliest: number;
}

/** The jump processes of a market; `resetJumps` starts a path. */
export function createJumps(
  market: Market,
  registry: StreamRegistry,
  tilt?: MarketTilt,
): JumpProcesses {
  const { jumps, baseAssets, assets } = market;
  const lanes = baseAssets.length;
  const sizes = baseAssets.map((_, lane) => jumps?.sizes[lane] ?? null);
  const names = baseAssets.map((asset) => `market.assets.${assets[asset].name}`);
  const any = sizes.some((size) => size !== null);
  const rate = jumps?.rate ?? 0;
  const shared = jumps?.shared ?? 0;
  const excitation = jumps?.excitation ?? null;
  const purpose = excitation === null ? "" : "/excited";
  return {
    lanes,
    laws: sizes.map((size) => (size === null ? null : compileSize(size))),
    rate: Float64Array.from([
      ...sizes.map((size) => (size === null ? 0 : rate * (1 - shared))),
      any ? rate * shared : 0,
    ]),
    excitation,
    arrivals: [
      ...names.map((name) => streamOf(registry, name, `jump${purpose}`)),
      streamOf(registry, "market.jumps", `shared${purpose}`),
    ],
    sizes: names.map((name) => streamOf(registry, name, "jump/size")),
    sharedSizes: names.map((name) => streamOf(registry, name, "jump/shared-size")),
    factor: cholesky(market.correlation, lanes),
    next: new Float64Array(lanes + 1),
    count: new Int32Array(lanes + 1),
    drawn: new Int32Array(lanes + 1),
    excess: new Float64Array(lanes + 1),
    fresh: new Uint8Array(lanes + 1),
    freshCount: new Int32Array(lanes + 1),
    ownNormals: new Float64Array(lanes),
    sharedNormals: new Float64Array(lanes),
    tilt: createJumpTilt(market, tilt),
    logReturn: new Float64Array(lanes),
    earliest: Infinity,
  };
}

/** Back to t = 0, with the first arrivals of `path`. @param tilted whether the model's tilts act on it */
export function resetJumps(processes: JumpProcesses, path: number, tilted: boolean = true): void {
  if (processes.tilt !== null) tiltJumps(processes.tilt, tilted);
  processes.freshCount.fill(0);
  processes.ownNormals.fill(0);
  processes.sharedNormals.fill(0);
  processes.count.fill(0);
  processes.drawn.fill(0);
  for (let process = 0; process < processes.next.length; process++)
    startProcess(processes, path, process);
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
      processes.freshCount[process] += processes.fresh[process];
      scheduleNext(processes, path, process);
    }
  }
  processes.earliest = minimum(next);
  return true;
}

function strikeOne(processes: JumpProcesses, path: number, lane: number): void {
  const law = processes.laws[lane]!;
  const { tilt } = processes;
  const drawn = inverseNormal(uniform(processes.sizes[lane], path, processes.count[lane]));
  const normal = tilt === null ? drawn : drawn + tilt.ownMove[lane];
  processes.ownNormals[lane] += normal;
  processes.logReturn[lane] += sizeOf(law, normal);
}

function strikeAll(processes: JumpProcesses, path: number): void {
  const { lanes, factor, sharedSizes, sharedNormals, count, logReturn, tilt } = processes;
  for (let lane = 0; lane < lanes; lane++) {
    const law = processes.laws[lane];
    if (law === null) continue;
    let normal = 0;
    for (let other = 0; other <= lane; other++) {
      const weight = factor[lane * lanes + other];
      if (weight !== 0)
        normal += weight * inverseNormal(uniform(sharedSizes[other], path, count[lanes]));
    }
    if (tilt !== null) normal += tilt.sharedMove[lane];
    sharedNormals[lane] += normal;
    logReturn[lane] += sizeOf(law, normal);
  }
}

/** The first arrival after t = 0; an excited process has run for a while by then. */
function startProcess(processes: JumpProcesses, path: number, process: number): void {
  const { next, rate, excess, excitation } = processes;
  next[process] = 0;
  if (excitation !== null && rate[process] > 0) {
    next[process] = -warmUp(excitation);
    excess[process] = rate[process] * excitation.branching;
  }
  do scheduleNext(processes, path, process);
  while (next[process] <= 0);
}

function scheduleNext(processes: JumpProcesses, path: number, process: number): void {
  const { next, rate, arrivals, drawn, excess, excitation, fresh, tilt } = processes;
  const draw = drawn[process]++;
  const speed = tilt === null ? 1 : tilt.speed[process];
  if (!(rate[process] > 0)) next[process] = Infinity;
  else if (excitation === null) {
    fresh[process] = 1;
    next[process] += exponential(arrivals[process], path, draw) / (rate[process] * speed);
  } else {
    const first = exponential(arrivals[process], path, 2 * draw);
    const drawnSecond = exponential(arrivals[process], path, 2 * draw + 1);
    const base = rate[process] * (1 - excitation.branching);
    const second = speed === 1 ? drawnSecond : dilute(drawnSecond, base, next[process], speed);
    const wait = excitedWait(first, second, base, excess[process], excitation.decay);
    fresh[process] = base > 0 && wait === second / base ? 1 : 0;
    next[process] += wait;
    excess[process] = excite(excitation, excess[process], wait);
  }
}

function minimum(values: Float64Array): number {
  let least = Infinity;
  for (let index = 0; index < values.length; index++)
    if (values[index] < least) least = values[index];
  return least;
}
