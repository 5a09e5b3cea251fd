/**
 * Random numbers by address: every draw is a pure function of (seed, component, purpose, path, draw index).
 *
 * Key = 64 bits from the user's seed; counter = (block, stream low, stream high, path), the stream being a 64-bit hash
 * of (component, purpose). One rule for all draws: a counter yields two doubles, so draw d is half d & 1 of block
 * floor(d / 2), and the up-time 2n and duration 2n + 1 of a fault cost one block. Draw indices lie in [0, 2^33), paths
 * in [0, 2^32). Items (accounts, attempts, strikes) own DRAWS_PER_ITEM draws each, so one more liquidation shifts
 * nothing. Nothing here remembers a draw; ranges are checked when a model is loaded, not per draw.
 */
import seedrandom from "seedrandom";
import { invertNormals } from "./inverseNormal.ts";
import { philoxDouble, philoxDoubles } from "./philox.ts";

/** Item i owns the draws i * DRAWS_PER_ITEM + k, k in [0, DRAWS_PER_ITEM). */
export const DRAWS_PER_ITEM = 16;

/** Most items that one stream can serve: their draws then stay below 2^32, well inside the block counter. */
export const ITEM_LIMIT: number = 2 ** 28;

/** An address space of draws: the key, and the two counter words that tell streams apart. All are uint32. */
export interface Stream {
  readonly key0: number;
  readonly key1: number;
  readonly low: number;
  readonly high: number;
}

/** The streams of one seed. Asking for one twice is free; the order of asking changes nothing. */
export interface StreamRegistry {
  readonly key0: number;
  readonly key1: number;
  readonly hash: (text: string) => bigint;
  /** Stream id -> the (component, purpose) that owns it. */
  readonly owners: Map<bigint, string>;
}

/**
 * Opens the streams of a seed.
 *
 * ARC4 (seedrandom's default) spreads the seed over 2048 bits of state before it gives a word. It repeats its key
 * cyclically and looks at one byte per character, so that bare seeds "1" and "11", or "a" and "š", would be the same
 * run. UTF-8 bytes closed by 255, a byte that UTF-8 never uses, keep them apart.
 *
 * @param seed any string, "0" and "" included
 * @param hash 64-bit hash of a string; replaced only to test collisions
 */
export function createRegistry(
  seed: string,
  hash: (text: string) => bigint = fnv1a64,
): StreamRegistry {
  const bytes = Array.from(new TextEncoder().encode(seed), (byte) =>
    String.fromCharCode(byte),
  ).join("");
  const words = seedrandom(`${bytes}\xff`);
  return { key0: words.int32() >>> 0, key1: words.int32() >>> 0, hash, owners: new Map() };
}

/**
 * The stream of one purpose of one component, e.g. ("sequencers.commons", "halt").
 *
 * @throws Error naming both owners if another (component, purpose) has the same 64-bit id
 */
export function streamOf(registry: StreamRegistry, component: string, purpose: string): Stream {
  const owner = JSON.stringify([component, purpose]);
  const id = registry.hash(owner);
  const known = registry.owners.get(id);
  if (known !== undefined && known !== owner) {
    throw new Error(
      `random streams ${known} and ${owner} have the same id; rename one of the components`,
    );
  }
  registry.owners.set(id, owner);
  const low = Number(BigInt.asUintN(32, id));
  const high = Number(BigInt.asUintN(32, id >> 32n));
  return Object.freeze({ key0: registry.key0, key1: registry.key1, low, high });
}

/**
 * FNV-1a, 64 bits, over the UTF-8 bytes (Fowler, Noll and Vo; RFC 9923). Ids need only differ: Philox does the mixing,
 * and two of 10^6 streams share one with probability 3e-8.
 */
export function fnv1a64(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash;
}

/** Draw `draw` of a path: a double in (0, 1) with 53 random bits. */
export function uniform(stream: Stream, path: number, draw: number): number {
  const half = draw & 1;
  // Division, not a shift: draws may exceed 2^32.
  return philoxDouble(
    stream.key0,
    stream.key1,
    (draw - half) / 2,
    stream.low,
    stream.high,
    path,
    half,
  );
}

/** Draw `draw` of a path as a standard exponential, -log(1 - u): increasing in the uniform. */
export function exponential(stream: Stream, path: number, draw: number): number {
  return exponentialOf(uniform(stream, path, draw));
}

/** The standard exponential that a uniform stands for. */
export function exponentialOf(draw: number): number {
  return -Math.log1p(-draw);
}

/** Writes the draws firstDraw .. firstDraw + count - 1 of a path to `out[0 .. count - 1]`, bit for bit `uniform`. */
export function fillUniforms(
  stream: Stream,
  path: number,
  firstDraw: number,
  out: Float64Array,
  count: number,
): void {
  const { key0, key1, low, high } = stream;
  let at = 0;
  if (count > 0 && (firstDraw & 1) === 1) out[at++] = uniform(stream, path, firstDraw);
  let block = (firstDraw + at) / 2;
  for (; at + 1 < count; at += 2) philoxDoubles(key0, key1, block++, low, high, path, out, at);
  if (at < count) out[at] = uniform(stream, path, firstDraw + at);
}

/** As `fillUniforms`, each draw turned into a standard normal by the inverse CDF. */
export function fillNormals(
  stream: Stream,
  path: number,
  firstDraw: number,
  out: Float64Array,
  count: number,
): void {
  fillUniforms(stream, path, firstDraw, out, count);
  invertNormals(out, count);
}
