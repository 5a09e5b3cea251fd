/** The sections of a report, read from a run one after the other. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ModelSources } from "../../model/load.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import type { Section } from "../../output/report/chart.ts";
import { contagionSection, readContagion } from "../../output/report/contagion.ts";
import { convergenceSection, readConvergence } from "../../output/report/convergence.ts";
import { readCurves } from "../../output/report/curvePoints.ts";
import { curvesSection } from "../../output/report/curves.ts";
import { delaysSection, readDelays } from "../../output/report/delays.ts";
import { networkSection } from "../../output/report/networkSection.ts";
import {
  owedSection,
  readAttribution,
  readCauses,
  readConditional,
} from "../../output/report/owed.ts";
import type { OpenRun } from "../../output/report/runRows.ts";
import { readTail } from "../../output/report/tail.ts";
import { duration, figure } from "../figures.ts";
import { countBasis } from "./basis.ts";
import { headlineSection, readSummary } from "./headline.ts";
import { modelSection } from "./model.ts";
import { provenanceSection } from "./provenance.ts";
import { readSources, replaysOf } from "./replays.ts";
import type { ReportRequest } from "./request.ts";
import { readWorst, worstSection } from "./worst.ts";

/** YAML texts of the model and its parents; without sources, that of the model alone. */
function modelTexts(folder: string, sources: ModelSources | null): ReadonlyMap<string, string> {
  if (sources === null)
    return new Map([["model.yaml", readFileSync(join(folder, "model.yaml"), "utf8")]]);
  const names = Object.keys(sources.texts).filter(
    (name) => name === sources.file || /\.ya?ml$/.test(name),
  );
  return new Map(names.map((name) => [name, sources.texts[name]]));
}

/** The model as the run folder has it. */
function resolvedIn(folder: string): ResolvedModel {
  return JSON.parse(readFileSync(join(folder, "resolved.json"), "utf8")) as ResolvedModel;
}

/** All sections in the order of the page. @param simulation address of the simulation's module */
export async function sectionsOf(
  run: OpenRun,
  request: ReportRequest,
  simulation: string,
): Promise<readonly Section[]> {
  const { folder, manifest, attribution } = request;
  const model = resolvedIn(folder);
  const tail = await readTail(run);
  const owed =
    attribution === null
      ? await readCauses(run)
      : await readAttribution(run, attribution.file, attribution.figure);
  const worst = await readWorst(run);
  const sources = readSources(folder);
  const replays = await replaysOf(
    folder,
    manifest,
    worst.map(({ path }) => path),
    simulation,
  );
  const texts = modelTexts(folder, sources);
  const whole = sources !== null || ![...texts.values()].some((text) => /^extends\s*:/m.test(text));
  return [
    headlineSection(await readSummary(run), model.horizon),
    curvesSection(await readCurves(run, model), manifest.paths_done),
    networkSection(model, tail),
    owedSection(owed, await readConditional(run), figure),
    delaysSection(await readDelays(run), model.horizon, duration),
    contagionSection(await readContagion(run)),
    worstSection(worst, replays),
    convergenceSection(await readConvergence(run)),
    modelSection(countBasis([...texts.values()]), texts, whole),
    provenanceSection(manifest, folder),
  ];
}
