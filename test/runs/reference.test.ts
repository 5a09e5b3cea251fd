/**
 * `runs/reference` against the engine of today: the same model, seed and paths must give the same bytes.
 *
 * When this fails although the change was meant to alter no number, the change is wrong. When it was meant to, say
 * **Value-breaking** in CHANGELOG.md and make the reference anew (the command is in the message below).
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../../src/commands/run.ts";
import { shippedSimulation } from "../../src/engine/simulation.ts";

const REFERENCE = "runs/reference";
const COMMAND = "faultline run models/quickstart.yaml --paths 200 --seed 1 --out runs/reference";
const ADVICE = `other numbers for the same model and seed. If that was not the aim, find the bug; if it was, mark the change
**Value-breaking** in CHANGELOG.md and renew the reference: npm run reference`;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "faultline-reference-"));
  await run(
    "models/quickstart.yaml",
    { paths: "200", seed: "1", threads: "1", quiet: true, out: folder },
    {
      invocation: { program: ["faultline"], arguments: [] },
      signal: new AbortController().signal,
      simulation: shippedSimulation,
    },
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

const files = readdirSync(REFERENCE).filter((name) => name !== "manifest.json");

describe("the reference run, 200 paths of the quickstart model", () => {
  it("has twelve tables, the model and what it resolves to", () => {
    expect(files.filter((name) => name.endsWith(".csv"))).toHaveLength(12);
    expect(readdirSync(folder).toSorted()).toEqual([...files, "manifest.json"].toSorted());
  });

  it("was made by the command that is written down", () => {
    const manifest = JSON.parse(readFileSync(join(REFERENCE, "manifest.json"), "utf8")) as object;
    expect(manifest).toMatchObject({ command: COMMAND, paths: 200, seed: "1" });
  });

  it.each(files)("%s comes out byte for byte", (name) => {
    const today = readFileSync(join(folder, name), "utf8");
    const kept = readFileSync(join(REFERENCE, name), "utf8");
    expect(firstDifference(today, kept), `${name}: ${ADVICE}`).toBeUndefined();
  });
});

/** The first line in which two texts differ; a whole diff would bury the advice. */
function firstDifference(today: string, kept: string): object | undefined {
  const lines = kept.split("\n");
  const others = today.split("\n");
  const line = Array.from({ length: Math.max(lines.length, others.length) }).findIndex(
    (_, at) => lines[at] !== others[at],
  );
  return line < 0 ? undefined : { line: line + 1, kept: lines[line], today: others[line] };
}
