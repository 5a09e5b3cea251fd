/** Time, robustly: repeats of several things in turns, so that a slow minute of the machine hits all of them alike. */

/**
 * Something to time. It must leave a trace (a table, a state), or the compiler may drop it. What returns a number has
 * timed itself, s.
 */
export type Work = () => void | Promise<void> | Promise<number>;

const NANOSECONDS = 1e9;

async function secondsOf(work: Work): Promise<number> {
  const start = process.hrtime.bigint();
  const own = await work();
  return own ?? secondsSince(start);
}

/** s since a moment of `process.hrtime.bigint`. */
export function secondsSince(start: bigint): number {
  return Number(process.hrtime.bigint() - start) / NANOSECONDS;
}

/** The middle value; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Runs every work once unmeasured, then all of them in turns.
 *
 * @returns s, the median of each work
 */
export async function interleaved<Name extends string>(
  works: Readonly<Record<Name, Work>>,
  repeats: number,
): Promise<Record<Name, number>> {
  const names = Object.keys(works) as Name[];
  const seconds = Object.fromEntries(names.map((name) => [name, [] as number[]]));
  for (const name of names) await works[name]();
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const name of names) seconds[name].push(await secondsOf(works[name]));
  }
  return Object.fromEntries(names.map((name) => [name, median(seconds[name])])) as Record<
    Name,
    number
  >;
}
