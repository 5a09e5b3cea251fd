import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { formatMessage } from "publint/utils";
import { publint } from "publint";
import ts from "typescript";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call, install } from "./installed.ts";
import type { Installed } from "./installed.ts";
import { check, problemsOf } from "./typeCheck.ts";

let package_: Installed;
beforeAll(() => {
  package_ = install();
});
afterAll(() => rmSync(package_.folder, { recursive: true }));

const node = (...words: string[]): string => call(package_.folder, process.execPath, ...words);

/** Runs a program of somebody else's. @param name of its file */
function run(name: string, text: string): string {
  writeFileSync(join(package_.folder, name), text);
  return node(name);
}

test("the package holds the compiled code, the models and the examples, and neither sources nor maps", () => {
  const paths = package_.files.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining([
      "LICENSE",
      "README.md",
      "dist/cli.js",
      "dist/index.d.ts",
      "dist/engine/path.js",
      "examples/tail.mjs",
      "models/three-rollups.yaml",
    ]),
  );
  expect(paths.filter((path) => /^(src|test|bench|docs)\/|\.map$/.test(path))).toEqual([]);
  expect(package_.files.find(({ path }) => path === "dist/cli.js")!.mode & 0o111).not.toBe(0);
});

test("publint and arethetypeswrong find nothing", async () => {
  const { buffer } = new Uint8Array(readFileSync(package_.tarball));
  const { messages, pkg } = await publint({ strict: true, pack: { tarball: buffer } });
  expect(messages.map((message) => formatMessage(message, pkg!))).toEqual([]);
  const attw = resolve("node_modules/.bin/attw");
  const words = ["--profile", "esm-only", "--entrypoints", ".", "--format", "ascii", "--no-color"];
  const told = call(package_.folder, attw, package_.tarball, ...words);
  expect(told).toContain("node16 (from ESM): 🟢 (ESM)");
  expect(told).toContain("bundler: 🟢");
});

const PATHS = `const { model } = loadModel("node_modules/faultline/models/quickstart.yaml");
  const { count, columns } = await simulatePaths({ model, base: model }, { paths: 2, seed: 1, threads: 1 });
  console.log(count, columns.faults.length);`;

test("an ES module imports it, with its models and package.json by name and nothing that lies inside", () => {
  const text = `import { createRequire } from "node:module";
import { loadModel, simulatePaths, version } from "faultline";
const loaded = loadModel(new URL(import.meta.resolve("faultline/models/quickstart.yaml")));
const { count } = await simulatePaths(loaded, { paths: 2, threads: 2 });
const inside = await import("faultline/dist/engine/path.js").catch(({ code }) => code);
console.log(loaded.model.name, count, inside);
console.log(version === createRequire(import.meta.url)("faultline/package.json").version);`;
  expect(run("module.mjs", text)).toBe("quickstart 2 ERR_PACKAGE_PATH_NOT_EXPORTED\ntrue\n");
});

test("CommonJS requires it or awaits its import, and both are the same", () => {
  const text = `const { loadModel, simulatePaths, ModelError } = require("faultline");
(async () => {
  ${PATHS}
  console.log((await import("faultline")).ModelError === ModelError);
})();`;
  expect(run("required.cjs", text)).toBe("2 2\ntrue\n");
});

test("npm has linked its command, which says its version", () => {
  const command = join(package_.folder, "node_modules/.bin/faultline");
  expect(call(package_.folder, command, "--version")).toMatch(/^\d+\.\d+\.\d+\n$/);
});

const IMPORTED = `import { estimate, loadModel, ModelError, simulatePaths, type Estimate, type ResolvedModel } from "faultline";
const model: ResolvedModel = loadModel("m.yaml", { set: ["horizon=1 day"] }).model;
export const told: Promise<Estimate> = simulatePaths({ model, base: model }, { paths: 2 }).then((paths) => estimate("mean(faults)", paths));
export const wrong = new ModelError([model.name]).problems.length + model.venues[0].markets.length;
`;
const AWAITED = `export const told = import("faultline").then(({ loadModel }) => loadModel("m.yaml").model.venues.length.toFixed());
export type Model = import("faultline", { with: { "resolution-mode": "import" } }).ResolvedModel;
`;

const { ModuleKind, ModuleResolutionKind } = ts;
const NODE10 = {
  module: ModuleKind.CommonJS,
  moduleResolution: ModuleResolutionKind.Node10,
  ignoreDeprecations: "6.0",
};
const BUNDLER = { module: ModuleKind.ESNext, moduleResolution: ModuleResolutionKind.Bundler };

test.each([
  [
    "nodenext, an ES module, with its own declarations checked",
    "next.mts",
    IMPORTED,
    { module: ModuleKind.NodeNext, skipLibCheck: false },
  ],
  ["nodenext, CommonJS", "next.cts", IMPORTED, { module: ModuleKind.NodeNext }],
  ["node20, CommonJS", "twenty.cts", IMPORTED, { module: ModuleKind.Node20 }],
  ["node16, an ES module", "sixteen.mts", IMPORTED, { module: ModuleKind.Node16 }],
  ["node16, CommonJS by import()", "sixteen.cts", AWAITED, { module: ModuleKind.Node16 }],
  ["a bundler", "bundled.ts", IMPORTED, BUNDLER],
  ["module preserve", "preserved.ts", IMPORTED, { module: ModuleKind.Preserve }],
  ["node10", "ten.ts", IMPORTED, NODE10],
])("its types hold under %s", (_, name, text, options) => {
  expect(check(package_.folder, name, text, options)).toEqual([]);
});

test("a wrong use is an error of types, under the newest and the oldest setting", () => {
  const wrong = IMPORTED.replace("paths: 2", 'paths: "2"');
  for (const options of [{ module: ModuleKind.NodeNext }, NODE10])
    expect(check(package_.folder, "wrong.ts", wrong, options)).toEqual([
      expect.stringContaining("TS2322"),
    ]);
});

test("node16, which knows an older Node, refuses a static import in CommonJS", () => {
  const problems = check(package_.folder, "static.cts", IMPORTED, { module: ModuleKind.Node16 });
  expect(problems).toEqual([expect.stringContaining("TS1479")]);
});

const examples = readdirSync("examples").filter((name) => name.endsWith(".mjs"));

test("the examples are as strict as the types are", () => {
  const files = examples.map((name) =>
    join(package_.folder, "node_modules/faultline/examples", name),
  );
  expect(files.length).toBeGreaterThanOrEqual(4);
  const options = { module: ModuleKind.NodeNext, allowJs: true, checkJs: true };
  expect(problemsOf(files, { ...options, maxNodeModuleJsDepth: 0 })).toEqual([]);
});

const SAYS: Readonly<Record<string, RegExp>> = {
  "tail.mjs": /^es\(bad_debt_usd, 0\.95\) \d[^]*worst: path \d+, \d/m,
  "margins.mjs": /^mean\(bad_debt_usd\) [\d.]+ [\d.]+\n {2}difference -?[\d.]+ \{/m,
  "metric.mjs": /value: [^]*adl_usd \(USD\): profit/,
  "folder.mjs": /--seed 1 --out [^]*'sequencers\.solo', 'halt'[^]*report\.html/,
};

test.each(examples)("the example %s runs, and says what it is about", (name) => {
  const told = node(join("node_modules/faultline/examples", name));
  expect(told).toMatch(SAYS[name]!);
});
