/**
 * `npm run bench`: how fast the engine is, by three looks at it. See README.md in this folder for how to read them.
 *
 *   --paths N --repeats N   how much work (default 512, 3)
 *   --out FILE              where the figures go as JSON (default bench/results/latest.json)
 *   --compare FILE          print the ratio of every figure to that of an earlier file
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { measureSteps } from "./steps.ts";
import { measureThroughput } from "./throughput.ts";
import { measureTwinRatio } from "./twinRatio.ts";

type Figures = Readonly<Record<string, number>>;

interface Results {
  readonly machine: Readonly<Record<string, string | number>>;
  readonly figures: Figures;
}

/** Paths per measurement of a step, and of the twin, for each path of the throughput. */
const STEP_SHARE = 1 / 8;
const TWIN_PATHS = 2;

async function measure(paths: number, repeats: number): Promise<Figures> {
  const throughput = await measureThroughput(paths, repeats);
  const steps = await measureSteps(Math.max(1, Math.round(paths * STEP_SHARE)), repeats);
  const twin = await measureTwinRatio(TWIN_PATHS, repeats);
  return { ...throughput, ...steps, ...twin };
}

function machine(): Results["machine"] {
  const [first] = cpus();
  return { cpu: first?.model ?? "unknown", cores: cpus().length, node: process.versions.node };
}

function print(figures: Figures, earlier: Figures | undefined): void {
  for (const [name, value] of Object.entries(figures)) {
    const before = earlier?.[name];
    const change = before === undefined ? "" : `   x ${(value / before).toFixed(2)}`;
    console.log(`${name.padEnd(28)} ${Number(value.toPrecision(3))}${change}`);
  }
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new RangeError(`--${name} must be a whole number from 1, got '${text}'`);
  return value;
}

const { values } = parseArgs({
  options: {
    paths: { type: "string", default: "512" },
    repeats: { type: "string", default: "3" },
    out: { type: "string", default: "bench/results/latest.json" },
    compare: { type: "string" },
  },
});
const earlier =
  values.compare === undefined
    ? undefined
    : (JSON.parse(readFileSync(values.compare, "utf8")) as Results).figures;
const figures = await measure(
  wholeNumber("paths", values.paths),
  wholeNumber("repeats", values.repeats),
);
print(figures, earlier);
mkdirSync(dirname(values.out), { recursive: true });
const results: Results = { machine: machine(), figures };
writeFileSync(values.out, `${JSON.stringify(results, null, 2)}\n`);
