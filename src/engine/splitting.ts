/**
 * Splitting on the distance to liquidation, written out leaf by leaf.
 *
 * With c copies and L levels, path p is leaf p mod C of root floor(p / C), C = c^L. A path that has crossed j levels draws
 * under the number p - p mod c^(L - j), from the step after the crossing on; what is pending (an up-time, a jump) stands.
 * So leaves of a root are one path until they cross a level on which their digits (base c) differ, each is by itself a
 * plain path of weight 1, and a mean over all of them is that of fixed splitting (Garvels 2000): unbiased whatever the
 * levels, also where a jump crosses several at once, which then count together. Leaves that the last crossing does not
 * tell apart are the same path, and simulated once.
 *
 * What is watched is the largest of the log moves of S since t = 0, each over the move that makes a share of the losing
 * side liquidatable (`book/adverseMoves.ts`): it moves in small steps where prices do. A count of what has been liquidated
 * jumps over levels, and nothing is split on the way. Left out: pegs, backing, outages.
 */
import type { Prices } from "../market/prices.ts";
import type { Splitting } from "../model/resolved/sampling.ts";

export interface Split {
  readonly levels: Float64Array;
  /** By levels crossed: paths in a row that draw under one number. */
  readonly span: Float64Array;
  /** By lane: fall and rise that count as 1, log. */
  readonly moves: Float64Array;
  /** Levels that the path under way has crossed. */
  crossed: number;
}

/** @param moves by lane, fall then rise; Infinity: does not count */
export function createSplit({ levels, copies }: Splitting, moves: Float64Array): Split {
  const span = Float64Array.from(
    { length: levels.length + 1 },
    (_, crossed) => copies ** (levels.length - crossed),
  );
  return { levels: Float64Array.from(levels), span, moves, crossed: 0 };
}

/** The path number under which a path draws from now on. */
export function numberOf({ span, crossed }: Split, path: number): number {
  return path - (path % span[crossed]);
}

/** How many paths, from this one on, are the path that has just ended. */
export function alikeFrom({ span, crossed }: Split, path: number): number {
  return span[crossed] - (path % span[crossed]);
}

/** Takes in a step's end. @returns whether a level has been crossed */
export function crossLevels(split: Split, { start, global }: Prices): boolean {
  const { levels, moves } = split;
  const before = split.crossed;
  if (before === levels.length) return false;
  const score = scoreOf(moves, start, global);
  while (split.crossed < levels.length && score >= levels[split.crossed]) split.crossed++;
  return split.crossed > before;
}

/** 1 less the distance to liquidation: the largest adverse move, over the one that counts as 1. */
export function scoreOf(moves: Float64Array, start: Float64Array, prices: Float64Array): number {
  let score = 0;
  for (let lane = 0; lane < prices.length; lane++) {
    const move = Math.log(prices[lane] / start[lane]);
    score = Math.max(score, move < 0 ? -move / moves[2 * lane] : move / moves[2 * lane + 1]);
  }
  return score;
}
