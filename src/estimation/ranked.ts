/** Values in order of size, and the weight standing at and above each of them. */

/** Values by rank, from 0 for the smallest, and sums of weights from the top, where precision is wanted. */
export interface Ranked {
  /** Number of draws. */
  readonly count: number;
  /** The value of a rank under `count`. */
  valueAt(this: void, rank: number): number;
  /** Sum of the weights at a rank and all above it; 0 at rank `count`. */
  weightFrom(this: void, rank: number): number;
  /** The same sum of squared weights. */
  squareFrom(this: void, rank: number): number;
  readonly largestWeight: number;
}

/** Number of values < x; x any number. */
export function countBelow(sample: Ranked, x: number): number {
  return bisect(sample, (value) => value < x);
}

/** Number of values <= x; x any number. */
export function countAtMost(sample: Ranked, x: number): number {
  return bisect(sample, (value) => value <= x);
}

function bisect({ count, valueAt }: Ranked, isLeft: (value: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isLeft(valueAt(middle))) low = middle + 1;
    else high = middle;
  }
  return low;
}
