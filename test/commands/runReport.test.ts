import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { NO_COLOURS } from "../../src/commands/colours.ts";
import { runModel } from "../../src/commands/runModel.ts";
import { runReport } from "../../src/commands/runReport.ts";
import type { Manifest } from "../../src/output/manifest.ts";
import { tableFormats } from "../../src/output/format.ts";
import { standInRun } from "./standInRun.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faultline-report-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each(tableFormats)("the files that a run kept as %s names are there", async (format) => {
  const out = join(folder, "run");
  const { model, plan } = standInRun("small", 20, { out, format });
  const result = await runModel(model, plan, new AbortController().signal);
  const [, files] = /^Files are in \S+: (.*)$/m.exec(runReport(result, [], NO_COLOURS))!;
  expect(files.split(", ")).toContain(`paths.${format}`);
  for (const name of files.split(", ")) expect(existsSync(join(out, name)), name).toBe(true);
});

const manifest = JSON.parse(readFileSync("runs/reference/manifest.json", "utf8")) as Manifest;

/** The reference run's report with other means. */
const reportWith = (means: Readonly<Record<string, number>>): string => {
  const headline = manifest.headline.map((row) => ({
    ...row,
    mean: means[row.metric] ?? row.mean,
  }));
  return runReport({ out: "runs/a", manifest: { ...manifest, headline } }, [], NO_COLOURS);
};

test("the headline shows all who pay bad debt, and says what nobody in it pays", () => {
  const paid = { insurance_used_usd: 60, vault_loss_usd: 30, adl_usd: 0, socialised_usd: 0 };
  const whole = reportWith({ bad_debt_usd: 90, ...paid });
  expect(whole).toMatch(/^ {2}vault_loss_usd +30 /m);
  expect(whole).not.toMatch(/^ {2}(adl|socialised)_usd/m);
  expect(whole).toContain("because they pay nothing of it: adl_usd, socialised_usd.");
  expect(whole).not.toContain("lenders' loss");
  expect(reportWith({ bad_debt_usd: 100, ...paid })).toContain(
    "The rest of it, 10, is the makers'",
  );
});
