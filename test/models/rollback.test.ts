/** models/rollback.yaml: what it leaves in its tables, and what its switch switches off. */
import { describe, expect, it } from "vitest";
import {
  type TradingSimulator,
  buildBook,
  createPathSimulator,
  simulatePath,
} from "../../src/engine/path.ts";
import { labelsOf } from "../../src/engine/labels.ts";
import { loadModel } from "../../src/model/load.ts";

const PATHS = 100;

function played(set: readonly string[] = []): TradingSimulator {
  const { model, base } = loadModel("models/rollback.yaml", { set });
  const book = buildBook(model, base);
  const simulator = createPathSimulator({ model, book }, ["liquidations", "transfers"]);
  for (let path = 0; path < PATHS; path++) simulatePath(simulator, path);
  return simulator;
}

/** What became of the transfers of all paths. */
function outcomes({ tables, context }: TradingSimulator): Set<string> {
  const decode = labelsOf(context.trading.model).outcome;
  const { rows, columns } = tables.transfers!;
  return new Set(Array.from(columns.outcome.subarray(0, rows), decode));
}

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

describe(`${PATHS} paths beside a chain that returns`, () => {
  const simulator = played();
  const { rows, columns } = simulator.tables.liquidations!;

  it("have liquidations that were undone, and those that were not make the sum", () => {
    const { notional_usd: notional, undone } = columns;
    const stands = notional.subarray(0, rows).filter((_, row) => undone[row] === 0);
    expect(sumOf(undone.subarray(0, rows))).toBeGreaterThan(100);
    const told = sumOf(simulator.tables.paths.columns.liquidated_usd.subarray(0, PATHS));
    expect(sumOf(stands) / told).toBeCloseTo(1, 12);
  });

  it("have transfers that were cancelled, and some that were spent twice", () => {
    const seen = outcomes(simulator);
    for (const outcome of ["landed", "cancelled", "undone"]) expect(seen).toContain(outcome);
  });

  it("have neither with a probability of 0", () => {
    const off = played(["sequencers.operator.restart.rollback.probability=0"]);
    expect(sumOf(off.tables.liquidations!.columns.undone.subarray(0, 1e3))).toBe(0);
    for (const outcome of ["cancelled", "undone"]) expect(outcomes(off)).not.toContain(outcome);
  });
});
