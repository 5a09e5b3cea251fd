/** Models for programs: as the command line loads them, so that a metric may name exactly the columns there are. */

import { fileURLToPath } from "node:url";
import { metricVariables } from "../engine/columns.ts";
import { loadModel as loadFile } from "../model/load.ts";
import type { LoadedFile } from "../model/load.ts";
import { parseModel as parseText } from "../model/parse.ts";
import type { LoadedModel, ParseOptions } from "../model/parse.ts";

/** Overrides of a model. */
export interface ModelOptions {
  /** `KEY=VALUE` settings as `--set` takes them, applied in order. */
  readonly set?: readonly string[] | undefined;
  /** `KEY=VALUE` tilts in place of the model's, as `--tilt` takes them (but `auto`). */
  readonly tilt?: readonly string[] | undefined;
}

/** Where the text of a model stands, and how what it refers to is read. */
export interface TextOptions extends ModelOptions {
  /** As it shall stand in messages; `model` unless given. */
  readonly fileName?: string | undefined;
  /** Reads the model that `extends` names; without it `extends` is refused. */
  readonly readParent?: ParseOptions["readParent"];
  /** Reads the data files that the model names; without it they are refused. */
  readonly readData?: ParseOptions["readData"];
}

/** A file as Node takes it: a path, or a `file:` URL. */
export type FilePath = string | URL;

/** The path of a file. @throws TypeError if the URL is of another scheme */
export function pathOf(file: FilePath): string {
  return file instanceof URL ? fileURLToPath(file) : file;
}

/**
 * Loads a model file with its parents and data files; names in it are relative to the file that has them.
 *
 * @param file path or `file:` URL of a YAML model
 * @throws ModelError with everything that is wrong with the model, each with `file:line:column: key: reason`, or if a file cannot be read
 */
export function loadModel(file: FilePath, { set, tilt }: ModelOptions = {}): LoadedFile {
  return loadFile(pathOf(file), { set, tilt, metricNames: metricVariables });
}

/**
 * Reads a model from text, without the file system.
 *
 * @param text YAML
 * @throws ModelError with everything that is wrong with the model, each with its place
 */
export function parseModel(text: string, options: TextOptions = {}): LoadedModel {
  const { fileName = "model", ...others } = options;
  return parseText(text, { ...others, fileName, metricNames: metricVariables });
}
