/** Which notebooks there are. */
import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Paths of the notebooks of a folder, by name. @throws Error if it has none */
export function notebooksIn(folder: string): string[] {
  const found = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));
  if (found.length === 0) throw new Error(`${folder} holds no notebook`);
  return found.toSorted().map((name) => join(folder, name));
}
