import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { NO_COLOURS } from "../../src/commands/colours.ts";
import { createProgram } from "../../src/commands/program.ts";
import { Refusal } from "../../src/commands/refusal.ts";
import type { Manifest } from "../../src/output/manifest.ts";
import { shippedSuites } from "../../src/commands/verify.ts";
import { standIn } from "./standInRun.ts";

const model = "models/quickstart.yaml";
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faultline-program-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs one command line with the stand-in simulation; what it printed. */
async function call(...words: string[]): Promise<string> {
  let printed = "";
  const program = createProgram({
    invocation: { program: ["faultline"], arguments: words },
    signal: new AbortController().signal,
    simulation: standIn,
    suites: shippedSuites,
    print: (text) => {
      printed += text;
    },
    warn: () => {},
    colours: NO_COLOURS,
  });
  await program.parseAsync(words, { from: "user" });
  return printed;
}

const run = (...words: string[]): Promise<string> =>
  call(
    "run",
    model,
    "--paths",
    "300",
    "--threads",
    "1",
    "--out",
    join(folder, "run"),
    "--quiet",
    ...words,
  );

test("run --json prints one JSON value: the folder and the manifest", async () => {
  const { out, manifest } = JSON.parse(await run("--json", "--seed", "abc")) as {
    out: string;
    manifest: Manifest;
  };
  expect(out).toBe(join(folder, "run"));
  expect(manifest).toMatchObject({
    paths: 300,
    paths_done: 300,
    seed: "abc",
    threads: 1,
    executor: "inline",
  });
  expect(manifest.headline.map(({ metric }) => metric)).toContain("bad_debt_usd");
  expect(manifest.worst_paths).toHaveLength(3);
  expect(manifest.command).toContain(`run ${model} --paths 300`);
});

test("run --quiet prints nothing", async () => {
  expect(await run()).toBe("");
});

test("the seven headline figures of the manifest stand in summary.csv", async () => {
  const { manifest } = JSON.parse(await run("--json")) as { manifest: Manifest };
  const summary = readFileSync(join(folder, "run", "summary.csv"), "utf8");
  expect(manifest.headline).toHaveLength(7);
  for (const { metric, mean, ci_low, ci_high, es_99 } of manifest.headline) {
    expect(summary).toContain(`${metric},mean,,${mean},${ci_low},${ci_high},`);
    expect(summary).toContain(`${metric},es,0.99,${es_99 ?? ""},`);
  }
});

test("a changed number is another run: its folder is not replaced", async () => {
  await run();
  await expect(run("--set", "horizon=2 days")).rejects.toThrow(/another model or seed/);
});

test("--set takes several settings at once, and the resolved model shows them", async () => {
  await run("--set", "horizon=2 days", "step=2 minutes");
  const resolved = JSON.parse(readFileSync(join(folder, "run", "resolved.json"), "utf8")) as {
    steps: number;
  };
  expect(resolved.steps).toBe(1440);
  expect(readFileSync(join(folder, "run", "model.yaml"), "utf8")).toBe(readFileSync(model, "utf8"));
});

test.each([
  ["--paths", "0", /--paths: must be a whole number from 1 to 4294967295, got '0'/],
  ["--paths", "-5", /--paths/],
  ["--paths", "1.5", /--paths/],
  ["--paths", "", /--paths/],
  ["--paths", "NaN", /--paths/],
  ["--paths", "Infinity", /--paths/],
  ["--paths", "0x10", /--paths/],
  ["--paths", "4294967296", /--paths/],
  ["--paths", "1e400", /--paths/],
  ["--threads", "0", /--threads/],
  ["--threads", "1000000", /--threads/],
  ["--block", "0", /--block/],
  ["--seed", "", /--seed: must not be empty/],
  ["--out", "", /--out: must not be empty/],
  ["--tables", "paths,cascade", /unknown table 'cascade'/],
  ["--tables", ",", /names no table/],
  ["--tables", "paths,,venues", /--tables: a name is missing between the commas/],
  ["--tables", "paths,paths", /--tables: 'paths' is given twice/],
  ["--format", "excel", /--format: must be csv or parquet, got 'excel'/],
  ["--format", "xls", /must be csv/],
  ["--executor", "cluster", /'cluster' is not available yet/],
  ["--executor", "gpu", /must be threads or inline/],
  ["--until", "es < 5%", /--until: must be like/],
  ["--until", "es(bad_debt_usd) within 5%", /--until: must be like/],
  ["--until", "es(bad_debt_usd, 1) within 5%", /--until: must be like/],
  ["--until", "mean(bad_debt_usd) within 0%", /--until: must be like/],
  ["--until", "mean(bad_deb_usd) within 5%", /unknown metric 'bad_deb_usd', did you mean/],
  ["--tilt", "sequencer.main", /--tilt sequencer.main: must be KEY=VALUE/],
  ["--tilt", "sequencers.optt=3", /--tilt sequencers.optt=3: .*did you mean/],
  ["--shard", "1/2", /--shard is not available yet/],
])("run %s '%s' is refused by name and writes nothing", async (option, value, message) => {
  const words = ["run", model, "--out", join(folder, "run"), option, value];
  await expect(call(...words)).rejects.toThrow(message);
  expect(readdirSync(folder)).toEqual([]);
});

test("all wrong options are named at once", async () => {
  const refused = await call("run", model, "--paths", "x", "--threads", "y", "--tables", "z").catch(
    (error: unknown) => error,
  );
  expect((refused as Refusal).problems).toHaveLength(3);
});

test("inline with two threads is a contradiction", async () => {
  await expect(call("run", model, "--executor", "inline", "--threads", "2")).rejects.toThrow(
    /one thread only/,
  );
});

test("1e3 paths are 1 000", async () => {
  const { manifest } = JSON.parse(await run("--json", "--paths", "1e3")) as { manifest: Manifest };
  expect(manifest.paths).toBe(1000);
});

test.each(["calibrate", "merge", "worker"])(
  "%s is refused by its name, whatever follows",
  async (verb) => {
    await expect(call(verb, "x", "--vary", "a=1:2", "-n", "5")).rejects.toThrow(
      `'${verb}' is not available yet`,
    );
  },
);

test("schema prints a JSON Schema, and with --columns the table of columns", async () => {
  expect(JSON.parse(await call("schema"))).toHaveProperty("$schema");
  expect(await call("schema", "--columns")).toContain("| `faults` | `component` | label |");
});

test("validate shows the resolved model, and with --json as one value", async () => {
  expect(await call("validate", model)).toContain("The model is valid");
  expect(JSON.parse(await call("validate", model, "--json"))).toHaveProperty("digest");
});
