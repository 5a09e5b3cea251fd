/** Past returns that take the place of a law of the market. */

/** Joint past returns, at equal distances. */
interface PastReturns {
  /** s from one to the next; the step is a multiple of it, or it of the step. */
  readonly interval: number;
  /** Log returns, row-major: past returns x `baseAssets`. */
  readonly returns: readonly number[];
}

/** Blocks of past returns in random order. */
export interface Bootstrap extends PastReturns {
  readonly kind: "bootstrap";
  /** s, mean. */
  readonly blockLength: number;
}

/** One window of the past as it was. */
export interface Replay extends PastReturns {
  readonly kind: "replay";
  /** First return of the window; -1: drawn per path. */
  readonly start: number;
}

/** Past returns in place of a law. */
export type History = Bootstrap | Replay;
