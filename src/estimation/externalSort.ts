/**
 * Sorting draws that are too many for memory: sorted runs on a tape, merged once, from the largest down.
 *
 * Downward, so that the sums of weights from the top are made in the order in which a sort in memory makes them: both
 * give the same bits. The merge is that of a heap over the heads of all runs (Knuth, The art of computer programming
 * 3, 5.4.1); with 2^16 numbers a run, 10^7 draws are 153 runs, so that one merge is enough. The memory is twice the room
 * of the workspace, three times with weights.
 */
import type { Draws } from "./draws.ts";
import type { Ranked } from "./ranked.ts";
import { createWriter, finish, reserve, write } from "./workspace.ts";
import type { Tape, Workspace } from "./workspace.ts";

/** Sorted runs, each falling from its largest value; ties fall by weight. */
interface Runs {
  readonly count: number;
  /** Draws in every run but the last. */
  readonly length: number;
  readonly total: number;
  readonly values: Tape;
  readonly weights: Tape | undefined;
}

/** The draws next in turn: a few of every run in memory. */
interface Heads {
  readonly runs: Runs;
  /** Places of each run in the buffers. */
  readonly share: number;
  readonly values: Float64Array;
  readonly weights: Float64Array;
  /** By run: the first draw on the tape not yet read, the draw next in turn in the buffers, and their end. */
  readonly unread: Float64Array;
  readonly next: Int32Array;
  readonly end: Int32Array;
  /** The runs that have draws left: a heap with the largest draw on top. */
  readonly heap: Int32Array;
  size: number;
}

/** Sorts draws on tapes of the workspace. */
export function sortOnTapes(draws: Draws, workspace: Workspace): Ranked {
  const heads = createHeads(writeRuns(draws, workspace), workspace);
  return draws.weights === undefined
    ? mergeEqual(heads, workspace)
    : mergeWeighted(heads, workspace);
}

function writeRuns({ values, weights }: Draws, workspace: Workspace): Runs {
  const length = workspace.room;
  const total = values.length;
  const runs: Runs = {
    count: Math.ceil(total / length),
    length,
    total,
    values: workspace.tape("runs"),
    weights: weights === undefined ? undefined : workspace.tape("weights of runs"),
  };
  const run = reserve(workspace, "run", length);
  const runWeights = weights === undefined ? run : reserve(workspace, "weights of run", length);
  const weightChunks = weights?.chunks[Symbol.iterator]();
  let filled = 0;
  const flush = (): void => {
    if (runs.weights === undefined) runs.values.append(run.subarray(0, filled).sort().reverse());
    else writeWeighted(runs.values, runs.weights, run, runWeights, filled, workspace);
    filled = 0;
  };
  for (const chunk of values.chunks) {
    const weight = weightChunks?.next().value as Float64Array | undefined;
    for (let i = 0; i < chunk.length; i++) {
      if (filled === length) flush();
      if (weight !== undefined) runWeights[filled] = weight[i];
      run[filled++] = chunk[i];
    }
  }
  flush();
  return runs;
}

function writeWeighted(
  valueTape: Tape,
  weightTape: Tape,
  values: Float64Array,
  weights: Float64Array,
  length: number,
  workspace: Workspace,
): void {
  const order = reserve(workspace, "order", length).subarray(0, length);
  for (let i = 0; i < length; i++) order[i] = i;
  order.sort((a, b) => values[b] - values[a] || weights[b] - weights[a]);
  const sorted = reserve(workspace, "sorted run", length).subarray(0, length);
  for (let i = 0; i < length; i++) sorted[i] = values[order[i]];
  valueTape.append(sorted);
  for (let i = 0; i < length; i++) sorted[i] = weights[order[i]];
  weightTape.append(sorted);
}

