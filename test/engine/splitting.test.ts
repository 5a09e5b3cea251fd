/** Paths that split on the way to liquidations: unbiased, known sooner, simulated once, the same bytes however they are cut. */
import { describe, expect, it } from "vitest";
import { monitoredPassage } from "../../src/closedForms/firstPassage.ts";
import { createBlockSimulator, simulateBlock } from "../../src/engine/block.ts";
import type { TableName } from "../../src/engine/columns.ts";
import type { BlockResult, BlockSimulator, PathRange } from "../../src/engine/block.ts";
import { buildBook, simulatePath } from "../../src/engine/path.ts";
import { rangesOf } from "../../src/engine/ranges.ts";
import { shippedSimulation } from "../../src/engine/simulation.ts";
import { crossLevels, createSplit, numberOf, scoreOf } from "../../src/engine/splitting.ts";
import { gatherDraws } from "../../src/estimation/draws.ts";
import type { Estimate } from "../../src/estimation/estimate.ts";
import { sortMetric } from "../../src/estimation/figure.ts";
import { groupedEstimate } from "../../src/estimation/groupedFigure.ts";
import { inMemory } from "../../src/estimation/workspace.ts";
import type { LoadedModel } from "../../src/model/parse.ts";
import { groupingOf } from "../../src/output/pathGrouping.ts";
import { meanOf, shipped, simulatorOf } from "../../src/verification/playing.ts";

/** A block simulator that tells which paths it simulates. */
async function watched(
  { model, base }: LoadedModel,
  requested: readonly TableName[] = [],
): Promise<[BlockSimulator, number[]]> {
  const loaded = { model, book: buildBook(model, base) };
  const block = await createBlockSimulator({ loaded, requested, simulation: shippedSimulation });
  const simulated: number[] = [];
  const simulation = {
    ...block.simulation,
    simulatePath: (...[simulator, path]: Parameters<typeof block.simulation.simulatePath>) => {
      simulated.push(path);
      return block.simulation.simulatePath(simulator, path);
    },
  };
  return [{ ...block, simulation }, simulated];
}

/** Columns of paths 0 to `paths`, and how many were simulated. */
function play(model: LoadedModel, paths: number) {
  const simulator = simulatorOf(model);
  const row = new Int32Array(paths);
  let simulated = 0;
  for (let path = 0; path < paths; simulated++) {
    const next = path + simulatePath(simulator, path);
    row.fill(simulated, path, next);
    path = next;
  }
  const columns: Readonly<Record<string, Float64Array>> = simulator.tables.paths.columns;
  const column = (name: string) => Float64Array.from(row, (at) => columns[name][at]);
  return { column, simulated };
}

/** The mean with its interval over roots. */
function estimate({ model }: LoadedModel, values: Float64Array): Estimate {
  const weights = new Float64Array(values.length).fill(1);
  const workspace = inMemory();
  const metric = sortMetric(gatherDraws("it", [values], [weights], workspace), workspace);
  const column = { values: [values], weights: [weights], metric };
  return groupedEstimate({ kind: "mean" }, column, groupingOf(model.sampling));
}

/** Means over each root's leaves. */
const rootMeans = (values: Float64Array, leaves: number): Float64Array =>
  Float64Array.from({ length: values.length / leaves }, (_, root) => {
    const own = values.subarray(root * leaves, (root + 1) * leaves);
    return own.reduce((sum, value) => sum + value, 0) / leaves;
  });

const MAINTENANCE = 0.005;

/** A long from 1000 that is liquidated under `barrier`; 30 days, watched daily, volatility 0.8. */
function long(barrier: number, splitting: string): [LoadedModel, exact: number] {
  const model = shipped("acceptance/single-long", [
    `book.accounts.0.collateral.USDC=${1000 - barrier * (1 - MAINTENANCE)}`,
    "venues.v.margin.0.initial=0.01",
    `sampling.splitting=${splitting}`,
  ]);
  const passage = { start: 1000, barrier, drift: 0, volatility: 0.8, time: 30 / 365 };
  return [model, monitoredPassage(passage, 30)];
}

/** A quarter of what crosses a level crosses the next. */
const FAR = "{ levels: [0.33, 0.535, 0.695, 0.83] }";

/** Outages, jumps, a step of ten minutes; half of the paths cross the first level. */
const busy = (splitting?: string): LoadedModel =>
  shipped("quickstart", [
    "step=10 minutes",
    ...(splitting === undefined ? [] : [`sampling.splitting=${splitting}`]),
  ]);
const BUSY = "{ levels: [0.3, 0.6, 1], copies: 3 }";

describe("a long that is liquidated once in 1900 windows", () => {
  const ROOTS = 1000;
  const [model, exact] = long(450, FAR);
  const played = play(model, 256 * ROOTS);

  it("is found within 4 standard errors over roots (false alarm 6e-5)", () => {
    const { column } = played;
    const found = meanOf(rootMeans(column("liquidated_accounts"), 256));
    expect(Math.abs(found.mean - exact)).toBeLessThan(4 * found.error);
    expect(found.error).toBeLessThan(exact / 3);
  });

  it("takes less than a sixth of the paths that it would take one by one (measured: a tenth)", () => {
    const { column, simulated } = played;
    const { error } = meanOf(rootMeans(column("liquidated_accounts"), 256));
    expect(error ** 2 * simulated * 6).toBeLessThan(exact * (1 - exact));
    expect(simulated).toBeLessThan(5 * ROOTS);
  });
});

const RUN = 60 * 9;

