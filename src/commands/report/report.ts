/** `faultline report`: one HTML file about a finished run that stands alone. */

import { renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { openDatabase } from "../../output/database.ts";
import { pageHtml } from "../../output/report/page.ts";
import { writeDurably } from "../../output/runFolder.ts";
import { createViews } from "../../output/runTables.ts";
import { writePlots } from "./plots.ts";
import { requestOf } from "./request.ts";
import type { ReportOptions, ReportRequest } from "./request.ts";
import { sectionsOf } from "./sections.ts";
import type { Section } from "../../output/report/chart.ts";
import { version } from "../version.ts";

/** A report that was written. */
export interface ReportResult {
  readonly file: string;
  readonly bytes: number;
  /** Names of the sections in order. */
  readonly sections: readonly string[];
  /** Pictures that were written beside it. */
  readonly plots: readonly string[];
}

/** A run is open only while its sections are read. */
async function readSections(
  request: ReportRequest,
  simulation: string,
): Promise<readonly Section[]> {
  const database = await openDatabase();
  try {
    const tables = new Set(await createViews(database, new Map([["run", request.folder]])));
    return await sectionsOf({ database, tables }, request, simulation);
  } finally {
    database.close();
  }
}

/** Under its final name a file is whole. */
function writeWhole(file: string, content: string): void {
  const draft = join(dirname(file), `.${basename(file)}.draft`);
  try {
    writeDurably(draft, content);
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Writes the report of a run.
 *
 * @param simulation address of the simulation's module, for the stories
 * @throws Refusal if the folder holds no finished run, or an option cannot be had
 */
export async function report(
  folder: string,
  options: ReportOptions,
  simulation: string,
): Promise<ReportResult> {
  const request = requestOf(folder, options);
  const { manifest, out } = request;
  const sections = await readSections(request, simulation);
  const { model, seed, paths_done, started } = manifest;
  const page = await pageHtml(
    {
      title: `${model}: how far liquidations run, and who pays`,
      lead: `${paths_done} paths, seed ${seed}, ${started.slice(0, 10)}`,
      foot: `Faultline ${version}. Charts by Vega. This page asks for nothing from any network.`,
    },
    sections,
  );
  writeWhole(out, page);
  const plots = options.plots === true ? await writePlots(out, sections) : [];
  return {
    file: out,
    bytes: Buffer.byteLength(page),
    sections: sections.map(({ id }) => id),
    plots,
  };
}
