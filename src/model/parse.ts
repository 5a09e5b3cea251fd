/**
 * From the text of a model to a LoadedModel, without the file system: read, merge with its parents, override, evaluate
 * expressions, resolve; or say everything that is wrong, each with its place.
 */

import type { Context } from "./context.ts";
import { digestOf } from "./digest.ts";
import { evaluateExpressions } from "./expressions.ts";
import { type ReadParent, readWithParents } from "./extends.ts";
import { applyOverrides } from "./overrides.ts";
import { type Layer, locate, type Place, placeKey } from "./positions.ts";
import { keyText, ModelError, type Problem } from "./problems.ts";
import { resolveModel } from "./resolve.ts";
import type { ResolvedModel } from "./resolved.ts";

/** A model that can be run. */
export interface LoadedModel {
  readonly model: ResolvedModel;
  /** The same file without `--set`: the book is screened under its margins. */
  readonly base: ResolvedModel;
  /** The file as given. */
  readonly text: string;
  /** Hexadecimal; tells the model apart from others, whatever the paths and the seed. */
  readonly digest: string;
  readonly warnings: readonly string[];
}

export interface ParseOptions {
  /** As it shall stand in error messages. */
  readonly fileName: string;
  /** `KEY=VALUE` settings, applied in order. */
  readonly set?: readonly string[] | undefined;
  readonly readParent?: ReadParent | undefined;
  /** Fixed columns that metrics may use, besides the prices of base assets. Any, unless given. */
  readonly metricNames?: readonly string[] | undefined;
}

/**
 * Parses and resolves a model.
 * @throws ModelError with everything that is wrong, in the order of the file.
 */
export function parseModel(text: string, options: ParseOptions): LoadedModel {
  const settings = options.set ?? [];
  const layer = readWithParents({ text, fileName: options.fileName }, options.readParent);
  const metricNames = options.metricNames ?? null;
  if (settings.length === 0) {
    const { model, warnings } = settled(resolveLayer(layer, metricNames, [], true));
    return { model, base: model, text, digest: digestOf(model, model), warnings };
  }
  const overridden = applyOverrides(layer, settings);
  const { model, warnings } = settled(
    resolveLayer(overridden.layer, metricNames, overridden.problems, false),
  );
  const { base, warnings: more } = resolveBase(layer, metricNames, model);
  return { model, base, text, digest: digestOf(model, base), warnings: [...warnings, ...more] };
}

interface Attempt {
  readonly model: ResolvedModel | null;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

function settled({ model, problems, warnings }: Attempt): {
  model: ResolvedModel;
  warnings: readonly string[];
} {
  if (model === null) throw new ModelError(problems);
  return { model, warnings };
}

/** The file alone; where only `--set` makes it a model that can be run, the variant stands for it. */
function resolveBase(
  layer: Layer,
  metricNames: readonly string[] | null,
  variant: ResolvedModel,
): { base: ResolvedModel; warnings: readonly string[] } {
  const { model } = resolveLayer(layer, metricNames, [], true);
  if (model !== null) return { base: model, warnings: [] };
  const warning =
    "the file cannot be run without --set: its book is screened under the margins that --set leaves";
  return { base: variant, warnings: [warning] };
}

function resolveLayer(
  layer: Layer,
  metricNames: readonly string[] | null,
  earlier: readonly string[],
  screened: boolean,
): Attempt {
  const evaluated = evaluateExpressions(layer.tree);
  const context: Context = { tree: evaluated.tree, problems: [], warnings: [], screened };
  const model = resolveModel(context, metricNames);
  const failed = new Set(evaluated.failed.map(placeKey));
  const resolved = context.problems.filter(({ path }) => !failed.has(placeKey(path)));
  const problems = [...describe([...evaluated.problems, ...resolved], layer), ...earlier];
  return { model: problems.length === 0 ? model : null, problems, warnings: context.warnings };
}

/** Problems as `place: key: reason`, in the order of their places, each once. */
function describe(problems: readonly Problem[], layer: Layer): string[] {
  const placed = problems.map(({ path, reason, onKey, at }) => {
    const place = locate(layer.places, at ?? path, onKey) ?? nowhere;
    const key = keyText(path);
    return { place, text: `${place.text}: ${key === "" ? "" : `${key}: `}${reason}` };
  });
  placed.sort((one, other) => inOrder(one.place, other.place));
  return [...new Set(placed.map(({ text }) => text))];
}

const nowhere: Place = { text: "model", order: [0, 0, 0] };

function inOrder(one: Place, other: Place): number {
  for (let level = 0; level < 3; level++) {
    if (one.order[level] !== other.order[level])
      return one.order[level] < other.order[level] ? -1 : 1;
  }
  return 0;
}
