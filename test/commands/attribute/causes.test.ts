/** Which causes the paths that carry a figure are made of, by hand. */
import { expect, test } from "vitest";
import { addCauses, causeRows, createCauses } from "../../../src/commands/attribute/causes.ts";
import { runBlocks } from "../../../src/engine/executors/run.ts";
import { buildBook } from "../../../src/engine/path.ts";
import { shippedSimulation } from "../../../src/engine/simulation.ts";
import { tasksOf } from "../../../src/engine/worlds.ts";
import type { Figure } from "../../../src/estimation/figure.ts";
import { BY_PATH } from "../../../src/estimation/grouping.ts";
import type { MetricPaths } from "../../../src/estimation/worth.ts";
import type { LoadedModel } from "../../../src/model/load.ts";
import {
  type Block,
  HALTABLE,
  halt,
  move,
  orderbook,
  trader,
  world,
} from "../../contagion/stage.ts";

/** Breached at -8 % in minute 2 while the chain stands still, broke at -17 % in minute 4. */
const crash = (minutes: number): LoadedModel =>
  world({
    ...HALTABLE,
    venues: { v: orderbook({ mark: "oracle" }, { depth_1pct: 1e12 }) },
    book: { accounts: [trader("long", 10, 1000), trader("short", -10, 5000)] },
    scenario: [move(2, -0.08), halt(1, minutes), move(4, -0.1)] satisfies Block[],
    sampling: { paths: 2, seed: 1 },
  });

async function rowsOf({ model, base }: LoadedModel, figure: Figure, values: readonly number[]) {
  const causes = createCauses(model);
  const job = {
    loaded: { model, book: buildBook(model, base) },
    requested: [],
    numbered: ["liquidations"] as const,
    simulation: shippedSimulation,
  };
  const ranges = [{ from: 0, to: 2 }];
  for await (const block of runBlocks(tasksOf(job, ranges), 1, new AbortController().signal))
    addCauses(causes, block);
  const all: MetricPaths = { values: Float64Array.from(values), weights: new Float64Array([1, 1]) };
  return causeRows(causes, figure, all, BY_PATH);
}

test("an account that waited for a restart is liquidated and broke by cause gap: 8 280 and 720 USD a path", async () => {
  const [row, ...others] = await rowsOf(crash(4), { kind: "mean" }, [1, 1]);
  expect(others).toEqual([]);
  expect(row).toMatchObject({ cause: "gap", liquidated_share: 1, bad_debt_share: 1 });
  expect(row.liquidated_usd).toBeCloseTo(8280, 3);
  expect(row.bad_debt_usd).toBeCloseTo(720, 3);
});

test("one that still waits at the horizon is unresolved bad debt, and nothing is liquidated", async () => {
  const rows = await rowsOf(crash(60), { kind: "mean" }, [1, 1]);
  expect(rows.map(({ cause }) => cause)).toEqual(["unresolved"]);
  expect(rows[0].bad_debt_usd).toBeCloseTo(720, 3);
  expect(rows[0].liquidated_usd).toBe(0);
  expect(rows[0].liquidated_share).toBeNaN();
});

test("only the paths that carry the figure count", async () => {
  const none = await rowsOf(crash(4), { kind: "probability", threshold: 5 }, [1, 2]);
  expect(none[0].liquidated_usd).toBeNaN();
  const one = await rowsOf(crash(4), { kind: "probability", threshold: 1 }, [1, 2]);
  expect(one[0].liquidated_usd).toBeCloseTo(8280, 3);
});
