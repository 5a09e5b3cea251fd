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
  if (count === 0) return "-";
  const mean = sum / count;
  if (count === 1) return figure(mean);
  const variance = Math.max(0, (squares - sum * mean) / (count - 1));
  const half = 1.96 * Math.sqrt(variance / count);
  return `${figure(mean)} (${figure(mean - half)} to ${figure(mean + half)})`;
}

/** What is left, in words. @param seconds or the library's word where it cannot tell */
export function timeLeft(seconds: number | string): string {
  const whole = Math.round(Number(seconds));
  if (!Number.isFinite(whole)) return "-";
  return whole < 60 ? `${whole} s` : duration(whole);
}

function createBar(terminal: boolean, part = ""): SingleBar {
  const bar = terminal ? "{bar} " : "";
  const format = `${bar}{percentage}% | ${part}{value}/{total} paths | {rate} paths/s | {eta_formatted} left | mean bad debt {estimate} USD`;
  const options = {
    format,
    stream: process.stderr,
    etaBuffer: 50,
    formatTime: timeLeft,
    noTTYOutput: true,
    hideCursor: true,
  };
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
  bar.start(paths, before, { rate: "-", estimate: estimate(moments) });
  return {
    advance(columns, seconds) {
      add(moments, columns);
      const rate = figure((moments.count - before) / seconds);
      bar.update(moments.count, { rate, estimate: estimate(moments) });
    },
    stop: () => bar.stop(),
  };
}

/**
 * Starts showing progress over variants; the estimate is that of the one under way.
 *
 * @param paths of each
 * @param done variants that an earlier attempt has finished
 */
export function showVariants(
  quiet: boolean,
  variants: number,
  paths: number,
  done: number,
): VariantProgress {
  if (quiet) return { begin: () => {}, advance: () => {}, stop: () => {} };
  const moments: Moments = { count: 0, sum: 0, squares: 0 };
  const bar = createBar(process.stderr.isTTY, `variant {variant}, the last is ${variants - 1} | `);
  const start = performance.now();
  let variant = done;
  let simulated = 0;
  const shown = (): Record<string, unknown> => {
    const rate = simulated === 0 ? "-" : figure((simulated / (performance.now() - start)) * 1000);
    return { variant, rate, estimate: estimate(moments) };
  };
  bar.start(variants * paths, done * paths, shown());
  return {
    begin(next) {
      variant = next;
      Object.assign(moments, { count: 0, sum: 0, squares: 0 });
    },
    advance(columns) {
      add(moments, columns);
      simulated += columns[METRIC].length;
      bar.update(done * paths + simulated, shown());
    },
    stop: () => bar.stop(),
  };
}
