/**
 * Draws: the values of a sample with their weights, in the order in which they were drawn.
 *
 * Weights that are all the same carry nothing and are dropped: counting is exact then, and costs no memory. Values may
 * come in memory or, chunk by chunk, from wherever they lie; empty cells (NaN) are left out on the way.
 */
import { areEqual, requireFinite, requireWeights } from "./requirements.ts";
import type { Numbers } from "./requirements.ts";
import { createWriter, finish, sequenceOf, write } from "./workspace.ts";
import type { Sequence, Workspace } from "./workspace.ts";

export interface Draws {
  /** Finite. */
  readonly values: Sequence;
  /** Finite, >= 0, not all 0; undefined: all the same. */
  readonly weights: Sequence | undefined;
}

/** A column of numbers, chunk by chunk in order, as often as one likes; a chunk is good until the next one. */
export type Column = Iterable<Float64Array>;

const arrayOf = (numbers: Numbers): Float64Array =>
  numbers instanceof Float64Array ? numbers : Float64Array.from(numbers);

/**
 * Draws in memory.
 *
 * @param values any finite numbers, not changed
 * @param weights one per value, finite, >= 0, not all 0; undefined means equal
 * @throws RangeError naming `values` or `weights` if one is empty, not finite, negative or of another length
 */
export function drawsOf(values: Numbers, weights?: Numbers): Draws {
  requireFinite("values", values);
  if (weights !== undefined) requireWeights(weights, values.length);
  const equal = weights === undefined || areEqual(weights);
  return {
    values: sequenceOf(arrayOf(values)),
    weights: equal ? undefined : sequenceOf(arrayOf(weights)),
  };
}

/** Draws gathered from a column, and how many cells it had, the empty ones included. */
export interface Gathered {
  readonly draws: Draws;
  readonly cells: number;
}

/**
 * Gathers the cells of a column that are not empty.
 *
 * @param name of the column, for errors
 * @param weights cut as the column is, one weight per cell
 * @returns draws that are good until the workspace gathers again; `values` has length 0 if all cells are empty
 * @throws RangeError naming the column if a value is infinite or the cells are not as many as the weights; naming
 * `weights` if one is not finite or negative, or all are 0
 */
export function gatherDraws(
  name: string,
  column: Column,
  weights: Column,
  workspace: Workspace,
): Gathered {
  const values = createWriter(workspace, "values");
  const likelihoods = createWriter(workspace, "weights");
  const weightChunks = weights[Symbol.iterator]();
  let cells = 0;
  let count = 0;
  let common = NaN;
  let equal = true;
  let positive = false;
  for (const chunk of column) {
    const { value: weight } = weightChunks.next() as IteratorResult<Float64Array, undefined>;
    if (weight?.length !== chunk.length)
      throw new RangeError(`${name} must have as many cells as there are weights`);
    for (let i = 0; i < chunk.length; i++) {
      requireWeight(cells + i, weight[i]);
      if (Number.isNaN(chunk[i])) continue;
      requireCell(name, cells + i, chunk[i]);
      if (Number.isNaN(common)) common = weight[i];
      if (equal && weight[i] !== common) {
        equal = false;
        for (let before = 0; before < count; before++) write(likelihoods, common);
      }
      if (!equal) write(likelihoods, weight[i]);
      positive ||= weight[i] > 0;
      write(values, chunk[i]);
      count++;
    }
    cells += chunk.length;
  }
  if (weightChunks.next().done !== true)
    throw new RangeError(`${name} must have as many cells as there are weights`);
  const draws = { values: finish(values), weights: equal ? undefined : finish(likelihoods) };
  if (draws.values.length > 0 && !positive) throw new RangeError("weights must not all be 0");
  return { draws, cells };
}

function requireWeight(cell: number, weight: number): void {
  if (!(weight >= 0 && weight < Infinity))
    throw new RangeError(`weights[${cell}] must be finite and >= 0, got ${weight}`);
}

function requireCell(name: string, cell: number, value: number): void {
  if (Math.abs(value) === Infinity) throw new RangeError(`${name} of path ${cell} must be finite`);
}

/** Calls `use` with every draw in order; the weight is 1 where all are the same. */
export function eachDraw(
  { values, weights }: Draws,
  use: (value: number, weight: number) => void,
): void {
  const weightChunks = weights?.chunks[Symbol.iterator]();
  for (const chunk of values.chunks) {
    const weight = weightChunks?.next().value as Float64Array | undefined;
    for (let i = 0; i < chunk.length; i++) use(chunk[i], weight === undefined ? 1 : weight[i]);
  }
}
