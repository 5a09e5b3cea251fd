/** Reused columns of auto-deleveraging: candidates, and by position their profit (USD) and rank. */

export interface DeleveragingScratch {
  readonly position: Int32Array;
  count: number;
  readonly profit: Float64Array;
  readonly rank: Float64Array;
}

export function createDeleveragingScratch(positions: number): DeleveragingScratch {
  return {
    position: new Int32Array(positions),
    count: 0,
    profit: new Float64Array(positions),
    rank: new Float64Array(positions),
  };
}
