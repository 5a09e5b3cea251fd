/** Models from files, and the data files that they name: the only part of this room that reads the disk. */

import { readFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { readWithParents } from "./extends.ts";
import type { SourceText } from "./extends.ts";
import { applyOverrides } from "./overrides.ts";
import { type LoadedModel, parseModel } from "./parse.ts";
import { type Layer, readLayer } from "./positions.ts";
import { ModelError } from "./problems.ts";
import { type Match, matches } from "./tree.ts";

export type { LoadedModel };

export interface LoadOptions {
  /** `KEY=VALUE` settings, applied in order. */
  readonly set?: readonly string[] | undefined;
  /** `KEY=VALUE` tilts in place of the file's; see `parseModel`. */
  readonly tilt?: readonly string[] | undefined;
  /** Columns that metrics may use; see `parseModel`. */
  readonly metricNames?: readonly string[] | undefined;
}

/** What a model was made from, so that it can be made again without the disk. */
export interface ModelSources {
  /** As it was named. */
  readonly file: string;
  readonly set: readonly string[];
  /** Null: the file's own tilts. */
  readonly tilt: readonly string[] | null;
  /** Text of the file, of its parents and of their data files, by name. */
  readonly texts: Readonly<Record<string, string>>;
}

/** A model and what it was made from. */
export interface LoadedFile extends LoadedModel {
  readonly sources: ModelSources;
}

/** No model is this long; a data file given by mistake may be. */
const mostBytes = 16 * 1024 * 1024;
/** Some million rows. */
const mostDataBytes = 256 * 1024 * 1024;

/**
 * Loads a model file with its parents; `extends` names are relative to the file that has them.
 * @throws ModelError for a file that cannot be read, and with everything that is wrong with the model.
 */
export function loadModel(path: string, options: LoadOptions = {}): LoadedFile {
  const text = readFile(path);
  const texts: Record<string, string> = { [path]: text };
  const read =
    (most: number) =>
    (name: string, from: string): SourceText => {
      const source = readBeside(name, from, most);
      texts[source.fileName] = source.text;
      return source;
    };
  const loaded = parseModel(text, {
    ...options,
    fileName: path,
    readParent: read(mostBytes),
    readData: read(mostDataBytes),
  });
  const { set = [], tilt = null } = options;
  return { ...loaded, sources: { file: path, set, tilt, texts } };
}

/**
 * The model again, from its sources alone.
 * @throws ModelError with everything that is wrong with it.
 */
export function reloadModel(
  sources: ModelSources,
  { metricNames }: Pick<LoadOptions, "metricNames">,
): LoadedFile {
  const { file, set, tilt, texts } = sources;
  const read = (name: string, from: string): SourceText => {
    const fileName = nameBeside(name, from);
    const text = texts[fileName];
    if (text === undefined) throw new Error(`'${fileName}' is not among the sources`);
    return { text, fileName };
  };
  const loaded = parseModel(texts[file], {
    set,
    ...(tilt !== null && { tilt }),
    metricNames,
    fileName: file,
    readParent: read,
    readData: read,
  });
  return { ...loaded, sources };
}

/**
 * Reads a YAML file of its own: its tree, and where everything in it stands.
 * @throws ModelError for a file that cannot be read or is no mapping.
 */
export function loadLayer(path: string): Layer {
  return readLayer(readFile(path), path);
}

/**
 * Keys that stand in a model file under settings and that a dotted pattern names, `*` written out, in file order.
 * @throws ModelError for a file that cannot be read or is no model text
 */
export function keysNamed(path: string, set: readonly string[], pattern: string): string[] {
  return valuesNamed(path, set, pattern).map((match) => match.path.join("."));
}

/**
 * What stands in a model file under settings where a dotted pattern names something, as it was typed, in file order.
 * @throws ModelError for a file that cannot be read or is no model text
 */
export function valuesNamed(path: string, set: readonly string[], pattern: string): Match[] {
  const source = { text: readFile(path), fileName: path };
  const file = readWithParents(source, (name, from) => readBeside(name, from, mostBytes));
  const { tree } = applyOverrides(file, set).layer;
  return matches(tree, pattern);
}

function readFile(path: string): string {
  try {
    return readText(path, mostBytes);
  } catch (error) {
    throw new ModelError([`${path}: ${(error as Error).message}`]);
  }
}

/** `name` as the file `from` means it. */
function nameBeside(name: string, from: string): string {
  return isAbsolute(name) ? name : join(dirname(from), name);
}

function readBeside(name: string, from: string, most: number): SourceText {
  const fileName = nameBeside(name, from);
  try {
    return { text: readText(fileName, most), fileName };
  } catch (error) {
    throw new Error(`'${fileName}' ${(error as Error).message}`, { cause: error });
  }
}

function readText(path: string, most: number): string {
  const bytes = readBytes(path);
  if (bytes.length > most) throw new Error(`is larger than ${most} bytes`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Error("is no UTF-8 text", { cause: error });
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EISDIR: "is a folder, not a file",
  EACCES: "may not be read",
};

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    throw new Error(reasons[code] ?? `cannot be read (${code})`, { cause: error });
  }
}
