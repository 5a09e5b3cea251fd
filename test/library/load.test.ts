import { pathToFileURL } from "node:url";
import { resolve } from "node:path";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ModelError } from "../../src/index.ts";
import { loadModel, parseModel } from "../../src/library/load.ts";

const file = "models/quickstart.yaml";

test("a path, a file URL and the text are the same model", () => {
  const { digest } = loadModel(file);
  expect(loadModel(pathToFileURL(resolve(file))).digest).toBe(digest);
  expect(parseModel(readFileSync(file, "utf8")).digest).toBe(digest);
});

test("settings change the model and leave the base as it is in the file", () => {
  const { model, base } = loadModel(file, { set: ["horizon=2 hours"] });
  expect(model.horizon).toBe(7200);
  expect(base.horizon).toBe(loadModel(file).model.horizon);
});

test("a metric over a column that no run has is refused at its place", () => {
  const text = `${readFileSync(file, "utf8")}\nmetrics: { mine: bad_deb_usd / 2 }\n`;
  expect(() => parseModel(text)).toThrow(ModelError);
  expect(() => parseModel(text)).toThrow(/^model:\d+:\d+: metrics\.mine: .*bad_deb_usd/);
});
