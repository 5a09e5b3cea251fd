import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { inspectFolder, publish } from "../../src/output/runFolder.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faultline-folder-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const complete = ["paths.csv", "summary.csv", "manifest.json"];

function putCheckpoint(names: readonly string[]): void {
  mkdirSync(join(folder, ".checkpoint"));
  for (const name of [...names, "columns.f64", "journal.jsonl"]) put(`.checkpoint/${name}`, "new");
}

test("publishing leaves the new files, foreign ones, and none of the earlier run", () => {
  for (const name of [...complete, "venues.csv", "report.html", "notes.txt"]) put(name, "old");
  putCheckpoint(complete);
  publish(folder, complete);
  expect(readdirSync(folder).toSorted()).toEqual([...complete, "notes.txt"].toSorted());
  for (const name of complete) expect(readFileSync(join(folder, name), "utf8")).toBe("new");
});

test.each([
  ["the old manifest was gone", [], complete],
  ["one file had its name", ["paths.csv"], ["summary.csv", "manifest.json"]],
  ["all but the manifest had theirs", ["paths.csv", "summary.csv"], ["manifest.json"]],
  ["only the checkpoint was left over", complete, []],
])("a crash in publishing after %s is mended by publishing again", (_, done, left) => {
  for (const name of done) put(name, "new");
  putCheckpoint(left);
  publish(folder, complete);
  expect(readdirSync(folder).toSorted()).toEqual(complete.toSorted());
  for (const name of complete) expect(readFileSync(join(folder, name), "utf8")).toBe("new");
});

test("a folder is free, finished, or occupied; a file is a file", () => {
  expect(inspectFolder(join(folder, "missing")).kind).toBe("free");
  expect(inspectFolder(folder).kind).toBe("free");
  put(".lock", "");
  expect(inspectFolder(folder).kind).toBe("free");
  put("manifest.json", '{"model_digest":"ab"');
  expect(inspectFolder(folder).kind).toBe("occupied");
  put("manifest.json", '{"model_digest":"ab"}');
  expect(inspectFolder(folder).kind).toBe("finished");
  expect(inspectFolder(join(folder, "manifest.json")).kind).toBe("file");
  expect(existsSync(join(folder, ".checkpoint"))).toBe(false);
});
