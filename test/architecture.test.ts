/**
 * The house rules on who may know whom, held against every import in `src`. A room is a folder of `src`; `index.ts` and
 * `cli.ts` are the doors and may use any room. What may be used is named by path prefix.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

const SOURCE = join(import.meta.dirname, "../src");

/** Room -> path prefixes it may import from, besides itself and the types of the resolved model. "type " before one: types only. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  random: [],
  estimation: [],
  // Whether a law can be drawn is for its sampler to say.
  model: ["random/distribution"],
  clearing: [],
  closedForms: ["random/"],
  reliability: ["random/"],
  rollup: ["reliability/", "random/"],
  bridges: ["reliability/", "random/"],
  market: ["random/"],
  book: ["random/"],
  // Of bridges the words alone: what a transfer is for, and why it was not taken.
  contagion: ["book/", "market/", "random/", "clearing/", "type bridges/", "bridges/transferWords"],
  // Threads write the text of their own rows.
  engine: [
    "reliability/",
    "rollup/",
    "bridges/",
    "market/",
    "book/",
    "contagion/",
    "clearing/",
    "random/",
    "output/csv",
  ],
  output: ["estimation/", "clearing/", "engine/columns"],
  // The installed tool checked as a whole: it may look everywhere but at the command line.
  verification: [
    "closedForms/",
    "estimation/",
    "clearing/",
    "model/",
    "engine/",
    "reliability/",
    "rollup/",
    "bridges/",
    "market/",
    "book/",
    "contagion/",
    "random/",
  ],
  commands: [""],
  // What a program calls in place of a command line.
  library: [""],
};

/** What only some places may touch: pattern in the source -> path prefixes where it may stand. */
const RESERVED: readonly [what: string, pattern: RegExp, where: readonly string[]][] = [
  [
    "the file system",
    /from "(node:)?fs(\/promises)?"/,
    ["output/", "model/load", "engine/checkpoint", "commands/", "library/paths"],
  ],
  ["threads", /from "((node:)?worker_threads|piscina)"/, ["engine/"]],
  [
    "the clock",
    /\bDate\.now|\bnew Date\b|\bperformance\.|\bhrtime\b/,
    ["output/", "commands/", "engine/checkpoint", "engine/executors"],
  ],
  ["chance outside the streams", /\bMath\.random\b|\brandomUUID\b|\brandomBytes\b/, []],
  ["the seed generator", /from "seedrandom"/, ["random/"]],
  ["the exit code", /\bprocess\.exit/, ["cli.ts"]],
];

/** What is true of a kind is said once, beside the kinds; every room may ask. */
const FACTS_OF_KINDS = ["model/resolved/chainTraits.ts", "model/resolved/joinedChains.ts"];

const FORBIDDEN_ROOMS = ["utils", "common", "helpers", "core", "types", "shared"];

interface Import {
  readonly from: string;
  readonly to: string;
  readonly clause: string;
}

const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .toSorted();
/** Comments are prose, and may name what the code may not use; quotes differ only by taste. */
const text = new Map(
  files.map((path) => [
    path,
    readFileSync(join(SOURCE, path), "utf8")
      .replaceAll("'", '"')
      .replace(/^\s*(\/\/|\*|\/\*).*$/gm, ""),
  ]),
);
const imports = files.flatMap(importsOf);

/** Imports and re-exports, static or dynamic, of files of ours. */
function importsOf(from: string): Import[] {
  const found = text
    .get(from)!
    .matchAll(/(?:^(import|export)\b([^;"]*?)\bfrom\s*|\bimport\s*\(?\s*)"(\.[^"]+)"/gm);
  return Array.from(found, ([, , clause, target]) => ({
    from,
    to: relative(SOURCE, join(SOURCE, dirname(from), target!)),
    clause: (clause ?? "").trim(),
  }));
}

const roomOf = (path: string): string =>
  path.includes("/") ? path.slice(0, path.indexOf("/")) : "";
const onlyTypes = (clause: string): boolean =>
  /^type\b/.test(clause) ||
  (/^\{.*\}$/s.test(clause) &&
    clause
      .slice(1, -1)
      .split(",")
      .every((name) => /^\s*(type\b.*)?$/s.test(name)));

function allowed({ from, to, clause }: Import): boolean {
  const room = roomOf(from);
  if (room === "" || room === roomOf(to)) return true;
  if (FACTS_OF_KINDS.includes(to)) return true;
  if (to.startsWith("model/resolved/")) return onlyTypes(clause);
  if (to === "model/resolved.ts")
    return onlyTypes(clause) || /^\{\s*SECONDS_PER_YEAR\s*(,\s*type [^,]+)*,?\s*\}$/.test(clause);
  const prefixes = MAY_IMPORT[room] ?? [];
  return prefixes.some((prefix) =>
    prefix.startsWith("type ")
      ? onlyTypes(clause) && to.startsWith(prefix.slice(5))
      : to.startsWith(prefix),
  );
}

test("the rooms of src are the sixteen of the house, and none is a drawer for odds and ends", () => {
  const rooms = new Set(files.map(roomOf).filter((room) => room !== ""));
  expect([...rooms].filter((room) => !(room in MAY_IMPORT))).toEqual([]);
  const folders = new Set(files.flatMap((path) => dirname(path).split("/")));
  expect(FORBIDDEN_ROOMS.filter((name) => folders.has(name))).toEqual([]);
  expect(
    files.filter((path) => FORBIDDEN_ROOMS.some((name) => path.endsWith(`/${name}.ts`))),
  ).toEqual([]);
});

test("every import is one that the table of rooms allows", () => {
  expect(imports.length).toBeGreaterThan(files.length / 2);
  const broken = imports.filter((one) => !allowed(one));
  expect(
    broken.map(({ from, to, clause }) => `${from} -> ${to}: ${clause.replaceAll(/\s+/g, " ")}`),
  ).toEqual([]);
});

test("no file imports itself through others, types included", () => {
  expect(findCycle(files, imports)).toEqual([]);
});

test("the cycle finder finds a cycle of three", () => {
  const link = (from: string, to: string): Import => ({ from, to, clause: "" });
  expect(findCycle(["a", "b", "c"], [link("a", "b"), link("b", "c"), link("c", "a")])).toEqual([
    "a",
    "b",
    "c",
    "a",
  ]);
});

test.each(RESERVED)("only its own places use %s", (_, pattern, where) => {
  const users = files.filter((path) => pattern.test(text.get(path)!));
  expect(users.filter((path) => !where.some((prefix) => path.startsWith(prefix)))).toEqual([]);
});

test("only src/index.ts is a barrel", () => {
  expect(files.filter((path) => path.endsWith("index.ts"))).toEqual(
    files.includes("index.ts") ? ["index.ts"] : [],
  );
});

/** One import cycle as a list of files that begins and ends with the same, or nothing. */
function findCycle(nodes: readonly string[], edges: readonly Import[]): string[] {
  const targets = new Map(nodes.map((node) => [node, [] as string[]]));
  for (const { from, to } of edges) targets.get(from)?.push(to);
  const done = new Set<string>();
  const visit = (node: string, trail: readonly string[]): string[] => {
    if (trail.includes(node)) return [...trail.slice(trail.indexOf(node)), node];
    if (done.has(node)) return [];
    for (const target of targets.get(node) ?? []) {
      const cycle = visit(target, [...trail, node]);
      if (cycle.length > 0) return cycle;
    }
    done.add(node);
    return [];
  };
  for (const node of nodes) {
    const cycle = visit(node, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
