/** The notebooks as they are committed, and what happens where they cannot run. `npm run notebooks` executes them. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { notebooksIn } from "../scripts/notebooks/committed.ts";
import { executeNotebook, PACKAGES, requireJupyter } from "../scripts/notebooks/jupyter.ts";
import { COMMANDS, EVENTS, NOTEBOOK_RUNS } from "../scripts/notebooks/runs.ts";

interface Cell {
  readonly cell_type: string;
  readonly id: string;
  readonly source: readonly string[];
  readonly outputs?: readonly unknown[];
  readonly execution_count?: number | null;
}

interface Notebook {
  readonly cells: readonly Cell[];
  readonly metadata: { readonly kernelspec: { readonly name: string } };
}

const NOTEBOOKS = notebooksIn("notebooks");
const read = (file: string): Notebook => JSON.parse(readFileSync(file, "utf8")) as Notebook;
const codeOf = ({ cells }: Notebook): readonly Cell[] =>
  cells.filter(({ cell_type }) => cell_type === "code");

test("there are at least three notebooks", () => {
  expect(NOTEBOOKS.length).toBeGreaterThanOrEqual(3);
});

describe.each(NOTEBOOKS)("%s", (file) => {
  const notebook = read(file);

  test("is committed without outputs and without execution counts, for the system's Python", () => {
    const code = codeOf(notebook);
    expect(code.length).toBeGreaterThan(3);
    for (const { outputs, execution_count } of code) {
      expect(outputs).toEqual([]);
      expect(execution_count).toBeNull();
    }
    expect(notebook.metadata.kernelspec.name).toBe("python3");
    expect(new Set(notebook.cells.map(({ id }) => id)).size).toBe(notebook.cells.length);
  });

  test("reads only folders that the command makes", () => {
    const code = codeOf(notebook).map(({ source }) => source.join(""));
    const folders = code.flatMap((text) =>
      Array.from(text.matchAll(/\bPath\("([^"]*)"\)/g), ([, folder]) => folder!),
    );
    const made = [...Object.keys(COMMANDS), EVENTS].map((name) => `../${NOTEBOOK_RUNS}/${name}`);
    expect(folders.length).toBeGreaterThan(0);
    for (const folder of folders) expect(made).toContain(folder);
    for (const text of code) expect(text).not.toMatch(/"[^"]*\.\.\/(?!runs\/)|\bopen\(|https?:/);
  });

  test("asserts that its figures are those of the files", () => {
    const code = codeOf(notebook).flatMap(({ source }) => source);
    expect(code.filter((line) => /\bassert(_allclose)?\b/.test(line)).length).toBeGreaterThan(1);
  });
});

test.each([".ci/run", "notebooks/README.md"])("%s names every package that is needed", (file) => {
  const text = readFileSync(file, "utf8");
  expect(PACKAGES.filter((name) => !text.includes(name))).toEqual([]);
});

describe("where a notebook cannot run", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "faultline-notebooks-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A path whose nbconvert writes to standard error and ends with a code. */
  const nbconvert = (complaint: string, code: number): { PATH: string } => {
    const program = join(folder, "jupyter-nbconvert");
    writeFileSync(program, `#!/bin/sh\necho '${complaint}' >&2\nexit ${code}\n`);
    chmodSync(program, 0o755);
    return { PATH: `${folder}:/usr/bin:/bin` };
  };

  test("for want of Jupyter, the packages are named", () => {
    expect(() => requireJupyter({ PATH: folder })).toThrow(
      `apt-get install --no-install-recommends ${PACKAGES.join(" ")}`,
    );
    expect(() => requireJupyter(nbconvert("", 0))).not.toThrow();
  });

  test("because a cell fails, the notebook is named and an older copy of it is gone", () => {
    const copy = join(folder, "tail.ipynb");
    writeFileSync(copy, "{}");
    const env = nbconvert("AssertionError", 1);
    const run = (): void => executeNotebook("notebooks/tail.ipynb", folder, env);
    expect(run).toThrow(/^notebooks\/tail\.ipynb did not run through$/);
    expect(existsSync(copy)).toBe(false);
  });

  test("for want of a module of Python, the packages are named, too", () => {
    const env = nbconvert("ModuleNotFoundError: pandas", 1);
    const run = (): void => executeNotebook("notebooks/tail.ipynb", folder, env);
    expect(run).toThrow("python3-pandas");
  });

  test("for want of any, a folder without notebooks is an error", () => {
    expect(() => notebooksIn(folder)).toThrow("holds no notebook");
  });
});
