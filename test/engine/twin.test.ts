/**
 * The engine against its naive twin (`test/twin`), row by row, on random small models in which everything goes wrong.
 *
 * Integers and labels are equal. Money and prices may differ by rounding alone: the engine keeps running sums and
 * indices where the twin adds things up afresh, so that some 1e4 operations of 1e-16 each lie between the two; 1e-9
 * relative leaves three digits to spare, and 1e-6 USD is the same for amounts that cancel to nothing. Times are exact
 * but for the last bits of faults that feel stress, which is made of prices.
 */
import { expect, test } from "vitest";
import { buildBook } from "../../src/engine/path.ts";
import { comparePath, createEngine } from "../twin/compare.ts";
import { randomModel } from "../twin/randomModel.ts";

const MODELS = 150;
const PATHS = 2;

/** What must happen somewhere in the sample: a branch that no model enters is not held to anything. */
const COVERED = [
  "cause market",
  "cause impact",
  "cause funding",
  "cause depeg",
  "cause gap",
  "cause blocked_top_up",
  "cause initial",
  "generation 2 or deeper",
  "partial close",
  "partial repayment",
  "cut to the keepers' budget",
  "borrower cut to the budget",
  "unprofitable for keepers",
  "unprofitable for borrowers' keepers",
  "sliced by the profit gate",
  "waterfall insurance",
  "waterfall vault",
  "waterfall adl profit_leverage",
  "waterfall adl pro_rata",
  "adl in part profit_leverage",
  "adl in part pro_rata",
  "waterfall socialise",
  "waterfall lenders",
  "loss left to the counterparty",
  "lending bad debt",
  "unresolved trading",
  "unresolved lending",
  "blocked top-up",
  "landed after the close",
  "held back in grace",
  "landed cash",
  "landed collateral",
  "second episode",
  "refilled",
  "refilled at once",
  "refill refused",
  "funding settled",
  "shown at par",
  "depegged",
  "contagion between venues",
];

const seen = new Set<string>();

/** Every path of some models; one engine per model, so that what a path leaves behind would show in the next. */
function differences(first: number, last: number): string[] {
  const found: string[] = [];
  for (let number = first; number < last; number++) {
    const model = randomModel(number);
    const base = buildBook(model, model);
    const engine = createEngine(model, base);
    for (let path = 0; path < PATHS; path++) {
      const { difference, events } = comparePath(engine, model, base, path);
      for (const event of events.keys()) seen.add(event);
      if (difference !== null) found.push(`model ${number}, path ${path}: ${difference}`);
    }
  }
  return found;
}

const PARTS = 5;

test.each(Array.from({ length: PARTS }, (_, part) => (part * MODELS) / PARTS))(
  `models %i and 29 more: engine and twin write the same rows on ${PATHS} paths each, money to 1e-9`,
  (first) => {
    expect(differences(first, first + MODELS / PARTS)).toEqual([]);
  },
  60_000,
);

test(`the ${MODELS} models reach every cause, every step of the waterfall and every fate of a top-up`, () => {
  expect(COVERED.filter((event) => !seen.has(event))).toEqual([]);
});
