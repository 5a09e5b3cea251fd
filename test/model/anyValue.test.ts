import { expect, it } from "vitest";
import { stringify } from "yaml";
import { readLayer } from "../../src/model/positions.ts";
import { keyText, type KeyPath } from "../../src/model/problems.ts";
import { copyTree, isMapping, type Mapping } from "../../src/model/tree.ts";
import { problemsOf, smallModel } from "./workbench.ts";

const { tree } = readLayer(smallModel, "m.yaml");

/** Every place of the model, blocks and values alike. */
function placesOf(value: unknown, path: KeyPath): KeyPath[] {
  const keys = Array.isArray(value)
    ? [...value.keys()]
    : isMapping(value)
      ? Object.keys(value)
      : [];
  return keys.flatMap((key) => [
    [...path, key],
    ...placesOf((value as Record<string | number, unknown>)[key], [...path, key]),
  ]);
}

/** The model's text with another value at one place. */
function withValue(path: KeyPath, value: unknown): string {
  const copy = copyTree(tree) as Mapping;
  let parent = copy as Record<string | number, unknown>;
  for (const segment of path.slice(0, -1)) parent = parent[segment] as typeof parent;
  parent[path[path.length - 1]] = value;
  return stringify(copy);
}

const strange = [null, -1, "=", [], {}, [null]];

it.each(strange.map((value) => [JSON.stringify(value), value]))(
  "%s in place of any value gives a model or problems with places, never a crash",
  (_text, value) => {
    for (const path of placesOf(tree, [])) {
      for (const problem of problemsOf(withValue(path, value))) {
        expect(problem, keyText(path)).toMatch(/^m\.yaml:\d+:\d+: \S/);
      }
    }
  },
  60_000,
);
