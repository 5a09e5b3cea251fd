/**
 * A simulation that is small and exact: every figure of a path is a function of seed and path number alone, so that
 * blocks, executors and checkpoints can be tested without a market. The model's name makes it slow, or fail at a path.
 */

import { PathError } from "../../src/engine/simulation.ts";
import type { Loaded, PathSimulator, Simulation } from "../../src/engine/simulation.ts";
import { appendRow, createPathTables, createRecordTables } from "../../src/engine/tables.ts";
import type { ResolvedModel } from "../../src/model/resolved.ts";

interface Book {
  readonly sizes: Float64Array;
}

interface StandIn extends PathSimulator {
  readonly loaded: Loaded<Book>;
}

/** A fraction in [0, 1) made from integers (Knuth's multiplicative hash, twice). */
function fraction(...numbers: number[]): number {
  let hash = 2166136261;
  for (const number of numbers) hash = Math.imul(hash ^ number, 2654435761) ^ (hash >>> 15);
  return (Math.imul(hash, 2246822519) >>> 0) / 2 ** 32;
}

export function buildBook(model: ResolvedModel): Book {
  const sizes = new Float64Array(new SharedArrayBuffer(8 * 4));
  sizes.set([1, 2, 3, 4].map((item) => fraction(model.book.seed.length, item)));
  return { sizes };
}

export const createPathSimulator: Simulation<Book>["createPathSimulator"] = (loaded, requested) => {
  const simulator: StandIn = {
    loaded,
    tables: createPathTables(loaded.model, requested),
    records: createRecordTables(),
  };
  return simulator;
};

/** `slow-5` waits 5 ms a path; `fails-7` fails at path 7, `breaks-7` throws something unforeseen there. */
function misbehave(name: string, path: number): void {
  const [kind, number] = name.split("-");
  if (kind === "slow") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(number));
  if (kind === "fails" && Number(number) === path)
    throw new PathError(path, "the ledger is 3 USD out");
  if (kind === "breaks" && Number(number) === path) throw new TypeError("not a function");
}

export function simulatePath(simulator: PathSimulator, path: number): number {
  const { tables, records, loaded } = simulator as StandIn;
  const { delays, contagion, failures, venueLosses, cascadeSizes } = records;
  const { model, book } = loaded;
  misbehave(model.name, path);
  const seed = model.sampling.seed.length;
  const loss = 1e6 * fraction(seed, path, 1) ** 4 * book.sizes[path % 4];
  const row = appendRow(tables.paths);
  const { columns } = tables.paths;
  for (const name of tables.paths.names)
    columns[name][row] = loss * fraction(seed, path, name.length);
  columns.path[row] = path;
  columns.weight[row] = 1;
  columns.bad_debt_usd[row] = loss;
  columns.amplification[row] = path % 3 === 0 ? NaN : 1 + fraction(seed, path, 2);
  columns.first_fault[row] = path % 2 === 0 ? -1 : path % 3;
  for (let venue = 0; venue < path % 3 && venue < model.venues.length; venue++) {
    if (tables.venues !== null) {
      const line = appendRow(tables.venues);
      tables.venues.columns.path[line] = path;
      tables.venues.columns.venue[line] = venue;
      tables.venues.columns.bad_debt_usd[line] = loss / (venue + 1);
    }
    const delay = appendRow(delays);
    delays.columns.path[delay] = path;
    delays.columns.venue[delay] = venue;
    delays.columns.delaySteps[delay] = Math.floor(5 * fraction(seed, path, venue));
    delays.columns.closed[delay] = path % 2;
    delays.columns.count[delay] = 1 + (path % 4);
    delays.columns.weight[delay] = 1;
    const pair = appendRow(contagion);
    contagion.columns.path[pair] = path;
    contagion.columns.from[pair] = 0;
    contagion.columns.to[pair] = venue;
    contagion.columns.notional[pair] = loss * fraction(venue, path);
    contagion.columns.weight[pair] = 1;
    const part = appendRow(venueLosses);
    venueLosses.columns.path[part] = path;
    venueLosses.columns.venue[part] = venue;
    venueLosses.columns.badDebt[part] = loss / (venue + 1);
    const size = appendRow(cascadeSizes);
    cascadeSizes.columns.path[size] = path;
    cascadeSizes.columns.accounts[size] = 1 + (path % 7);
    cascadeSizes.columns.roots[size] = 1;
    cascadeSizes.columns.weight[size] = 1;
  }
  if (path % 2 === 1) {
    const failure = appendRow(failures);
    failures.columns.path[failure] = path;
    failures.columns.component[failure] = path % 3;
  }
  if (tables.faults !== null && path % 2 === 1) {
    const fault = appendRow(tables.faults);
    tables.faults.columns.path[fault] = path;
    tables.faults.columns.component[fault] = path % 3;
    tables.faults.columns.mode[fault] = 0;
    tables.faults.columns.start_s[fault] = 3600 * fraction(seed, path, 3);
    tables.faults.columns.cause[fault] = 0;
  }
  return 1;
}
