/**
 * The models that are checked, played by the engine that is installed: from the shipped file to the columns of its paths,
 * by the same steps as a run.
 */
import { fileURLToPath } from "node:url";
import { buildBook, createPathSimulator, simulatePath } from "../engine/path.ts";
import type { TradingSimulator } from "../engine/path.ts";
import type { TableName } from "../engine/columns.ts";
import { loadModel } from "../model/load.ts";
import type { LoadedModel } from "../model/parse.ts";
import type { Measured } from "./finding.ts";

/** `models/`, beside `src` and beside `dist`. */
const SHIPPED = new URL("../../models/", import.meta.url);

/**
 * Loads a model that is shipped with the package.
 * @param name path under `models/`, without `.yaml`
 * @param set `KEY=VALUE` settings
 * @param tilt `KEY=VALUE` tilts in place of the model's
 */
export function shipped(
  name: string,
  set: readonly string[] = [],
  tilt?: readonly string[],
): LoadedModel {
  return loadModel(fileURLToPath(new URL(`${name}.yaml`, SHIPPED)), { set, tilt });
}

/** A simulator of a model. @param tables to write besides `paths` */
export function simulatorOf(
  { model, base }: LoadedModel,
  tables: readonly TableName[] = [],
): TradingSimulator {
  return createPathSimulator({ model, book: buildBook(model, base) }, tables);
}

/** One column of the paths table over paths 0 .. paths - 1. */
export function playColumn(model: LoadedModel, column: string, paths: number): Float64Array {
  const simulator = simulatorOf(model);
  for (let path = 0; path < paths; path++) simulatePath(simulator, path);
  const columns: Readonly<Record<string, Float64Array>> = simulator.tables.paths.columns;
  return columns[column].slice(0, paths);
}

/** Mean of a sample and its standard error. */
export function meanOf(values: ArrayLike<number>): Measured {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - mean) ** 2;
  return { mean, error: Math.sqrt(squares / (values.length - 1) / values.length) };
}
