/**
 * Prints the milliseconds of a path, the median over batches, of an engine compiled elsewhere. Run in a process of its own.
 *
 * Arguments: the folder of the compiled engine, a model file, batches.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { median, secondsSince } from "./measure.ts";

const BATCH = 16;

/** What has kept its name since. */
interface Engine {
  readonly loadModel: (file: string, options: object) => { readonly model: object };
  readonly metricVariables: unknown;
  readonly buildBook: (model: object, base: object) => object;
  readonly createPathSimulator: (loaded: object, tables: readonly string[]) => object;
  readonly simulatePath: (simulator: object, path: number) => unknown;
}

const [folder, file, batches] = process.argv.slice(2);
const load = async (name: string): Promise<Partial<Engine>> =>
  (await import(pathToFileURL(join(folder, name)).href)) as Partial<Engine>;
const parts = await Promise.all(
  ["model/load.js", "engine/columns.js", "engine/path.js"].map((name) => load(name)),
);
const engine = Object.assign({}, ...parts) as Engine;
const { model } = engine.loadModel(file, { set: [], metricNames: engine.metricVariables });
const book = engine.buildBook(model, model);
const simulator = engine.createPathSimulator({ model, book }, ["venues", "cascades", "faults"]);

/** The same paths each time. @returns s */
function batch(): number {
  const start = process.hrtime.bigint();
  for (let path = 0; path < BATCH; path++) engine.simulatePath(simulator, path);
  return secondsSince(start);
}

batch();
batch(); // compiled by now
console.log((1000 / BATCH) * median(Array.from({ length: Number(batches) }, batch)));
