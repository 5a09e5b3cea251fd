/**
 * Past returns in place of a diffusion, joint over all assets, as they stand: no drift is taken out and none put in.
 *
 *   bootstrap   the stationary bootstrap (Politis and Romano 1994): blocks of geometric length, mean block_length, begin at
 *               any past return with equal probability and go on from the last one to the first
 *   replay      one window, the same on every path, or beginning anywhere it fits
 *
 * A step takes the returns whose intervals end in it: several where they are finer than the step, none in most steps where
 * they are coarser (prices stand still in between: the past does not say what happened there). Block b begins with draw 2b
 * of its stream and is as long as draw 2b + 1 says.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import type { History } from "../model/resolved/history.ts";
import { type Stream, type StreamRegistry, streamOf, uniform } from "../random/streams.ts";
import { BLOCK, type Returns, returnsFrom } from "./returns.ts";

interface Reader {
  readonly history: History;
  readonly stream: Stream;
  readonly returns: Float64Array;
  /** Rows of past returns. */
  readonly rows: number;
  /** Rows that a path takes. */
  readonly needed: number;
  /** Past return to be taken next. */
  row: number;
  /** Returns left in the block. */
  left: number;
  blocks: number;
  /** Taken so far on the path. */
  taken: number;
}

/** Returns that a horizon takes of a past at some distance. */
export function returnsWithin(seconds: number, interval: number): number {
  return Math.floor(seconds / interval + 1e-9);
}

/** The source of a model with a history. */
export function createHistory(
  { market, step, steps, horizon }: ResolvedModel,
  history: History,
  registry: StreamRegistry,
): Returns {
  const lanes = market.baseAssets.length;
  const reader: Reader = {
    history,
    stream: streamOf(registry, `market.${history.kind}`, "block"),
    returns: Float64Array.from(history.returns),
    rows: history.returns.length / lanes,
    needed: returnsWithin(horizon, history.interval),
    row: 0,
    left: 0,
    blocks: 0,
    taken: 0,
  };
  const logReturn = new Float64Array(BLOCK * lanes);
  return returnsFrom(lanes, steps, logReturn, (path, firstStep, count) => {
    if (firstStep === 0) reader.taken = reader.left = reader.blocks = 0;
    logReturn.fill(0);
    for (let at = 0; at < count; at++) {
      const due = returnsWithin((firstStep + at + 1) * step, history.interval);
      for (; reader.taken < due; reader.taken++)
        addRow(reader, nextRow(reader, path), lanes, logReturn, at);
    }
  });
}

function addRow(
  { returns }: Reader,
  row: number,
  lanes: number,
  logReturn: Float64Array,
  at: number,
): void {
  for (let lane = 0; lane < lanes; lane++)
    logReturn[at * lanes + lane] += returns[row * lanes + lane];
}

function nextRow(reader: Reader, path: number): number {
  if (reader.left === 0) beginBlock(reader, path);
  reader.left--;
  const row = reader.row;
  reader.row = row + 1 === reader.rows ? 0 : row + 1;
  return row;
}

function beginBlock(reader: Reader, path: number): void {
  const { history, stream, rows, needed } = reader;
  const block = reader.blocks++;
  if (history.kind === "replay") {
    const windows = rows - needed + 1;
    reader.left = needed;
    reader.row =
      history.start >= 0 ? history.start : Math.floor(uniform(stream, path, 0) * windows);
    return;
  }
  reader.row = Math.floor(uniform(stream, path, 2 * block) * rows);
  // P(length > n) = (1 - interval / blockLength)^n.
  const again = 1 - history.interval / history.blockLength;
  const drawn = Math.log1p(-uniform(stream, path, 2 * block + 1)) / Math.log(again);
  reader.left = again > 0 ? 1 + Math.floor(drawn) : 1;
}

/** Mean square of a lane's past returns, per second. */
export function pastVariance({ returns, interval }: History, lanes: number, lane: number): number {
  let sum = 0;
  for (let cell = lane; cell < returns.length; cell += lanes) sum += returns[cell] ** 2;
  return sum / (returns.length / lanes) / interval;
}