it("intervals over roots hold a figure of 1 in 20 as often as they say: 95 of 100, at least 88 (one in 400)", () => {
  const [model, exact] = long(650, "{ levels: [0.4, 0.7], copies: 3 }");
  const { column } = play(model, 100 * RUN);
  const values = column("liquidated_accounts");
  const covered = Array.from({ length: 100 }, (_, run) =>
    estimate(model, values.subarray(run * RUN, (run + 1) * RUN)),
  ).filter(({ interval }) => interval!.low <= exact && exact <= interval!.high);
  expect(covered.length).toBeGreaterThanOrEqual(88);
});

describe("leaves of a model with outages and jumps", () => {
  it("have the means of plain paths, within 4 standard errors (false alarm 6e-5 each)", () => {
    const leaves = 27;
    const split = play(busy(BUSY), 100 * leaves);
    const plain = play(busy(), 600);
    for (const column of ["faults", "liquidated_usd", "final_price_ETH", "downtime_hours"]) {
      const first = meanOf(rootMeans(split.column(column), leaves));
      const second = meanOf(plain.column(column));
      const error = Math.hypot(first.error, second.error);
      expect(Math.abs(first.mean - second.mean), column).toBeLessThan(4 * error);
    }
  });

  it("are the plain path of their number where nothing is crossed, to the bit", async () => {
    const [block, simulated] = await watched(busy("{ levels: [1000], copies: 5 }"));
    const [plain] = await watched(busy());
    const first = simulateBlock(block, { from: 0, to: 10 }, null).columns["liquidated_usd"].slice();
    expect(simulated).toEqual([0, 5]);
    const other = simulateBlock(plain, { from: 0, to: 10 }, null).columns["liquidated_usd"];
    expect([...first]).toEqual([0, 5].flatMap((path) => Array(5).fill(other[path])));
  });

  it("begin alike and end differently, as many as the levels they crossed", async () => {
    const [block, simulated] = await watched(busy(BUSY));
    const { columns } = simulateBlock(block, { from: 0, to: 27 * 40 }, null);
    expect(simulated.length).toBeGreaterThan(2 * 40);
    expect(simulated.length).toBeLessThan(27 * 40);
    const prices = simulated.map((path) => columns["final_price_ETH"][path]);
    expect(new Set(prices).size).toBe(simulated.length);
    expect(new Set(columns["final_price_ETH"]).size).toBe(simulated.length);
  });
});

describe("the same bytes", () => {
  const PATHS = 27 * 6 + 5;
  const textOf = ({ text }: BlockResult): string =>
    Object.values(text)
      .map((bytes) => Buffer.from(bytes).toString("latin1"))
      .join("|");

  async function cut(ranges: Iterable<PathRange>) {
    const tables = ["paths", "faults", "liquidations", "venues"] as const;
    const [block, simulated] = await watched(busy(BUSY), tables);
    const texts: string[][] = [];
    for (const range of ranges) texts.push(textOf(simulateBlock(block, range, null)).split("|"));
    return {
      tables: texts[0].map((_, table) => texts.map((pieces) => pieces[table]).join("")),
      simulated,
    };
  }

  it("come of whole roots, of single paths and of blocks that begin inside a root", async () => {
    const whole = await cut([{ from: 0, to: PATHS }]);
    expect((await cut(rangesOf(0, PATHS, 1))).tables).toEqual(whole.tables);
    expect((await cut(rangesOf(0, PATHS, 10))).tables).toEqual(whole.tables);
    expect(whole.tables[0].split("\n").length).toBe(PATHS + 1);
  });

  it("cost no path more where blocks end at whole roots, as a run's do", async () => {
    const whole = await cut([{ from: 0, to: PATHS }]);
    const blocks = await cut(rangesOf(0, PATHS, 8, [], Infinity, 27));
    expect(blocks.simulated).toEqual(whole.simulated);
    expect([...rangesOf(40, 200, 30, [100], Infinity, 27)].map(({ to }) => to)).toEqual([
      81, 100, 135, 189, 200,
    ]);
  });
});

describe("levels", () => {
  const splitting = { levels: [0.5, 1, 2], copies: 10, leaves: 1000, share: 0.1 };
  const start = Float64Array.of(100, 10);
  const moves = Float64Array.of(0.2, Infinity, Infinity, 0.5);
  const at = (...prices: number[]) => ({ start, global: Float64Array.from(prices) }) as never;

  it("are of the largest move against its side, in units of that side's", () => {
    const score = (...prices: number[]) => scoreOf(moves, start, Float64Array.from(prices));
    expect(score(100 * Math.exp(-0.1), 10)).toBeCloseTo(0.5, 12);
    expect(score(100 * Math.exp(0.1), 10)).toBe(0);
    expect(score(100 * Math.exp(-0.1), 10 * Math.exp(0.4))).toBeCloseTo(0.8, 12);
  });

  it("keep digits of a path's number as they are crossed, several by one jump, and stay crossed", () => {
    const split = createSplit(splitting, moves);
    expect(numberOf(split, 7345)).toBe(7000);
    expect(crossLevels(split, at(100, 10))).toBe(false);
    expect(crossLevels(split, at(89, 10))).toBe(true);
    expect(numberOf(split, 7345)).toBe(7300);
    expect(crossLevels(split, at(100, 10))).toBe(false);
    expect(crossLevels(split, at(60, 10))).toBe(true);
    expect(numberOf(split, 7345)).toBe(7345);
    expect(crossLevels(split, at(1, 10))).toBe(false);
  });

  it("one jump over all of them splits a root into all its leaves at once", () => {
    const crash = shipped("quickstart", [
      "step=10 minutes",
      "scenario=[{ at: 2 hours, price: { ETH: -0.6 } }]",
      "sampling.splitting={ levels: [0.3, 0.6, 1], copies: 2 }",
    ]);
    const { column, simulated } = play(crash, 16);
    expect(simulated).toBe(16);
    expect(new Set(column("final_price_ETH")).size).toBe(16);
  });
});
