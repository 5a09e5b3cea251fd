import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  Abandoned,
  compare,
  Interrupted,
  margin,
  query,
  Refusal,
  report,
  run,
  runs,
  sweep,
} from "../../src/index.ts";

const file = "models/quickstart.yaml";
const KEY = "venues.perps.margin.0.maintenance";
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faultline-library-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("run leaves the files that the command line leaves, and the command that makes them", async () => {
  const out = join(folder, "run");
  const { manifest } = await run(file, { paths: 200, seed: 1, threads: 1, out });
  for (const name of ["paths.csv", "summary.csv", "delays.csv", "faults.csv", "columns.csv"])
    expect(readFileSync(join(out, name))).toEqual(readFileSync(join("runs/reference", name)));
  expect(manifest.command).toBe(
    `faultline run ${file} --paths 200 --seed 1 --threads 1 --out ${out}`,
  );
});

test("tables, overrides and a rule are words of that command, and quoted", async () => {
  const { manifest } = await run(file, {
    paths: 2,
    threads: 1,
    out: join(folder, "run"),
    set: ["horizon=2 hours"],
    tables: ["paths", "faults"],
  });
  expect(Object.keys(manifest.rows)).toEqual(["paths", "faults"]);
  expect(manifest.command).toMatch(/--set 'horizon=2 hours' --tables paths,faults$/);
});

test("runs are listed, queried, compared and reported", async () => {
  const one = { paths: 20, seed: 1, threads: 1 };
  const [a, b] = [join(folder, "a"), join(folder, "b")];
  await run(file, { ...one, out: a });
  await run(file, { ...one, out: b, set: ["sampling.feedback=off"] });
  expect(runs(folder).map((found) => found.folder)).toEqual(expect.arrayContaining([a, b]));
  const { columns, rows } = await query(
    [a, b],
    "select run, count(*) n from paths group by run order by run",
  );
  expect({ columns, rows }).toEqual({
    columns: ["run", "n"],
    rows: [
      ["a", 20],
      ["b", 20],
    ],
  });
  const { rows: paired } = await compare(a, b, { out: join(folder, "compared") });
  expect(paired.find(({ metric }) => metric === "liquidated_usd")!.difference).toBeLessThanOrEqual(
    0,
  );
  expect(existsSync((await report(a)).file)).toBe(true);
});

test("a sweep gives each variant its settings and rows", async () => {
  const { variants, out } = await sweep(file, {
    vary: [`${KEY}=0.02,0.03`],
    metrics: ["bad_debt_usd"],
    paths: 40,
    threads: 1,
    out: join(folder, "sweep"),
  });
  expect(variants.map(({ set }) => set)).toEqual([[`${KEY}=0.02`], [`${KEY}=0.03`]]);
  expect(variants[0]!.rows[0]).toMatchObject({
    metric: "bad_debt_usd",
    statistic: "mean",
    difference: 0,
  });
  expect(readdirSync(out)).toContain("sweep.csv");
});

test("a margin search answers in a sentence, with its rule and the frontier", async () => {
  const { answer, rules, frontier } = await margin(file, {
    vary: ["venues.perps.liquidation.penalty=0:0.02"],
    limit: "bad_debt_usd > 2e5",
    probability: 0.2,
    grid: 3,
    paths: 40,
    threads: 1,
    out: join(folder, "margin"),
  });
  expect(answer).toContain("bad_debt_usd > 200k on fewer than 20 % of paths");
  expect(rules[0]!.rule).toBe("faultline");
  expect(new Set(frontier.map(({ value }) => value)).size).toBe(3);
});

test("wrong options are refused all at once and nothing is written", async () => {
  const out = join(folder, "run");
  const refused = run(file, { paths: 0, threads: 1.5, out });
  await expect(refused).rejects.toThrow(Refusal);
  await expect(refused).rejects.toThrow(/--threads: .*\n--paths: /);
  expect(readdirSync(folder)).toEqual([]);
});

test("an aborted signal ends work as Ctrl-C does", async () => {
  const signal = AbortSignal.abort();
  const out = join(folder, "out");
  await expect(run(file, { paths: 50, threads: 1, out, signal })).rejects.toThrow(Interrupted);
  const asked = { vary: [`${KEY}=0.01:0.3`], limit: "bad_debt_usd > 2e5", probability: 0.2 };
  await expect(
    margin(file, { ...asked, paths: 100, threads: 1, out: join(folder, "margin"), signal }),
  ).rejects.toThrow(Abandoned);
});
