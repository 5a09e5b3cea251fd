import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Refusal } from "../../../src/commands/refusal.ts";
import { report } from "../../../src/commands/report/report.ts";
import { metricVariables } from "../../../src/engine/columns.ts";
import { shippedSimulation } from "../../../src/engine/simulation.ts";
import { loadModel } from "../../../src/model/load.ts";

const ROOT = join(import.meta.dirname, "../../..");
const SECTIONS = [
  "headline",
  "curves",
  "network",
  "owed",
  "delays",
  "contagion",
  "worst",
  "convergence",
  "model",
  "provenance",
];

let folder: string;
let run: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "faultline-report-"));
  run = join(folder, "run");
  cpSync(join(ROOT, "runs/reference"), run, { recursive: true });
  rmSync(join(run, "sources.json"), { force: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

async function problemsOf(made: Promise<unknown>): Promise<readonly string[]> {
  const error: unknown = await made.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Refusal);
  return (error as Refusal).problems;
}

test("without its sources a run is reported but for its stories, and the page says why", async () => {
  const { file, bytes, sections } = await report(run, {}, shippedSimulation);
  const page = readFileSync(file, "utf8");
  expect(file).toBe(join(run, "report.html"));
  expect([bytes, sections]).toEqual([Buffer.byteLength(page), SECTIONS]);
  expect(page).toMatch(/no sources\.json/);
  expect(page).toContain("path 107"); // the worst of the reference run
  expect(readdirSync(run).filter((name) => name.startsWith("."))).toEqual([]);
}, 60_000);

test("with them the worst path is told event by event, and one that comes out otherwise is not", async () => {
  const { sources } = loadModel(join(ROOT, "models/quickstart.yaml"), {
    metricNames: metricVariables,
  });
  const out = join(folder, "told.html");
  writeFileSync(join(run, "sources.json"), JSON.stringify(sources));
  await report(run, { out }, shippedSimulation);
  expect(readFileSync(out, "utf8")).toMatch(
    /id="told"><li data-time="[\d.]+"><time>\d\d:\d\d:\d\d<\/time>/,
  );
  const other = { ...sources, set: ["horizon=2 days"] };
  writeFileSync(join(run, "sources.json"), JSON.stringify(other));
  await report(run, { out }, shippedSimulation);
  expect(readFileSync(out, "utf8")).toMatch(/its sources do not make its model/);
  rmSync(join(run, "sources.json"));
}, 120_000);

test("an attribution of the same model is what the tail is owed to, and its place is named", async () => {
  const attribution = join(folder, "attribution");
  mkdirSync(attribution);
  writeFileSync(
    join(attribution, "manifest.json"),
    JSON.stringify({
      verb: "attribute",
      model: "quickstart",
      metric: "bad_debt_usd",
      at: "es:0.99",
    }),
  );
  writeFileSync(
    join(attribution, "attribution.csv"),
    "group,alone,left_out,shapley,ci_low,ci_high,share\nsequencers.solo,1,1,700,600,800,0.7\n(rest),,,300,200,400,0.3\n(total),,,1000,900,1100,1\n",
  );
  const out = join(folder, "owed.html");
  await report(run, { out, attribution }, shippedSimulation);
  const page = readFileSync(out, "utf8");
  expect(page).toContain("Shapley values of bad_debt_usd, es:0.99");
  expect(page).toMatch(/"name":"sequencers\.solo","value":700/);
  expect(page).not.toMatch(/"name":"\(total\)"/);
}, 60_000);

test("everything that is wrong is refused at once, and nothing is written", async () => {
  const empty = join(folder, "empty");
  mkdirSync(empty);
  const asked = { out: join(folder, "none/x.html"), attribution: empty };
  const problems = await problemsOf(report(empty, asked, shippedSimulation));
  expect(problems).toEqual([
    `${empty}: holds no finished run`,
    `--attribution: ${empty} holds no attribution (faultline attribute makes one)`,
    `--out: there is no folder ${join(folder, "none")}`,
  ]);
  expect(await problemsOf(report(run, { out: folder }, shippedSimulation))).toEqual([
    `--out: ${folder} is a folder; name a file`,
  ]);
  expect(existsSync(join(folder, "none"))).toBe(false);
});

test("--plots lays each chart beside the page as SVG and PNG", async () => {
  const out = join(folder, "plots.html");
  const { plots } = await report(run, { out, plots: true }, shippedSimulation);
  const names = readdirSync(join(folder, "plots-plots"));
  expect(plots).toEqual(
    expect.arrayContaining(names.map((name) => join(folder, "plots-plots", name))),
  );
  expect(names).toContain("curves.svg");
  expect(readFileSync(join(folder, "plots-plots/network.png")).subarray(1, 4).toString()).toBe(
    "PNG",
  );
  expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
}, 120_000);
