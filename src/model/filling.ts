/** A model under way to being filled from data files: how one of them is found and read, and what a cell is. */

import { type CsvTable, readCsv } from "./csvTable.ts";
import type { SourceText } from "./extends.ts";
import { type Layer, locate, type TablePlaces } from "./positions.ts";
import type { KeyPath, Problem } from "./problems.ts";
import { valueAt } from "./tree.ts";

/** Finds the text of a data file named in the file `from`. @throws Error with a reason when there is none. */
export type ReadData = (name: string, from: string) => SourceText;

/** What the readers of data files share. */
export interface Filling {
  readonly layer: Layer;
  readonly readData: ReadData | undefined;
  readonly problems: Problem[];
  readonly tables: TablePlaces[];
  /** Files read so far. */
  files: number;
}

/** Data files stand behind all model files in the order of places. */
export const firstTable = 1e6;

/** The table of the file that a path names; null after a report. */
export function tableAt(filling: Filling, path: KeyPath): CsvTable | null {
  const { layer, readData, problems } = filling;
  const name = valueAt(layer.tree, path);
  if (typeof name !== "string") return null;
  const report = (reason: string): null => {
    problems.push({ path, reason });
    return null;
  };
  if (readData === undefined) return report("is a file, and no reader of files was given");
  try {
    const { text, fileName } = readData(name, fileOf(filling, path));
    return readCsv(text, fileName, firstTable + filling.files++);
  } catch (error) {
    return report((error as Error).message);
  }
}

/** The file that a value is written in: names of other files are relative to it; those of `--set` to where one stands. */
function fileOf({ layer }: Filling, path: KeyPath): string {
  const place = locate(layer.places, path)?.text ?? "";
  return place.startsWith("--set ") ? "" : place.replace(/:\d+:\d+$/, "");
}

/** A cell as the schema reads it: a number where it is one, else text such as `45 minutes`. */
export function cellValue(cell: string): number | string {
  return isNumber(cell) ? Number(cell) : cell;
}

/** Whether a cell is a plain number. */
export function isNumber(cell: string): boolean {
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(cell);
}
