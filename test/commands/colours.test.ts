import { stripVTControlCharacters } from "node:util";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { coloursIf, NO_COLOURS, takesColours } from "../../src/commands/colours.ts";
import { runReport } from "../../src/commands/runReport.ts";
import type { Manifest } from "../../src/output/manifest.ts";
import { idleProgram, wordsIn } from "./surroundings.ts";

test.each([
  [true, {}, true],
  [false, {}, false],
  [false, { CI: "true" }, false],
  [true, { TERM: "dumb" }, false],
  [true, { NO_COLOR: "1" }, false],
  [true, { NO_COLOR: "" }, true],
  [false, { FORCE_COLOR: "1" }, true],
  [true, { FORCE_COLOR: "0" }, false],
  [true, { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
])("on a terminal: %s, under %j: colours %s", (isTerminal, environment, taken) => {
  expect(takesColours(isTerminal, environment)).toBe(taken);
});

const manifest = JSON.parse(readFileSync("runs/reference/manifest.json", "utf8")) as Manifest;
const result = { out: "runs/my run", manifest };

test("a painted report is the plain one with escapes: its title, its headers, the commands to type next", () => {
  const painted = runReport(result, ["faultline"], coloursIf(true));
  const plain = runReport(result, ["faultline"], NO_COLOURS);
  expect(plain).not.toContain("\u001B");
  expect(stripVTControlCharacters(painted)).toBe(plain);
  expect(painted).toContain("\u001B[1mquickstart, seed 1:");
  expect(painted).toContain("\u001B[1m  USD per path ");
  expect(painted).toContain("\u001B[36mfaultline report 'runs/my run'\u001B[39m");
});

/** The commands that are printed to type next. */
const nextIn = (report: string): string[] =>
  report
    .slice(report.indexOf("\nNext"))
    .split("\n")
    .filter((line) => line.startsWith("  "));

test("what to type next are commands that parse: the report, the worst path's story, a query", async () => {
  const commands = nextIn(runReport(result, ["npx", "faultline"], NO_COLOURS)).map(wordsIn);
  const folder = "runs/my run";
  expect(commands.map((words) => words.slice(0, 4))).toEqual([
    ["npx", "faultline", "report", folder],
    ["npx", "faultline", "explain", folder],
    ["npx", "faultline", "query", folder],
  ]);
  expect(commands[1]).toContain(String(manifest.worst_paths[0]!.path));
  for (const words of commands) await idleProgram().parseAsync(words.slice(2), { from: "user" });
});

test("a run without its paths table has no report to type, and a query that it can answer", () => {
  const bare = { out: "runs/bare", manifest: { ...manifest, rows: { faults: 3 } } };
  const commands = nextIn(runReport(bare, ["faultline"], NO_COLOURS));
  expect(commands.map((line) => line.trim().split(" ")[1])).toEqual(["explain", "query"]);
  expect(commands[1]).toContain("from summary");
});
