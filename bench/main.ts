/**
 * `npm run bench`: how fast the engine is and how much it holds, by several looks at it. See README.md in this folder
 * for how to read them.
 *
 *   --only A,B              throughput, steps, twin, scaling, keeper-lag, sweep, memory (default: all of them)
 *   --paths N --repeats N   how much work (default 512, 3)
 *   --million               peak memory at 10^6 paths too
 *   --out FILE              where the figures go as JSON (default bench/results/latest.json)
 *   --compare [REVISION]    also a path of an earlier revision's default model, there and now, in turns; without a name
 *                           the revision at which the main job was first whole
 *   --compare FILE          print the ratio of every figure to that of an earlier file
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { measureAgainst } from "./earlier.ts";
import { measureKeeperLag } from "./keeperLag.ts";
import { measureMemory } from "./memory.ts";
import { measureScaling } from "./scaling.ts";
import { measureSteps } from "./steps.ts";
import { measureSweep } from "./sweep.ts";
import { measureThroughput } from "./throughput.ts";
import { measureTwinRatio } from "./twinRatio.ts";

type Figures = Readonly<Record<string, number>>;

interface Results {
  readonly machine: Readonly<Record<string, string | number>>;
  readonly figures: Figures;
}

/** The revision whose default model today's engine is held to. */
const MAIN_JOB = "9321b9e";

/** Paths per measurement of a step, and of a size of the book, for each path of the throughput; paths of the twin. */
const STEP_SHARE = 1 / 8;
const SCALING_SHARE = 1 / 4;
/** Batches of paths of an earlier revision's model. */
const BATCH_SHARE = 1 / 32;
const TWIN_PATHS = 2;

interface Work {
  readonly paths: number;
  readonly repeats: number;
  readonly million: boolean;
}

const share = (paths: number, part: number): number => Math.max(1, Math.round(paths * part));

/** The looks, by the names that `--only` takes, in the order they are taken. */
const looks: Readonly<Record<string, (work: Work) => Promise<object> | object>> = {
  throughput: ({ paths, repeats }) => measureThroughput(paths, repeats),
  steps: ({ paths, repeats }) => measureSteps(share(paths, STEP_SHARE), repeats),
  twin: ({ repeats }) => measureTwinRatio(TWIN_PATHS, repeats),
  scaling: ({ paths, repeats }) => measureScaling(share(paths, SCALING_SHARE), repeats),
  "keeper-lag": ({ repeats }) => measureKeeperLag(repeats),
  sweep: ({ paths, repeats }) => measureSweep(paths, repeats),
  memory: ({ million }) => measureMemory(million),
};

async function measure(names: readonly string[], work: Work): Promise<Figures> {
  const figures: Record<string, number> = {};
  for (const name of names) Object.assign(figures, await looks[name](work));
  return figures;
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

function namesOf(text: string | undefined): string[] {
  const known = Object.keys(looks);
  const asked = text === undefined ? known : text.split(",");
  for (const name of asked) {
    if (!known.includes(name))
      throw new RangeError(`--only: there is no '${name}'; there are ${known.join(", ")}`);
  }
  return known.filter((name) => asked.includes(name));
}

/** The words of the command line, with what `--compare` means by itself. */
function words(): string[] {
  return process.argv.slice(2).flatMap((word, at, all) => {
    const alone = word === "--compare" && (all[at + 1] ?? "--").startsWith("--");
    return alone ? [word, MAIN_JOB] : [word];
  });
}

const { values } = parseArgs({
  args: words(),
  options: {
    only: { type: "string" },
    paths: { type: "string", default: "512" },
    repeats: { type: "string", default: "3" },
    million: { type: "boolean", default: false },
    out: { type: "string", default: "bench/results/latest.json" },
    compare: { type: "string" },
  },
});
const { compare } = values;
const isFile = compare !== undefined && existsSync(compare);
const earlier = isFile ? (JSON.parse(readFileSync(compare, "utf8")) as Results).figures : undefined;
const work = {
  paths: wholeNumber("paths", values.paths),
  repeats: wholeNumber("repeats", values.repeats),
  million: values.million,
};
const revision = compare === undefined || isFile ? null : compare;
const figures = {
  ...(revision && measureAgainst(revision, share(work.paths, BATCH_SHARE), work.repeats)),
  ...(await measure(namesOf(values.only), work)),
};
print(figures, earlier);
mkdirSync(dirname(values.out), { recursive: true });
const results: Results = { machine: machine(), figures };
writeFileSync(values.out, `${JSON.stringify(results, null, 2)}\n`);
