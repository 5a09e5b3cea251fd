import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { noRun } from "../../src/output/verbFolder.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faultline-verb-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each([
  [{ verb: "sweep" }, "is the folder of a sweep, and no run"],
  [{ verb: "attribute" }, "is the folder of an attribution, and no run"],
  [{ model: "m" }, "holds no finished run"],
])("a verb that reads runs says of a folder with the manifest %j: it %s", (manifest, words) => {
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
  expect(noRun(folder)).toBe(`${folder}: ${words}`);
});

test("a folder without a manifest holds no finished run", () => {
  expect(noRun(folder)).toBe(`${folder}: holds no finished run`);
});
