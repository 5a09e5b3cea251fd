/** Past returns: blocks of them, windows of them, and how they fall on the grid. */
import { describe, expect, it } from "vitest";
import { createReturns } from "../../src/market/createReturns.ts";
import { returnsAt } from "../../src/market/returns.ts";
import { varianceRate } from "../../src/market/varianceRate.ts";
import type { LoadedModel } from "../../src/model/parse.ts";
import { createRegistry } from "../../src/random/streams.ts";
import { type Block, meanOf, play, world } from "../contagion/stage.ts";

const HOUR = 3600;
const ROWS = 50;
/** Row r: ETH up r + 1 basis points, BTC down as many, so that a return tells its row. */
const past = {
  time: Array.from({ length: ROWS }, (_, row) => row * HOUR),
  ETH: Array.from({ length: ROWS }, (_, row) => (row + 1) / 1e4),
  BTC: Array.from({ length: ROWS }, (_, row) => -(row + 1) / 1e4),
};
const prices = {
  time: [
    "2023-11-20T08:00:00Z",
    "2023-11-20T09:00:00Z",
    "2023-11-20T10:00:00Z",
    "2023-11-20 11:00",
  ],
  BTC: [100, 110, 99, 108],
  ETH: [10, 11, 12, 9],
};

function modelOf(market: Block, horizon: string, step: string): LoadedModel {
  return world({
    horizon,
    step,
    market: { assets: { ETH: { price: 1000 }, BTC: { price: 50_000 } }, ...market },
  });
}

/** Rows of a path: which past return each step took; -1 where prices stood still. */
function rowsOf({ model }: LoadedModel, path: number): number[] {
  const returns = createReturns(model, createRegistry("history"));
  return Array.from({ length: model.steps }, (_, step) => {
    const at = returnsAt(returns, path, step);
    const [eth, btc] = [returns.logReturn[at], returns.logReturn[at + 1]];
    expect(Math.expm1(eth) + Math.expm1(btc)).toBeCloseTo(0, 12);
    return Math.round(Math.expm1(eth) * 1e4) - 1;
  });
}

describe("the stationary bootstrap, blocks of 5 hours on average", () => {
  const model = modelOf(
    { bootstrap: { table: past, block_length: "5 hours" } },
    "4000 hours",
    "1 hour",
  );
  const paths = [0, 1, 2, 3, 4].map((path) => rowsOf(model, path));
  const pairs = paths.flatMap((rows) => rows.slice(1).map((row, at) => [rows[at], row] as const));

  it("goes on to the next row, from the last to the first, but for 1 in 5: within 4 standard errors", () => {
    // A new block begins at the next row by chance 1 time in 50.
    const { mean, error } = meanOf(
      Float64Array.from(pairs, ([one, other]) => (other === (one + 1) % ROWS ? 1 : 0)),
    );
    expect(Math.abs(mean - (0.8 + 0.2 / ROWS))).toBeLessThan(4 * error);
    expect(pairs.some(([one, other]) => one === ROWS - 1 && other === 0)).toBe(true);
  });

  it("takes every row as often: chi-squared of 50 counts under its .9999 quantile, 95", () => {
    const counts = Array.from({ length: ROWS }, () => 0);
    for (const [row] of pairs) counts[row]++;
    const even = pairs.length / ROWS;
    // Rows of a block come together: counts vary as those of blocks of 5 do, (1 + .8) / (1 - .8) = 9 times.
    const chi = counts.reduce((sum, count) => sum + (count - even) ** 2 / even, 0);
    expect(chi / 9).toBeLessThan(95);
  });

  it("is its own path on every path, and the same one twice", () => {
    expect(paths[0]).not.toEqual(paths[1]);
    expect(rowsOf(model, 1)).toEqual(paths[1]);
  });

  it("blocks as long as a return are independent draws", () => {
    const single = modelOf(
      { bootstrap: { table: past, block_length: "1 hour" } },
      "200 hours",
      "1 hour",
    );
    const rows = rowsOf(single, 0);
    expect(rows.filter((row, at) => at > 0 && row === rows[at - 1] + 1).length).toBeLessThan(20);
  });

  it("stress is measured by the past's own mean square", () => {
    const squares = past.ETH.reduce((sum, value) => sum + Math.log1p(value) ** 2, 0);
    expect(varianceRate(model.model.market, 0) / (squares / ROWS / HOUR)).toBeCloseTo(1, 12);
  });
});

