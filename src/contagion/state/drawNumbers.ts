/**
 * Under which path number the streams of a path draw, by group: the path's own, or one it shares with others.
 *
 * A draw's address is (stream, number, index), so a path may take a group's draws from another path, or go on under another
 * number from some step on: what follows is then drawn anew, and what is pending stands, as it is part of the state.
 */

/** What moves prices, and what owners do. */
export interface TradingNumbers {
  /** Prices, jumps, regimes, variances, pegs, past returns. */
  market: number;
  /** Margin calls, panic, unwinding, drawing down. */
  book: number;
}

export interface DrawNumbers extends TradingNumbers {
  /** Faults, attempts, proofs, queues, rollbacks, bridges. */
  infrastructure: number;
}

/** Everything under one number. */
export function drawAllUnder(numbers: DrawNumbers, path: number): void {
  numbers.infrastructure = path;
  numbers.market = path;
  numbers.book = path;
}
