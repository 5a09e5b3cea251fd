import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { loadModel } from "../../src/model/load.ts";
import { ModelError } from "../../src/model/problems.ts";
import { smallModel } from "./workbench.ts";

const folder = mkdtempSync(join(tmpdir(), "faultline-model-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const problemsOf = (path: string): readonly string[] => {
  try {
    loadModel(path);
    return [];
  } catch (error) {
    return (error as ModelError).problems;
  }
};

it("loads a file and a parent that stands beside it", () => {
  file("parent.yaml", smallModel);
  const { model, text } = loadModel(file("child.yaml", "extends: parent.yaml\nname: child\n"));
  expect(model.name).toBe("child");
  expect(text).toBe("extends: parent.yaml\nname: child\n");
});

it("a missing file, a folder, bytes that are no text: one problem each, with the path", () => {
  const missing = join(folder, "missing.yaml");
  expect(problemsOf(missing)).toEqual([`${missing}: there is no such file`]);
  expect(problemsOf(folder)).toEqual([`${folder}: is a folder, not a file`]);
  const binary = file("binary.yaml", new Uint8Array([0xff, 0xfe, 0x00, 0xd8]));
  expect(problemsOf(binary)).toEqual([`${binary}: is no UTF-8 text`]);
});

it("a missing parent is placed at the key that names it", () => {
  const path = file("orphan.yaml", "name: orphan\nextends: nobody.yaml\n");
  expect(problemsOf(path)).toEqual([
    `${path}:2:10: extends: '${join(folder, "nobody.yaml")}' there is no such file`,
  ]);
});