describe("grids", () => {
  const replay = (step: string): number[] =>
    rowsOf(modelOf({ bootstrap: { table: past, block_length: "1e6 hours" } }, "6 hours", step), 0);

  it("steps of 20 minutes stand still but for every third, which takes the hour's return", () => {
    const rows = replay("20 minutes");
    const first = rows[2];
    const still = [-1, -1];
    expect(rows).toEqual([0, 1, 2, 3, 4, 5].flatMap((hour) => [...still, (first + hour) % ROWS]));
  });

  it("steps of 2 hours take two returns each", () => {
    const { model } = modelOf(
      { bootstrap: { table: past, block_length: "1e6 hours" } },
      "6 hours",
      "2 hours",
    );
    const returns = createReturns(model, createRegistry("history"));
    const [first] = replay("1 hour");
    const at = returnsAt(returns, 0, 0);
    const both = ((first % ROWS) + 1) / 1e4;
    const next = (((first + 1) % ROWS) + 1) / 1e4;
    expect(returns.logReturn[at]).toBeCloseTo(Math.log1p(both) + Math.log1p(next), 14);
  });

  it("a distance that fits no step is refused by name", () => {
    expect(() =>
      modelOf({ bootstrap: { table: past, block_length: "5 hours" } }, "7 hours", "7 minutes"),
    ).toThrow(/market\.bootstrap: has a return every 3600 seconds.*step \(420 seconds\)/);
  });
});

describe("replay", () => {
  it("from 9:00 prices move as they did: BTC by 99/110 and 108/99, ETH by 12/11 and 9/12", () => {
    const model = modelOf(
      { replay: { table: prices, from: "2023-11-20T09:00:00Z" } },
      "2 hours",
      "30 minutes",
    );
    for (const path of [0, 1]) {
      const row = play(model, path).row as unknown as Record<string, number>;
      expect(row["final_price_BTC"]).toBeCloseTo((50_000 * 108) / 110, 8);
      expect(row["final_price_ETH"]).toBeCloseTo((1000 * 9) / 11, 9);
      expect(row["min_price_BTC"]).toBeCloseTo((50_000 * 99) / 110, 8);
    }
  });

  it("without a start every window that fits is drawn as often: 1 hour of 3, within 4 standard errors", () => {
    const model = modelOf({ replay: { table: prices } }, "1 hour", "1 hour");
    const returns = createReturns(model.model, createRegistry("windows"));
    const first = Float64Array.from({ length: 3000 }, (_, path) => {
      const at = returnsAt(returns, path, 0);
      return Math.abs(Math.exp(returns.logReturn[at]) - 1.1) < 1e-9 ? 1 : 0;
    });
    const { mean, error } = meanOf(first);
    expect(Math.abs(mean - 1 / 3)).toBeLessThan(4 * error);
  });
});

describe("what is no past is refused by name", () => {
  const wrong = (market: Block, horizon = "2 hours"): string => {
    try {
      modelOf(market, horizon, "1 hour");
    } catch (error) {
      return (error as Error).message;
    }
    return "";
  };

  it.each<[string, Block, string]>([
    ["no file and no table", { replay: {} }, "market.replay: must have a file or a table"],
    [
      "an asset without a column",
      { replay: { table: { time: prices.time, ETH: prices.ETH } } },
      "market.replay.table: must have a column 'BTC'",
    ],
    [
      "a gap",
      {
        bootstrap: {
          table: { ...past, time: past.time.with(7, 7.5 * HOUR) },
          block_length: "5 hours",
        },
      },
      "market.bootstrap.table.time[7]: times must rise by equal distances",
    ],
    [
      "a price of nothing",
      { replay: { table: { ...prices, ETH: [10, 0, 1, 1] } } },
      "market.replay.table.ETH[1]: must be above 0",
    ],
    [
      "a return of -100 %",
      { bootstrap: { table: { ...past, BTC: past.BTC.with(3, -1) }, block_length: "5 hours" } },
      "market.bootstrap.table.BTC[3]: must be above -1",
    ],
    [
      "text for a number",
      { replay: { table: { ...prices, ETH: [10, "n/a", 1, 1] } } },
      "market.replay.table.ETH[1]: must be a number",
    ],
    [
      "blocks shorter than a return",
      { bootstrap: { table: past, block_length: "5 minutes" } },
      "market.bootstrap.block_length: must be at least",
    ],
    [
      "a start outside the table",
      { replay: { table: prices, from: "2024-01-01T00:00:00Z" } },
      "market.replay.from: must be a time of the table",
    ],
    [
      "jumps beside it",
      { replay: { table: prices }, jumps: { rate: "1 / year", size: { ETH: { sd: 0.1 } } } },
      "market.jumps: cannot stand beside replay",
    ],
  ])("%s", (_, market, message) => {
    expect(wrong(market)).toContain(message);
  });

  it("a window shorter than the horizon", () => {
    expect(wrong({ replay: { table: prices } }, "5 hours")).toContain(
      "market.replay: holds 10800 seconds, the horizon is 18000",
    );
  });

  it("a base asset without volatility where there is no past", () => {
    expect(wrong({})).toContain("market.assets.BTC.volatility: is required");
  });
});
