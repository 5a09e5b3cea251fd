/** `faultline stress`: the same paths with a scenario laid over them and without it. */

import { metricNames } from "../../engine/columns.ts";
import { openExecutor } from "../../engine/executors/run.ts";
import { still } from "../../engine/still.ts";
import { COMPARISON_COLUMNS, comparisonRows } from "../../output/comparison.ts";
import type { ComparisonRow } from "../../output/comparison.ts";
import { csvFile } from "../../output/csvFile.ts";
import { groupingOf } from "../../output/pathGrouping.ts";
import { writeVerbFolder } from "../../output/verbFolder.ts";
import type { VerbManifest } from "../../output/verbFolder.ts";
import { bareName, digestOfQuestion, folderNamed } from "../folderName.ts";
import { commandText, keptCommand } from "../invocation.ts";
import { columnsBehind, objectiveOf } from "../objectives.ts";
import { showVariants } from "../progress.ts";
import type { Caller } from "../caller.ts";
import { endingOf } from "../unkept.ts";
import { columnsOfVariant, openVariants } from "../variants.ts";
import type { Variant } from "../variants.ts";
import { withVerbFolder } from "../verbClaim.ts";
import { versions } from "../version.ts";
import { namingFile, overlayOf } from "./overlay.ts";
import { readScenarioFile } from "./scenarioFile.ts";
import type { ScenarioFile } from "./scenarioFile.ts";
import { stressSettingsOf } from "./settings.ts";
import type { StressOptions, StressSettings } from "./settings.ts";

export const STRESS_FILE = "stress.csv";

const VERB = "stress";

export interface StressManifest extends VerbManifest {
  readonly model: string;
  /** Without the scenario, and under it. */
  readonly digests: readonly string[];
  readonly scenario: string;
  readonly description: string;
  readonly random: boolean;
  readonly seed: string;
  readonly paths: number;
  readonly warnings: readonly string[];
}

export interface Stress {
  readonly out: string;
  readonly manifest: StressManifest;
  /** `first` without the scenario, `second` under it. */
  readonly rows: readonly ComparisonRow[];
}

/** The variant with nothing left to chance, in any of its worlds, where the scenario says so. */
export function asScenarioSays(variant: Variant, file: ScenarioFile | null): Variant {
  if (file === null || file.random) return variant;
  const { model, worlds } = variant;
  const stilled = { ...variant, model: still(model) };
  if (worlds === undefined) return stilled;
  const load = (world: number) => {
    const { model: drawn, book } = worlds.load(world);
    return { model: still(drawn), book };
  };
  return { ...stilled, worlds: { ...worlds, load } };
}

/** Every metric of both variants, path by path. */
async function rowsOf(
  variants: readonly [Variant, Variant],
  settings: StressSettings,
  { simulation, signal, invocation }: Caller,
): Promise<ComparisonRow[]> {
  const [{ model }, { model: other }] = variants;
  const metrics = metricNames(model).filter((name) => metricNames(other).includes(name));
  const names = columnsBehind(metrics);
  const range = { from: 0, to: model.sampling.paths };
  const executor = openExecutor(settings.threads);
  const progress = showVariants(settings.quiet, {
    count: 2,
    words: "runs",
    atMost: false,
    paths: range.to,
    done: 0,
  });
  const columns: Record<string, Float64Array>[] = [];
  try {
    for (const [number, variant] of variants.entries()) {
      progress.begin(number);
      const own = await columnsOfVariant(
        executor,
        variant,
        names,
        range,
        simulation,
        signal,
        (block) => progress.advance(block.columns),
      );
      columns.push(own);
    }
  } catch (error) {
    throw endingOf(error, signal, commandText(invocation));
  } finally {
    progress.stop();
    await executor.close();
  }
  const grouping = groupingOf(model.sampling);
  const side = (at: number, metric: string) => ({
    values: objectiveOf(metric, columns[at]),
    weights: columns[at]["weight"],
  });
  return metrics.flatMap((metric) =>
    comparisonRows(metric, side(0, metric), side(1, metric), grouping),
  );
}

/**
 * Lays a scenario over a model file.
 *
 * @throws ModelError, Refusal, Abandoned, RunFailed. Nothing is written then.
 */
export async function stress(
  model: string,
  options: StressOptions,
  caller: Caller,
): Promise<Stress> {
  const settings = stressSettingsOf(options);
  const asked = settings.scenario;
  const file = readScenarioFile(asked);
  const load = await openVariants({ file: model, ...settings }, caller.simulation);
  const plain = load([]);
  const overlay = overlayOf(file, plain.model);
  const under = namingFile(file, () => load(overlay.set));
  const { name, sampling } = plain.model;
  const digest = digestOfQuestion({ models: [plain.digest, under.digest], random: file.random });
  const out = settings.out ?? folderNamed(VERB, name, bareName(asked), sampling.seed, digest);
  const variants = [asScenarioSays(plain, file), asScenarioSays(under, file)] as const;
  const manifest: StressManifest = {
    verb: VERB,
    command: keptCommand(caller.invocation),
    versions,
    model: name,
    digests: [plain.digest, under.digest],
    scenario: asked,
    description: file.description,
    random: file.random,
    seed: sampling.seed,
    paths: sampling.paths,
    warnings: [...new Set([...overlay.warnings, ...plain.warnings, ...under.warnings])],
  };
  return withVerbFolder(out, VERB, async () => {
    const rows = await rowsOf(variants, settings, caller);
    const files = new Map<string, string | Uint8Array>([
      [STRESS_FILE, csvFile(COMPARISON_COLUMNS, rows)],
      ["scenario.yaml", file.text],
    ]);
    writeVerbFolder(out, files, manifest);
    return { out, manifest, rows };
  });
}
