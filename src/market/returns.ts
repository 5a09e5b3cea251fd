/**
 * Exogenous log returns of one path, a block of steps at a time: whatever their source (`createReturns.ts` chooses it once,
 * before the first path), the path loop reads one row a step. A source fills blocks in the order of their steps, from
 * step 0, and keeps nothing from one path to the next.
 */

/** Most steps made at a time, and as many as are unless somebody wants fewer. */
export const BLOCK = 256;

export interface Returns {
  readonly lanes: number;
  readonly steps: number;
  /** Steps that are made at a time, at most `BLOCK`. */
  readonly ahead: number;
  /** Log returns of the block, step-major. */
  readonly logReturn: Float64Array;
  /** exp of the above. */
  readonly growth: Float64Array;
  /** Writes the log returns of `count` steps of a path, the first of them counted from 0. */
  readonly fill: (path: number, firstStep: number, count: number) => void;
}

/** The returns of a source. @param fill writes to `logReturn` */
export function returnsFrom(
  lanes: number,
  steps: number,
  logReturn: Float64Array,
  fill: Returns["fill"],
): Returns {
  return { lanes, steps, ahead: BLOCK, logReturn, growth: new Float64Array(BLOCK * lanes), fill };
}

/**
 * Makes the block that holds a step, if the step is its first.
 * @param step counted from 0
 * @returns where the step's row starts in `logReturn` and `growth`
 */
export function returnsAt(returns: Returns, path: number, step: number): number {
  const inBlock = step % returns.ahead;
  if (inBlock === 0) fillBlock(returns, path, step);
  return inBlock * returns.lanes;
}

function fillBlock(returns: Returns, path: number, firstStep: number): void {
  const { lanes, steps, ahead, logReturn, growth } = returns;
  const count = Math.min(ahead, steps - firstStep);
  returns.fill(path, firstStep, count);
  for (let cell = 0; cell < count * lanes; cell++) growth[cell] = Math.exp(logReturn[cell]);
}
