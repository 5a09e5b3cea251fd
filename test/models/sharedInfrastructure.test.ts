/** models/shared-infrastructure.yaml: what it leaves in its tables, and what its switches switch off. */
import { describe, expect, it } from "vitest";
import { tableNames } from "../../src/engine/columns.ts";
import { labelsOf } from "../../src/engine/labels.ts";
import {
  buildBook,
  createPathSimulator,
  simulatePath,
  type TradingSimulator,
} from "../../src/engine/path.ts";
import type { TableBuffer } from "../../src/engine/tables.ts";
import { loadModel } from "../../src/model/load.ts";
import { meanOf } from "../contagion/stage.ts";

const PATHS = 400;

function played(set: readonly string[] = []): TradingSimulator {
  const { model, base } = loadModel("models/shared-infrastructure.yaml", { set });
  const simulator = createPathSimulator({ model, book: buildBook(model, base) }, tableNames);
  for (let path = 0; path < PATHS; path++) simulatePath(simulator, path);
  return simulator;
}

/** Distinct values of a label column of `faults`. */
function seen({ tables, context }: TradingSimulator, column: "component" | "cause"): Set<string> {
  const { rows, columns } = tables.faults!;
  const labels = labelsOf(context.trading.model);
  const decode = column === "cause" ? labels.faultCause : labels.component;
  return new Set(Array.from(columns[column].subarray(0, rows), decode));
}

const weightsOf = ({ tables }: TradingSimulator): Float64Array =>
  tables.paths.columns.weight.slice(0, PATHS);

describe(`${PATHS} paths of two rollups on shared machinery`, () => {
  const simulator = played();

  it("show every cause of a fault, of nodes by their own names and of the sequencer that lacks them", () => {
    const causes = ["aftershock", "common:client-bug", "common:region", "quorum", "random"];
    expect([...seen(simulator, "cause")].toSorted()).toEqual(causes);
    const components = seen(simulator, "component");
    for (const key of ["sequencers.commons", "sequencers.commons/node-4", "provers.prover"])
      expect(components).toContain(key);
  });

  it("count a fault for every row that is no lack of quorum", () => {
    const { rows, columns } = simulator.tables.faults!;
    const decode = labelsOf(simulator.context.trading.model).faultCause;
    const counted = columns.cause.subarray(0, rows).filter((code) => decode(code) !== "quorum");
    const told = simulator.tables.paths.columns.faults.subarray(0, PATHS);
    expect(told.reduce((sum, faults) => sum + faults, 0)).toBe(counted.length);
  });

  it("weigh 1 on average, none more than 10", () => {
    const { mean, error } = meanOf(weightsOf(simulator));
    expect(Math.abs(mean - 1)).toBeLessThan(4 * error);
    expect(Math.max(...weightsOf(simulator))).toBeLessThanOrEqual(10);
  });

  it("record each component that failed once a path, each venue's bad debt, and each cascade's size", () => {
    const { tables, records } = simulator;
    const listed = (
      { rows, columns }: TableBuffer,
      names: readonly string[],
      keep: (row: number) => boolean = () => true,
    ): string[] =>
      Array.from({ length: rows }, (_, row) => row)
        .filter(keep)
        .map((row) => names.map((name) => columns[name][row]).join(" "));
    const failed = listed(tables.faults!, ["path", "component"]);
    expect(failed.length).toBeGreaterThan(new Set(failed).size);
    expect(listed(records.failures, ["path", "component"])).toEqual([...new Set(failed)]);
    const inDebt = (row: number): boolean => tables.venues!.columns.bad_debt_usd[row] > 0;
    const lost = listed(tables.venues!, ["path", "venue", "bad_debt_usd"], inDebt);
    expect(lost.length).toBeGreaterThan(0);
    expect(listed(records.venueLosses, ["path", "venue", "badDebt"])).toEqual(lost);
    const sizes = records.cascadeSizes;
    expect(listed(sizes, ["path", "accounts"])).toEqual(
      listed(tables.cascades!, ["path", "accounts"]),
    );
    const { accounts, roots } = sizes.columns;
    expect(roots.subarray(0, sizes.rows).every((count, row) => count <= accounts[row])).toBe(true);
  });

  it("carry their weight in the delays and the contagion, too", () => {
    const weights = weightsOf(simulator);
    for (const { rows, columns } of [simulator.records.delays, simulator.records.contagion]) {
      expect(rows).toBeGreaterThan(0);
      for (let row = 0; row < rows; row++)
        expect(columns.weight[row]).toBe(weights[columns.path[row]]);
    }
  });
});

it("without tilts, strikes and aftershocks only nodes fail, by themselves, and every path weighs 1", () => {
  const simulator = played([
    "sampling.tilt={}",
    "common_causes.region.rate=0",
    "common_causes.client-bug.rate=0",
    "sequencers.commons.faults.0.aftershock.probability=0",
    "sequencers.commons.faults.0.rate=60 / year",
  ]);
  expect([...seen(simulator, "cause")].toSorted()).toEqual(["quorum", "random"]);
  expect(new Set(weightsOf(simulator))).toEqual(new Set([1]));
});
