import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { NO_COLOURS } from "../../src/commands/colours.ts";
import { runModel } from "../../src/commands/runModel.ts";
import { runReport } from "../../src/commands/runReport.ts";
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
