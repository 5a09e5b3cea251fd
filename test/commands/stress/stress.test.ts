import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Caller } from "../../../src/commands/caller.ts";
import { stressReport } from "../../../src/commands/stress/report.ts";
import { readScenarioFile, shippedScenarios } from "../../../src/commands/stress/scenarioFile.ts";
import { stress } from "../../../src/commands/stress/stress.ts";
import type { Stress } from "../../../src/commands/stress/stress.ts";
import { shippedSimulation } from "../../../src/engine/simulation.ts";
import { standIn } from "../standInRun.ts";

const model = "models/quickstart.yaml";
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faultline-stress-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const callerOf = (simulation = shippedSimulation): Caller => ({
  invocation: { program: ["faultline"], arguments: ["stress", "x"] },
  signal: new AbortController().signal,
  simulation,
});
const asked = (scenario: string, more: object = {}) => ({
  scenario,
  paths: "24",
  threads: "1",
  quiet: true,
  out: join(folder, "out"),
  ...more,
});
function write(text: string): string {
  const file = join(folder, "scenario.yaml");
  writeFileSync(file, text);
  return file;
}
const refusal = async (promise: Promise<unknown>): Promise<string[]> =>
  promise.then(
    () => [],
    (reason: unknown) => (reason as { problems: string[] }).problems,
  );
const meanOf = ({ rows }: Stress, metric: string) =>
  rows.find((row) => row.metric === metric && row.statistic === "mean")!;

test("four scenarios ship, each with its source, and each adds losses to the quickstart model", async () => {
  expect(shippedScenarios()).toEqual(["august-2024", "march-2020", "may-2021", "october-2025"]);
  for (const name of shippedScenarios()) {
    expect(readScenarioFile(name).text).toMatch(
      /# Source: models\/data\/market_events\.csv, row[^]*percentile/,
    );
    const made = await stress(model, asked(name), callerOf());
    expect(meanOf(made, "liquidated_usd").difference).toBeGreaterThan(1e5);
    expect(made.manifest.warnings).toContain(
      `${name}: the model has no BTC; its moves are left out`,
    );
  }
});

test("random: false leaves only the scenario: one move of -10 % is the least price of every path", async () => {
  const file = write(
    "random: false\nscenario: [{ at: 1 hour, price: { ETH: -0.1 } }]\nset: { sampling.feedback: 'off' }\n",
  );
  const made = await stress(model, asked(file), callerOf());
  const least = meanOf(made, "min_price_ETH");
  expect([least.first, Math.round(least.second)]).toEqual([3200, 2880]);
  expect(meanOf(made, "liquidated_usd").first).toBe(0);
  expect(meanOf(made, "faults")).toMatchObject({ first: 0, second: 0 });
  const sd = made.rows.find((row) => row.metric === "min_price_ETH" && row.statistic === "sd")!;
  expect(sd.second).toBe(0);
});

test("random: false holds in every world, where parameters are uncertain", async () => {
  const uncertain = join(folder, "uncertain.yaml");
  const parent = join(process.cwd(), model);
  writeFileSync(
    uncertain,
    `name: uncertain\nextends: ${parent}\nparams: { wild: 0.75 }\nuncertain: { wild: { uniform: { low: 0.5, high: 1 } } }\n` +
      "market: { assets: { ETH: { volatility: =wild } } }\nsampling: { paths: 24, paths_per_world: 12 }\n",
  );
  const file = write("random: false\nscenario: [{ at: 1 hour, price: { ETH: -0.001 } }]\n");
  const made = await stress(uncertain, asked(file), callerOf());
  expect(meanOf(made, "min_price_ETH")).toMatchObject({ first: 3200 });
  expect(meanOf(made, "faults")).toMatchObject({ first: 0, second: 0 });
});

test("random: true keeps what else happens on each path: a forced halt adds one fault to every one", async () => {
  const file = write(
    "scenario: [{ at: 1 minute, fault: sequencers.solo, mode: halt, duration: 1 minute }]\n",
  );
  const made = await stress(model, asked(file), callerOf());
  const faults = meanOf(made, "faults");
  expect(faults.second - faults.first).toBeCloseTo(1, 1);
  expect(meanOf(made, "final_price_ETH").first).not.toBe(3200);
  expect(readdirSync(join(folder, "out")).toSorted()).toEqual([
    "manifest.json",
    "scenario.yaml",
    "stress.csv",
  ]);
  expect(readFileSync(join(folder, "out", "stress.csv"), "utf8")).toMatch(
    /^metric,statistic,level,first,second,difference,ci_low,ci_high,note\n/,
  );
  expect(stressReport(made)).toContain("on top of what else happens");
});

test("what is wrong with a scenario is told with its file, all at once, and nothing is written", async () => {
  const call = (scenario: string, more: object = {}) =>
    refusal(stress(model, asked(scenario, more), callerOf(standIn)));
  expect(await call("march-2021")).toEqual([
    "--scenario: unknown scenario 'march-2021', did you mean 'march-2020'?",
  ]);
  expect(await call("no/such.yaml")).toEqual(["no/such.yaml: there is no such file"]);
  const shape = write("scenaro: []\nrandom: perhaps\n");
  expect(await call(shape)).toEqual([
    `${shape}: unknown key 'scenaro', did you mean 'scenario'?`,
    `${shape}: scenario: must be a list of events`,
    `${shape}: random: must be true or false`,
  ]);
  const events = write(
    "scenario: [{ at: 1 hour, price: { ETH: -2 } }, { at: 9 days, fault: sequencers.nobody, mode: halt, duration: 1 hour }]\n",
  );
  const told = await call(events);
  expect(told.length).toBeGreaterThanOrEqual(3);
  for (const problem of told) expect(problem.startsWith(`${events}: scenario[`)).toBe(true);
  expect(told.join("\n")).toContain("scenario[0].price.ETH");
  const foreign = write("scenario: [{ at: 1 hour, price: { SOL: -0.3 } }]\n");
  expect(await call(foreign)).toEqual([
    `${foreign}: moves only SOL, which the model does not have`,
  ]);
  const own = await call("march-2020", {
    set: ["scenario=[{ at: 1 hour, price: { ETH: -0.1 } }]"],
  });
  expect(own[0]).toContain("has forced events of its own");
  expect(await call("march-2020", { paths: "x", threads: "0" })).toHaveLength(2);
  expect(readdirSync(folder)).toEqual(["scenario.yaml"]);
});

test("options of the reverse stress stand beside --reverse alone", async () => {
  const options = { over: ["a=1:2"], density: ["a=model"] };
  expect(await refusal(stress(model, options, callerOf(standIn)))).toEqual([
    "--over: belongs to --reverse",
    "--density: belongs to --reverse",
    "--scenario: the file of a scenario, or the name of one, is needed (august-2024, march-2020, may-2021, october-2025); or --reverse",
  ]);
});

test("a folder that another process works in is refused, and one that stays empty is taken away", async () => {
  const out = join(folder, "out");
  mkdirSync(out);
  const owner = { pid: process.ppid, started: "", host: hostname() };
  writeFileSync(join(out, ".lock"), JSON.stringify(owner));
  expect(await refusal(stress(model, asked("march-2020"), callerOf(standIn)))).toEqual([
    expect.stringContaining(`${out}: in use by process ${process.ppid}`),
  ]);
  rmSync(out, { recursive: true });
  const controller = new AbortController();
  controller.abort();
  const asking = stress(model, asked("march-2020"), { ...callerOf(), signal: controller.signal });
  await expect(asking).rejects.toThrow("interrupted: nothing was written");
  expect(readdirSync(folder)).toEqual([]);
});
