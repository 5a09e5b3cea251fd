/** What `faultline report` is asked for, checked before anything is read or written: every problem at once. */

import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Manifest } from "../../output/manifest.ts";
import { inspectFolder } from "../../output/runFolder.ts";
import { tablesIn } from "../../output/runTables.ts";
import { noRun } from "../../output/verbFolder.ts";
import { Refusal } from "../refusal.ts";

/** As typed. */
export interface ReportOptions {
  readonly out?: string | undefined;
  readonly attribution?: string | undefined;
  readonly plots?: boolean | undefined;
}

/** Something that attributes a figure of the run's model. */
export interface GivenAttribution {
  readonly file: string;
  /** What it attributes: `bad_debt_usd, es:0.99`. */
  readonly figure: string;
}

export interface ReportRequest {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly out: string;
  readonly attribution: GivenAttribution | null;
}

/** Tables without which there is nothing to report. */
const NEEDED = ["paths", "summary", "exceedance", "delays", "contagion", "convergence"] as const;

function manifestOf(folder: string, problems: string[]): Manifest | null {
  const state = inspectFolder(folder);
  if (state.kind !== "finished") {
    problems.push(noRun(folder));
    return null;
  }
  const there = tablesIn(folder, "").map(({ table }) => table);
  for (const table of NEEDED)
    if (!there.includes(table))
      problems.push(`${folder}: the run keeps no table ${table}, which a report needs`);
  return state.manifest;
}

function attributionIn(
  folder: string | undefined,
  manifest: Manifest | null,
  problems: string[],
): GivenAttribution | null {
  if (folder === undefined) return null;
  const file = join(folder, "attribution.csv");
  const about = join(folder, "manifest.json");
  if (!existsSync(file) || !existsSync(about)) {
    problems.push(`--attribution: ${folder} holds no attribution (faultline attribute makes one)`);
    return null;
  }
  const { metric, at, model } = JSON.parse(readFileSync(about, "utf8")) as Record<string, unknown>;
  if (manifest !== null && model !== manifest.model)
    problems.push(`--attribution: ${folder} is of ${String(model)}, the run of ${manifest.model}`);
  return { file, figure: `${String(metric)}, ${String(at)}` };
}

function outProblems(out: string): string[] {
  if (existsSync(out) && statSync(out).isDirectory())
    return [`--out: ${out} is a folder; name a file`];
  const folder = dirname(out);
  return existsSync(folder) && statSync(folder).isDirectory()
    ? []
    : [`--out: there is no folder ${folder}`];
}

/** @throws Refusal with everything that is wrong */
export function requestOf(folder: string, options: ReportOptions): ReportRequest {
  const problems: string[] = [];
  const manifest = manifestOf(folder, problems);
  const attribution = attributionIn(options.attribution, manifest, problems);
  const out = options.out ?? join(folder, "report.html");
  if (manifest !== null || options.out !== undefined) problems.push(...outProblems(out));
  if (problems.length > 0 || manifest === null) throw new Refusal(problems);
  return { folder, manifest, out, attribution };
}