function createHeads(runs: Runs, workspace: Workspace): Heads {
  const { room } = workspace;
  const share = Math.max(1, Math.floor(room / 256), Math.floor(room / runs.count));
  const values = reserve(workspace, "heads", share * runs.count);
  const heads: Heads = {
    runs,
    share,
    values,
    weights:
      runs.weights === undefined
        ? values
        : reserve(workspace, "weights of heads", share * runs.count),
    unread: Float64Array.from({ length: runs.count }, (_, run) => run * runs.length),
    next: new Int32Array(runs.count),
    end: new Int32Array(runs.count),
    heap: new Int32Array(runs.count),
    size: 0,
  };
  for (let run = 0; run < runs.count; run++) {
    refill(heads, run);
    heads.heap[run] = run;
  }
  heads.size = runs.count;
  for (let at = Math.floor(runs.count / 2) - 1; at >= 0; at--) sink(heads, at);
  return heads;
}

/** Reads the next draws of a run into its places. @returns whether there were any */
function refill({ runs, share, values, weights, unread, next, end }: Heads, run: number): boolean {
  const last = Math.min((run + 1) * runs.length, runs.total);
  const count = Math.min(share, last - unread[run]);
  const first = run * share;
  next[run] = first;
  end[run] = first + count;
  if (count === 0) return false;
  runs.values.read(unread[run], values.subarray(first, first + count));
  runs.weights?.read(unread[run], weights.subarray(first, first + count));
  unread[run] += count;
  return true;
}

/** Whether the head of one run comes before that of another. */
function isAhead({ values, weights, next }: Heads, run: number, other: number): boolean {
  const gap = values[next[run]] - values[next[other]];
  return gap > 0 || (gap === 0 && weights[next[run]] > weights[next[other]]);
}

function sink(heads: Heads, from: number): void {
  const { heap, size } = heads;
  const run = heap[from];
  let at = from;
  for (let child = 2 * at + 1; child < size; child = 2 * at + 1) {
    if (child + 1 < size && isAhead(heads, heap[child + 1], heap[child])) child++;
    if (!isAhead(heads, heap[child], run)) break;
    heap[at] = heap[child];
    at = child;
  }
  heap[at] = run;
}

/** Goes on to the draw after the one on top. */
function advance(heads: Heads): void {
  const run = heads.heap[0];
  heads.next[run]++;
  if (heads.next[run] === heads.end[run] && !refill(heads, run))
    heads.heap[0] = heads.heap[--heads.size];
  if (heads.size > 0) sink(heads, 0);
}

function mergeEqual(heads: Heads, workspace: Workspace): Ranked {
  const count = heads.runs.total;
  const values = createWriter(workspace, "sorted");
  for (; heads.size > 0; advance(heads)) write(values, heads.values[heads.next[heads.heap[0]]]);
  const falling = finish(values);
  return {
    count,
    valueAt: (rank) => falling.at(count - 1 - rank),
    weightFrom: (rank) => count - rank,
    squareFrom: (rank) => count - rank,
    largestWeight: 1,
  };
}

function mergeWeighted(heads: Heads, workspace: Workspace): Ranked {
  const count = heads.runs.total;
  const values = createWriter(workspace, "sorted");
  const weights = createWriter(workspace, "sorted weights");
  const squares = createWriter(workspace, "sorted squares");
  let sum = 0;
  let square = 0;
  let largestWeight = 0;
  for (; heads.size > 0; advance(heads)) {
    const head = heads.next[heads.heap[0]];
    const weight = heads.weights[head];
    sum += weight;
    square += weight * weight;
    largestWeight = Math.max(largestWeight, weight);
    write(values, heads.values[head]);
    write(weights, sum);
    write(squares, square);
  }
  const [falling, weightsFrom, squaresFrom] = [values, weights, squares].map(finish);
  return {
    count,
    valueAt: (rank) => falling.at(count - 1 - rank),
    weightFrom: (rank) => (rank === count ? 0 : weightsFrom.at(count - 1 - rank)),
    squareFrom: (rank) => (rank === count ? 0 : squaresFrom.at(count - 1 - rank)),
    largestWeight,
  };
}
