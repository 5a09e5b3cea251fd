import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readRun } from "../scripts/pictures/readRun.ts";
import { withColumns, withHeadline } from "../scripts/readmeFields.ts";

const readme = readFileSync("README.md", "utf8");

test("the README's table of columns is the one of the engine; `npm run readme` renews it", () => {
  expect(readme).toContain("| `paths` | `bad_debt_usd` | number | USD |");
  expect(withColumns(readme)).toBe(readme);
});

test("a README without its markers is not written over", () => {
  expect(() => withColumns("# Faultline\n")).toThrow("columns:begin");
});

test("the main figures are written from a run's summary, unresolved ones as a dash", () => {
  const text = withHeadline(readme, readRun("runs/reference"));
  expect(text).toMatch(/\| a window of 1 d, USD \| mean \|/);
  expect(text).toMatch(/\| bad debt \| [\d.]+k \| .* to .* \| - \| - \|/);
});

test.each([
  "README.md",
  "docs/model.md",
  "docs/estimation.md",
  "docs/design.md",
  "docs/library.md",
  "bench/README.md",
  "notebooks/README.md",
  "CHANGELOG.md",
])("every file that %s links to or shows is there", (file) => {
  const folder = new URL(`../${file}`, import.meta.url);
  const links = readFileSync(file, "utf8").matchAll(/\]\((?!https?:|#)([^)#]+)/g);
  const missing = Array.from(links, ([, link]) => link).filter(
    (link) => !existsSync(new URL(link!, folder)),
  );
  expect(missing).toEqual([]);
});
