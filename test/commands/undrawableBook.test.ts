/** A cohort that yields no safe account is a mistake of the model: told with its place, before anything is written. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Caller } from "../../src/commands/caller.ts";
import { run } from "../../src/commands/run.ts";
import { stress } from "../../src/commands/stress/stress.ts";
import { sweep } from "../../src/commands/sweep/sweep.ts";
import { validate } from "../../src/commands/validate.ts";
import { shippedSimulation } from "../../src/engine/simulation.ts";
import type { ModelError } from "../../src/model/problems.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faultline-book-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const caller: Caller = {
  invocation: { program: ["faultline"], arguments: [] },
  signal: new AbortController().signal,
  simulation: shippedSimulation,
};
const model = "models/quickstart.yaml";
const lever = (law: string) => `book.cohorts.longs.leverage=${law}`;
const place =
  /^models\/quickstart\.yaml:\d+:\d+: book\.cohorts\.longs: account \d+ is liquidatable/;

const options = () => ({ paths: "8", threads: "1", quiet: true, out: join(folder, "out") });

async function problemsOf(promise: Promise<unknown>): Promise<readonly string[]> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toHaveProperty("problems");
  expect(readdirSync(folder).filter((name) => !name.endsWith(".yaml"))).toEqual([]);
  return (error as ModelError).problems;
}

test.each([
  lever("{lognormal: {median: 1e6, sigma: 0.1}}"),
  lever("{constant: 1e20}"),
  lever("{constant: 60}"),
])("run --set %s names the cohort's place", async (set) => {
  const problems = await problemsOf(run(model, { ...options(), set: [set] }, caller));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(place);
});

test("validate names the cohort's place", async () => {
  expect((await problemsOf(validate(model, { set: [lever("{constant: 60}")] })))[0]).toMatch(place);
});

test("a sweep tries the books of all its variants before the first path", async () => {
  const vary = [lever("{constant: 5},{constant: 60}")];
  const problems = await problemsOf(sweep(model, { ...options(), vary }, caller));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(
    /^variant 1: models\/quickstart\.yaml:\d+:\d+: book\.cohorts\.longs: /,
  );
});

test("stress names the cohort's place", async () => {
  const set = [lever("{constant: 60}")];
  const asked = { ...options(), set, scenario: "august-2024" };
  expect((await problemsOf(stress(model, asked, caller)))[0]).toMatch(place);
});

test("a law that leaves no safe account far out is refused before the first world", async () => {
  const file = join(folder, "m.yaml");
  const text = readFileSync(model, "utf8").replace(/leverage: .*/, "leverage: { constant: =gear }");
  const law = "uncertain: { gear: { lognormal: { median: 5, sigma: 1 } } }";
  writeFileSync(file, `params: { gear: 5 }\n${law}\n${text}`);
  const problems = await problemsOf(run(file, options(), caller));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(
    /^uncertain\.gear: at gear = 134\.\d \(its quantile 0\.9995\): book\.cohorts\.\w+: account \d+ is liquidatable/,
  );
});
