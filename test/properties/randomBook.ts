/**
 * Small models with random books, for properties: one or two venues, distinct accounts, a fall or a rise, thin depth.
 *
 * Accounts are distinct numbers (cents apart), so that no order among equals can matter.
 */
import fc from "fast-check";
import type { LoadedModel } from "../../src/model/parse.ts";
import { type Block, move, orderbook, trader, world } from "../contagion/stage.ts";

/** A trader: signed size in ETH at 1000, and leverage in (1, 20). */
export interface Trader {
  readonly size: number;
  readonly leverage: number;
}

export interface RandomBook {
  readonly traders: readonly Trader[];
  /** Simple returns of ETH, one every other minute. */
  readonly returns: readonly number[];
  readonly depth: number;
  readonly permanent: number;
  readonly exponent: number;
  readonly closeFactor: number;
  readonly penalty: number;
}

/** Evenly spread, unlike doubles, most of which are next to nothing. */
export const between = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min: 0, max: 9973 }).map((step) => min + ((max - min) * step) / 9973);

const oneTrader: fc.Arbitrary<Trader> = fc
  .record({ long: fc.boolean(), size: between(1, 400), leverage: between(2, 18) })
  .map(({ long, size, leverage }) => ({ size: long ? size : -size, leverage }));

export const randomBook: fc.Arbitrary<RandomBook> = fc.record({
  traders: fc.array(oneTrader, { minLength: 2, maxLength: 14 }),
  returns: fc.array(between(-0.15, 0.15), { minLength: 1, maxLength: 4 }),
  depth: fc.constantFrom(2e5, 1e6, 1e9),
  permanent: fc.constantFrom(0, 0.4),
  exponent: fc.constantFrom(0.5, 1),
  closeFactor: fc.constantFrom(1, 0.5),
  penalty: fc.constantFrom(0, 0.01),
});

/** The traders of a book as accounts of a file, in their order. */
export function accountsOf({ traders }: RandomBook): Block[] {
  return traders.map(({ size, leverage }, index) =>
    trader(`t${index}`, size, (1000 * Math.abs(size)) / leverage + index / 100),
  );
}

/** The model of a book. @param accounts as from `accountsOf`, in any order */
export function modelOf(
  book: RandomBook,
  accounts: readonly Block[],
  waterfall: readonly unknown[],
  parts: Block = {},
): LoadedModel {
  return world({
    venues: {
      v: orderbook(
        {
          waterfall,
          liquidation: { close_factor: book.closeFactor, penalty: book.penalty },
        },
        {
          depth_1pct: book.depth,
          permanent: book.permanent,
          exponent: book.exponent,
          resilience: "3 minutes",
          funding: { interval: "2 minutes", cap: 0.001 },
        },
      ),
    },
    book: { accounts },
    scenario: book.returns.map((value, index) => move(2 * index + 1, value)),
    ...parts,
  });
}
