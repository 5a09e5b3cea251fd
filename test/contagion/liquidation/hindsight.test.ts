/** Which liquidations were needless: closed, though left alone the account would have come through. */
import { describe, expect, it } from "vitest";
import { fc, test as property } from "@fast-check/vitest";
import { buildBook, createPathSimulator, simulatePath } from "../../../src/engine/path.ts";
import { tableNames } from "../../../src/engine/columns.ts";
import type { LoadedModel } from "../../../src/model/parse.ts";
import { between } from "../../properties/randomBook.ts";
import { type Block, borrower, lending, move, orderbook, play, trader, world } from "../stage.ts";

const DEEP: Block = { depth_1pct: 1e24 };
/** Long 10 with 600: at 960 its equity is 200, its maintenance 480. */
const A = trader("A", 10, 600);

function judged({
  model,
  base,
}: LoadedModel): readonly [accounts: number, usd: number, closed: number] {
  const simulator = createPathSimulator(
    { model, book: buildBook(model, base) },
    tableNames,
    "hindsight",
  );
  simulatePath(simulator, 0);
  const { columns } = simulator.hindsight!;
  return [columns.needless_accounts[0], columns.needless_usd[0], columns.judged_accounts[0]];
}

function falling(scenario: readonly Block[], parts: Block = {}, set: readonly string[] = []) {
  return world({ venues: { v: orderbook(parts, DEEP) }, book: { accounts: [A] }, scenario }, set);
}

describe("a long closed at 960", () => {
  it("is needless if the price comes back: 9600 were open", () => {
    const [accounts, usd] = judged(falling([move(5, -0.04), move(8, 0.05)]));
    expect(accounts).toBe(1);
    expect(usd).toBeCloseTo(9600, 9);
  });

  it("is not if the price stays: the account would still be in breach", () => {
    expect(judged(falling([move(5, -0.04)]))).toEqual([0, 0, 1]);
  });

  it("is not if the way back led through less than nothing", () => {
    const scenario = [move(5, -0.04), move(6, -0.03), move(8, 0.1)];
    expect(judged(falling(scenario))).toEqual([0, 0, 1]);
  });

  it("counts once, whole, where it was closed by halves", () => {
    const model = falling([move(5, -0.04), move(8, 0.05)], { liquidation: { close_factor: 0.5 } });
    expect(play(model).liquidations).toHaveLength(2);
    const [accounts, usd] = judged(model);
    expect(accounts).toBe(1);
    expect(usd).toBeCloseTo(9600, 9);
  });

  it("does not count if a variant's margins made it liquidatable at t = 0", () => {
    const model = falling([], {}, ["venues.v.margin.0.maintenance=0.08"]);
    expect(play(model).liquidations[0].cause).toBe("initial");
    expect(judged(model)).toEqual([0, 0, 0]);
  });
});

it("a borrower counts with its debt: 700 against 1 ETH with a fifth cut off", () => {
  const model = world({
    venues: { v: lending({}, DEEP) },
    book: { accounts: [borrower("B", 1, 700)] },
    scenario: [move(5, -0.2), move(8, 0.2)],
  });
  const [accounts, usd] = judged(model);
  expect(accounts).toBe(1);
  expect(usd).toBeCloseTo(700, 9);
});

it("the rows of the path are the same with hindsight and without", () => {
  const model = falling([move(5, -0.04), move(8, 0.05)]);
  const rows = (["run", "hindsight"] as const).map((purpose) => {
    const simulator = createPathSimulator(
      { model: model.model, book: buildBook(model.model, model.base) },
      [],
      purpose,
    );
    simulatePath(simulator, 0);
    return Object.entries(simulator.tables.paths.columns).map(([name, cells]) => [name, cells[0]]);
  });
  expect(rows[1]).toEqual(rows[0]);
});

interface Held {
  readonly size: number;
  readonly cash: number;
}

/** Left alone at prices by the minute, from the one it was closed in. */
function comesThrough({ size, cash }: Held, prices: readonly number[], closed: number): boolean {
  const equity = (price: number): number => cash + size * (price - 1000);
  const last = prices[prices.length - 1];
  return (
    prices.slice(closed - 1).every((price) => equity(price) >= 0) &&
    equity(last) >= 0.05 * Math.abs(size) * last
  );
}

property.prop(
  [
    fc.array(fc.record({ size: between(-20, 20), cash: between(300, 3000) }), {
      minLength: 1,
      maxLength: 8,
    }),
    fc.array(between(-0.12, 0.12), { minLength: 10, maxLength: 10 }),
  ],
  { numRuns: 25, seed: 7 },
)("without impact the count is that of a ledger kept by hand", (held, returns) => {
  const safe = held.filter(({ size, cash }) => Math.abs(size) > 0.1 && cash > 51 * Math.abs(size));
  const model = world({
    venues: { v: orderbook({}, DEEP) },
    book: { accounts: safe.map(({ size, cash }, at) => trader(`t${at}`, size, cash)) },
    scenario: returns.map((value, at) => move(at + 1, value)),
    sampling: { paths: 1, seed: 1, feedback: "off" },
  });
  const prices: number[] = [];
  for (const value of returns) prices.push((prices.at(-1) ?? 1000) * (1 + value));
  const closes = play(model).liquidations;
  const needless = closes.filter(({ account, time_s }) =>
    comesThrough(safe[Number(account.slice(1))], prices, time_s / 60),
  );
  const [accounts, usd, closed] = judged(model);
  expect(closed).toBe(closes.length);
  expect(accounts).toBe(needless.length);
  expect(usd).toBeCloseTo(
    needless.reduce((sum, { notional_usd }) => sum + notional_usd, 0),
    6,
  );
});
