/**
 * Owen's nested uniform scrambling of binary digits, by address.
 *
 * Digit k of a point is flipped or not by a random bit that belongs to the k - 1 digits before it (Owen 1995): points
 * keep their stratification, each becomes uniform, and independent scrambles give independent estimates. The bits are a
 * tree; one Philox block holds those of seven levels below a node, so that 32 digits cost five blocks and nothing is
 * stored or hashed by other means (Burley 2020 hashes for speed and gives up full independence). Digits beyond the 32nd
 * are plain random ones, as they would be for any point that is alone in its interval.
 */
import { philoxWords } from "./philox.ts";
import type { Stream } from "./streams.ts";

/** Levels of the tree in one block: 1 + 2 + .. + 64 = 127 of its 128 bits. */
const LEVELS = 7;

const TWO_21 = 0x200000;
const TWO_MINUS_53: number = 2 ** -53;

/** The two streams of one dimension: bits of the tree, and digits beyond it. */
export interface Scrambling {
  readonly tree: Stream;
  readonly rest: Stream;
  /** The words of one block. */
  readonly words: Int32Array;
}

/** The 32 scrambled digits of a point as an int32. @param scramble number of the replicate, a uint32 */
export function scrambleDigits(
  { tree, words }: Scrambling,
  digits: number,
  scramble: number,
): number {
  const { key0, key1, low, high } = tree;
  let scrambled = 0;
  for (let done = 0; done < 32; done += LEVELS) {
    const above = done === 0 ? 0 : digits >>> (32 - done);
    philoxWords(key0, key1, 2 ** done + above, low, high, scramble, words);
    let node = 1;
    for (let digit = done; digit < 32 && digit < done + LEVELS; digit++) {
      const bit = (digits >>> (31 - digit)) & 1;
      const flip = (words[node >>> 5] >>> (node & 31)) & 1;
      scrambled = (scrambled << 1) | (bit ^ flip);
      node = 2 * node + bit;
    }
  }
  return scrambled;
}

/**
 * A scrambled coordinate.
 *
 * @param digits of the point, as `sobolDigits` gives them
 * @returns a double in (0, 1) with 53 binary digits
 */
export function scrambledUniform(scrambling: Scrambling, digits: number, scramble: number): number {
  const { rest, words } = scrambling;
  const leading = scrambleDigits(scrambling, digits, scramble) >>> 0;
  philoxWords(rest.key0, rest.key1, digits, rest.low, rest.high, scramble, words);
  const bits = leading * TWO_21 + (words[0] >>> 11);
  return (bits === 0 ? 0.5 : bits) * TWO_MINUS_53;
}
