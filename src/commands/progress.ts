/**
 * Progress of a run on standard error: a bar on a terminal, a plain line every few seconds elsewhere, or nothing.
 *
 * It shows a running estimate of the mean bad debt with its 95 % normal interval. That is for the eye only: the figures
 * in files come from the second pass.
 */

import { SingleBar } from "cli-progress";
import { duration, figure } from "./figures.ts";

const LINE_EVERY_MS = 5000;
const METRIC = "bad_debt_usd";

/** Paths in hand, one value per path. */
export type ProgressColumns = Readonly<Record<string, Float64Array>>;

export interface Progress {
  /** Takes in finished paths. @param seconds s spent simulating in this attempt */
  advance(columns: ProgressColumns, seconds: number): void;
  stop(): void;
}

/** Progress of variants that are simulated one after the other. */
export interface VariantProgress {
  /** The next variant begins. */
  begin(variant: number): void;
  advance(columns: ProgressColumns): void;
  stop(): void;
}

const SILENT: Progress = { advance: () => {}, stop: () => {} };

interface Moments {
  count: number;
  sum: number;
  squares: number;
}

function add(moments: Moments, { [METRIC]: values, weight }: ProgressColumns): void {
  for (let path = 0; path < values.length; path++) {
    const value = values[path] * weight[path];
    moments.count++;
    moments.sum += value;
    moments.squares += value * value;
  }
}

function estimate({ count, sum, squares }: Moments): string {
  if (count === 0) return "";
  const mean = sum / count;
  if (count === 1) return ` | mean bad debt ${figure(mean)} USD`;
  const variance = Math.max(0, (squares - sum * mean) / (count - 1));
  const half = 1.96 * Math.sqrt(variance / count);
  return ` | mean bad debt ${figure(mean)} (${figure(mean - half)} to ${figure(mean + half)}) USD`;
}

/** What is left, in words. */
export function timeLeft(seconds: number): string {
  const whole = Math.round(seconds);
  if (!Number.isFinite(whole)) return "-";
  return whole < 60 ? `${whole} s` : duration(whole);
}

/** How fast it goes and what is left of it; nothing is known before the first paths. */
function paceText(paths: number, seconds: number, rest: number): string {
  if (paths === 0) return "starting";
  const rate = paths / seconds;
  return `${figure(rate)} paths/s | ${timeLeft(rest / rate)} left`;
}

function createBar(terminal: boolean, part = "", more: object = {}): SingleBar {
  const bar = terminal ? "{bar} " : "";
  const format = `${bar}{percentage}% | ${part}{value}/{total} paths | {pace}{estimate}`;
  const options = { format, stream: process.stderr, noTTYOutput: true, hideCursor: true, ...more };
  return new SingleBar({ ...options, notTTYSchedule: LINE_EVERY_MS, barsize: 24, linewrap: false });
}

/**
 * Starts showing progress.
 *
 * @param earlier columns of the paths that an earlier attempt has finished
 * @param part what the paths are, if they are not a run's own
 */
export function showProgress(
  quiet: boolean,
  paths: number,
  earlier: Iterable<ProgressColumns>,
  part = "",
): Progress {
  if (quiet) return SILENT;
  const moments: Moments = { count: 0, sum: 0, squares: 0 };
  for (const columns of earlier) add(moments, columns);
  const before = moments.count;
  const bar = createBar(process.stderr.isTTY, part === "" ? "" : `${part} | `);
  bar.start(paths, before, { pace: paceText(0, 0, 0), estimate: estimate(moments) });
  return {
    advance(columns, seconds) {
      add(moments, columns);
      const pace = paceText(moments.count - before, seconds, paths - moments.count);
      bar.update(moments.count, { pace, estimate: estimate(moments) });
    },
    stop: () => bar.stop(),
  };
}

/** Variants whose progress is shown. */
export interface ShownVariants {
  readonly count: number;
  /** What one of them is, in the plural. */
  readonly words: string;
  /** Fewer may do. */
  readonly atMost: boolean;
  /** Paths of each, at most. */
  readonly paths: number;
  /** Variants that an earlier attempt has finished. */
  readonly done: number;
}

/**
 * Starts showing progress over variants; the estimate is that of the one under way. At the end a line says how many there
 * were: where fewer do than there may be, no bar comes to its end.
 */
export function showVariants(
  quiet: boolean,
  { count, words, atMost, paths, done }: ShownVariants,
): VariantProgress {
  if (quiet) return { begin: () => {}, advance: () => {}, stop: () => {} };
  const moments: Moments = { count: 0, sum: 0, squares: 0 };
  const part = `{variant} of ${atMost ? "at most " : ""}${count} ${words} | `;
  const bar = createBar(process.stderr.isTTY, part, { clearOnComplete: true });
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  let variant = done;
  let simulated = 0;
  const shown = (): Record<string, unknown> => {
    const pace = paceText(simulated, seconds(), (count - done) * paths - simulated);
    return { variant, pace, estimate: estimate(moments) };
  };
  bar.start(count * paths, done * paths, shown());
  return {
    begin(next) {
      variant = next + 1;
      Object.assign(moments, { count: 0, sum: 0, squares: 0 });
    },
    advance(columns) {
      add(moments, columns);
      simulated += columns[METRIC].length;
      bar.update(done * paths + simulated, shown());
    },
    stop() {
      bar.stop();
      process.stderr.write(
        `simulated ${variant - done} ${words}, ${simulated} paths, in ${duration(seconds())}\n`,
      );
    },
  };
}
