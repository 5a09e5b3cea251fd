/** Models from files, and the data files that they name: the only part of this room that reads the disk. */

import { readFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { readWithParents } from "./extends.ts";
import type { SourceText } from "./extends.ts";
import { applyOverrides } from "./overrides.ts";
import { type LoadedModel, parseModel } from "./parse.ts";
import { type Layer, readLayer } from "./positions.ts";
import { ModelError } from "./problems.ts";
import { matches } from "./tree.ts";

export type { LoadedModel };

export interface LoadOptions {
  /** `KEY=VALUE` settings, applied in order. */
  readonly set?: readonly string[] | undefined;
  /** `KEY=VALUE` tilts in place of the file's; see `parseModel`. */
  readonly tilt?: readonly string[] | undefined;
  /** Columns that metrics may use; see `parseModel`. */
  readonly metricNames?: readonly string[] | undefined;
}

/** No model is this long; a data file given by mistake may be. */
const mostBytes = 16 * 1024 * 1024;
/** Some million rows. */
const mostDataBytes = 256 * 1024 * 1024;

/**
 * Loads a model file with its parents; `extends` names are relative to the file that has them.
 * @throws ModelError for a file that cannot be read, and with everything that is wrong with the model.
 */
export function loadModel(path: string, options: LoadOptions = {}): LoadedModel {
  return parseModel(readFile(path), {
    ...options,
    fileName: path,
    readParent: (name, from) => readBeside(name, from, mostBytes),
    readData: (name, from) => readBeside(name, from, mostDataBytes),
  });
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
  const source = { text: readFile(path), fileName: path };
  const file = readWithParents(source, (name, from) => readBeside(name, from, mostBytes));
  const { tree } = applyOverrides(file, set).layer;
  return matches(tree, pattern).map((match) => match.path.join("."));
}

function readFile(path: string): string {
  try {
    return readText(path, mostBytes);
  } catch (error) {
    throw new ModelError([`${path}: ${(error as Error).message}`]);
  }
}

/** `name` as the file `from` means it. */
function readBeside(name: string, from: string, most: number): SourceText {
  const fileName = isAbsolute(name) ? name : join(dirname(from), name);
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
