/**
 * Philox4x32-10: a keyed bijection of 128-bit counters whose outputs stand for independent random words.
 *
 * Ten rounds of two 32x32 -> 64 bit products, (c0, c1, c2, c3) <- (hi1 ^ c1 ^ k0, lo1, hi0 ^ c3 ^ k1, lo0), the key
 * bumped by Weyl constants between rounds. Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as
 * 1, 2, 3", SC11 (2011). JavaScript has no 64-bit product of integers, so the high word is put together from 16-bit
 * halves. The round stands four times, once per shape of result: a function that shared it would have to return four
 * words, hence allocate, in the innermost loop there is.
 */

const M0 = 0xd2511f53;
const M1 = 0xcd9e8d57;
const W0 = 0x9e3779b9;
const W1 = 0xbb67ae85;
const ROUNDS = 10;

const TWO_26 = 0x4000000;
const TWO_MINUS_53: number = 2 ** -53;
const TWO_MINUS_54: number = 2 ** -54;

/** High 32 bits of the unsigned product of two 32-bit words, as an int32. */
function highWord(a: number, b: number): number {
  const aHigh = a >>> 16;
  const aLow = a & 0xffff;
  const bHigh = b >>> 16;
  const bLow = b & 0xffff;
  const mid = (Math.imul(aHigh, bLow) + (Math.imul(aLow, bLow) >>> 16)) | 0;
  const carry = (Math.imul(aLow, bHigh) + (mid & 0xffff)) | 0;
  return (Math.imul(aHigh, bHigh) + (mid >>> 16) + (carry >>> 16)) | 0;
}

/** A double in (0, 1) with 53 random bits; the one zero becomes 2^-54, so that every inverse CDF is finite. */
function toDouble(high: number, low: number): number {
  const bits = (high >>> 5) * TWO_26 + (low >>> 6);
  return bits === 0 ? TWO_MINUS_54 : bits * TWO_MINUS_53;
}

/**
 * The four random words of one counter, for anybody; the simulation uses the kernels below.
 *
 * @param counter four 32-bit words, lowest first; anything beyond 32 bits is cut off
 * @param key two 32-bit words
 * @param rounds 10 is the generator used here; Random123 considers 7 the least that passes every test
 * @returns four words in [0, 2^32)
 * @throws RangeError if counter or key is too short, or rounds is not a whole number >= 0
 */
export function philox4x32(
  counter: Uint32Array | readonly number[],
  key: Uint32Array | readonly number[],
  rounds: number = ROUNDS,
): Uint32Array {
  if (counter.length !== 4)
    throw new RangeError(`counter: must have 4 words, got ${counter.length}`);
  if (key.length !== 2) throw new RangeError(`key: must have 2 words, got ${key.length}`);
  if (!Number.isInteger(rounds) || rounds < 0)
    throw new RangeError(`rounds: must be a whole number >= 0, got ${rounds}`);
  const words = Uint32Array.from(counter);
  let [k0, k1] = Uint32Array.from(key) as unknown as [number, number];
  for (let round = 0; round < rounds; round++) {
    const [c0, c1, c2, c3] = words as unknown as [number, number, number, number];
    words[0] = highWord(M1, c2) ^ c1 ^ k0;
    words[1] = Math.imul(M1, c2);
    words[2] = highWord(M0, c0) ^ c3 ^ k1;
    words[3] = Math.imul(M0, c0);
    k0 = (k0 + W0) | 0;
    k1 = (k1 + W1) | 0;
  }
  return words;
}

/**
 * One of the two doubles of a counter: words (0, 1) for half 0, words (2, 3) for half 1, high word first.
 *
 * @returns a double in (0, 1), 53 bits
 */
export function philoxDouble(
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
  counter2: number,
  counter3: number,
  half: number,
): number {
  let k0 = key0 | 0;
  let k1 = key1 | 0;
  let c0 = counter0 | 0;
  let c1 = counter1 | 0;
  let c2 = counter2 | 0;
  let c3 = counter3 | 0;
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = highWord(M0, c0);
    const high1 = highWord(M1, c2);
    const low0 = Math.imul(M0, c0);
    const low1 = Math.imul(M1, c2);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + W0) | 0;
    k1 = (k1 + W1) | 0;
  }
  return half === 0 ? toDouble(c0, c1) : toDouble(c2, c3);
}

/** Both doubles of a counter, written to `out[at]` (half 0) and `out[at + 1]` (half 1). */
export function philoxDoubles(
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
  counter2: number,
  counter3: number,
  out: Float64Array,
  at: number,
): void {
  let k0 = key0 | 0;
  let k1 = key1 | 0;
  let c0 = counter0 | 0;
  let c1 = counter1 | 0;
  let c2 = counter2 | 0;
  let c3 = counter3 | 0;
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = highWord(M0, c0);
    const high1 = highWord(M1, c2);
    const low0 = Math.imul(M0, c0);
    const low1 = Math.imul(M1, c2);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + W0) | 0;
    k1 = (k1 + W1) | 0;
  }
  out[at] = toDouble(c0, c1);
  out[at + 1] = toDouble(c2, c3);
}

/** The four words of a counter as int32, written to `out[0 .. 3]`. */
export function philoxWords(
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
  counter2: number,
  counter3: number,
  out: Int32Array,
): void {
  let k0 = key0 | 0;
  let k1 = key1 | 0;
  let c0 = counter0 | 0;
  let c1 = counter1 | 0;
  let c2 = counter2 | 0;
  let c3 = counter3 | 0;
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = highWord(M0, c0);
    const high1 = highWord(M1, c2);
    const low0 = Math.imul(M0, c0);
    const low1 = Math.imul(M1, c2);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + W0) | 0;
    k1 = (k1 + W1) | 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}
