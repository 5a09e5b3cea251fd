/**
 * From the text of a model to a LoadedModel, without the file system: read, merge with its parents, override, evaluate
 * expressions, resolve; or say everything that is wrong, each with its place.
 */

import type { Context } from "./context.ts";
import { fillFromFiles } from "./dataFiles.ts";
import { digestOf } from "./digest.ts";
import { evaluateExpressions, expressionsOf } from "./expressions.ts";
import { type ReadParent, readWithParents, type SourceText } from "./extends.ts";
import { firstTable, type ReadData } from "./filling.ts";
import { applyOverrides, replaceTilts } from "./overrides.ts";
import type { Place } from "./place.ts";
import { type Layer, locate, placeKey } from "./positions.ts";
import { keyText, ModelError, type KeyPath, type Problem } from "./problems.ts";
import { resolveModel } from "./resolve.ts";
import type { ResolvedModel } from "./resolved.ts";
import type { Mapping } from "./tree.ts";
import { written } from "./units.ts";

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
  /**
   * The model with these numbers in place of its uncertain parameters, in their order; none of it is uncertain any more.
   * @throws ModelError with everything that is wrong with them.
   */
  readonly inWorld: (values: readonly number[]) => ResolvedModel;
  /** Something that is wrong with the model and shows only when it is put to use, with its place. */
  readonly wrongAt: (path: KeyPath, reason: string) => ModelError;
}

export interface ParseOptions {
  /** As it shall stand in error messages. */
  readonly fileName: string;
  /** `KEY=VALUE` settings, applied in order. */
  readonly set?: readonly string[] | undefined;
  /** `KEY=VALUE` tilts in place of the file's, also of the model without `set`: they are how it is sampled. */
  readonly tilt?: readonly string[] | undefined;
  readonly readParent?: ReadParent | undefined;
  /** Reads the data files that the model names. */
  readonly readData?: ReadData | undefined;
  /** Fixed columns that metrics may use, besides the prices of base assets. Any, unless given. */
  readonly metricNames?: readonly string[] | undefined;
}

/**
 * Parses and resolves a model.
 * @throws ModelError with everything that is wrong, in the order of the file.
 */
export function parseModel(text: string, options: ParseOptions): LoadedModel {
  const settings = options.set ?? [];
  const file = readWithParents({ text, fileName: options.fileName }, options.readParent);
  const { layer, problems } =
    options.tilt === undefined ? { layer: file, problems: [] } : replaceTilts(file, options.tilt);
  const outside = outsideOf(options);
  if (settings.length === 0) {
    const { model, warnings } = settled(resolveLayer(layer, outside, problems, true));
    return { model, base: model, text, warnings, ...drawable(layer, outside, model, model) };
  }
  const overridden = applyOverrides(layer, settings);
  const { model, warnings } = settled(
    resolveLayer(overridden.layer, outside, [...problems, ...overridden.problems], false),
  );
  const { base, warnings: more } = resolveBase(layer, outside, model);
  const rest = drawable(overridden.layer, outside, model, base);
  return { model, base, text, warnings: [...warnings, ...more], ...rest };
}

/** The model in its worlds, and the digest that tells all of them. */
function drawable(
  layer: Layer,
  outside: Outside,
  model: ResolvedModel,
  base: ResolvedModel,
): Pick<LoadedModel, "digest" | "inWorld" | "wrongAt"> {
  const { uncertain } = model;
  const wrongAt = (path: KeyPath, reason: string): ModelError =>
    new ModelError(describe([{ path, reason }], layer));
  if (uncertain === undefined)
    return { digest: digestOf(model, base), inWorld: () => model, wrongAt };
  const { uncertain: _laws, ...tree } = layer.tree;
  const inWorld = (values: readonly number[]): ResolvedModel => {
    const drawn = uncertain.map(({ name, measure }, at) => [name, written(values[at], measure)]);
    const params = { ...(tree["params"] as Mapping), ...(Object.fromEntries(drawn) as Mapping) };
    const world = { ...layer, tree: { ...tree, params } };
    return settled(resolveLayer(world, outside, [], false)).model;
  };
  return { digest: digestOf(model, base, expressionsOf(tree)), inWorld, wrongAt };
}

/** What a model may refer to that is not in its text. */
interface Outside {
  readonly metricNames: readonly string[] | null;
  readonly readData: ReadData | undefined;
}

/** A file is read once, also where the model is resolved with and without `--set`. */
function outsideOf({ metricNames: names, readData }: ParseOptions): Outside {
  const metricNames = names ?? null;
  if (readData === undefined) return { metricNames, readData };
  const read = new Map<string, SourceText>();
  const once: ReadData = (name, from) => {
    const key = `${from}\n${name}`;
    const source = read.get(key) ?? readData(name, from);
    read.set(key, source);
    return source;
  };
  return { metricNames, readData: once };
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
  outside: Outside,
  variant: ResolvedModel,
): { base: ResolvedModel; warnings: readonly string[] } {
  const { model } = resolveLayer(layer, outside, [], true);
  if (model !== null) return { base: model, warnings: [] };
  const warning =
    "the file cannot be run without --set: its book is screened under the margins that --set leaves";
  return { base: variant, warnings: [warning] };
}

function resolveLayer(
  layer: Layer,
  outside: Outside,
  earlier: readonly string[],
  screened: boolean,
): Attempt {
  const evaluated = evaluateExpressions(layer.tree);
  const filled = fillFromFiles({ ...layer, tree: evaluated.tree }, outside.readData);
  const { tree } = filled.layer;
  const context: Context = { tree, problems: [...filled.problems], warnings: [], screened };
  const model = resolveModel(context, outside.metricNames);
  const failed = new Set(evaluated.failed.map(placeKey));
  const resolved = context.problems.filter(({ path }) => !failed.has(placeKey(path)));
  const problems = [...describe([...evaluated.problems, ...resolved], filled.layer), ...earlier];
  return { model: problems.length === 0 ? model : null, problems, warnings: context.warnings };
}

/** Problems as `place: key: reason`, in the order of their places, each once. */
function describe(problems: readonly Problem[], layer: Layer): string[] {
  const placed = problems.map(({ path, reason, onKey, at, place: given }) => {
    const place = given ?? locate(layer.places, at ?? path, onKey) ?? nowhere;
    const key = keyText(path);
    return { place, text: `${place.text}: ${key === "" ? "" : `${key}: `}${reason}` };
  });
  placed.sort((one, other) => inOrder(one.place, other.place));
  return [...new Set(placed.filter(isTold(layer)).map(({ text }) => text))];
}

/** Problems of one data file that are named; a wrong column is wrong in every row. */
const mostOfTable = 20;

/** Whether a problem is one of the first of its data file; of a model file all are told. */
function isTold({ places }: Layer): (problem: { readonly place: Place }) => boolean {
  const told = new Map<number, number>();
  return ({ place }) => {
    if (places.tables === undefined || place.order[0] < firstTable) return true;
    const count = told.get(place.order[0]) ?? 0;
    told.set(place.order[0], count + 1);
    return count < mostOfTable;
  };
}

const nowhere: Place = { text: "model", order: [0, 0, 0] };

function inOrder(one: Place, other: Place): number {
  for (let level = 0; level < 3; level++) {
    if (one.order[level] !== other.order[level])
      return one.order[level] < other.order[level] ? -1 : 1;
  }
  return 0;
}
