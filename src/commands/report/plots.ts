/** The charts of a report as files: SVG and PNG of each, in a folder beside the page. */

import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { drawPicture } from "../../output/picture.ts";
import { PALETTE, specOf } from "../../output/report/chart.ts";
import type { Section } from "../../output/report/chart.ts";

/** Points across. */
const WIDTH = 760;
/** As on the page; the rest is the look of all pictures. */
const LOOK = { range: { category: [...PALETTE] }, legend: { orient: "top", columns: 4 } };
/** `runs/a/report.html` -> `runs/a/report-plots`. */
export const plotsFolder = (out: string): string => `${out.replace(/\.html?$/i, "")}-plots`;

/**
 * Draws every chart, and puts them in place all together.
 *
 * @returns names of the files
 */
export async function writePlots(
  out: string,
  sections: readonly Section[],
): Promise<readonly string[]> {
  const folder = plotsFolder(out);
  const draft = mkdtempSync(join(dirname(folder), ".report-plots-"));
  const names: string[] = [];
  try {
    for (const { id, spec } of sections.flatMap(({ charts }) => charts)) {
      const { svg, png } = await drawPicture(specOf({ width: WIDTH, ...spec, config: LOOK }));
      writeFileSync(join(draft, `${id}.svg`), svg);
      writeFileSync(join(draft, `${id}.png`), png);
      names.push(`${id}.svg`, `${id}.png`);
    }
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return names.map((name) => join(folder, name));
}
