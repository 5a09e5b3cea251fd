/** `--over KEY=a:b`: from the mild end of a key to its severe one. */

import { variedKeysOf } from "../vary.ts";
import type { RangedKey } from "../vary.ts";

/** Reads the ranges of a reverse stress test: two keys or more. */
export function rangesOf(words: readonly string[], problems: string[]): RangedKey[] {
  const keys = variedKeysOf("--over", words, problems);
  if (words.length < 2)
    problems.push("--over: two keys or more are needed, each KEY=a:b, a the mild end");
  return keys.flatMap((key) => {
    if (key.kind === "range") return [key];
    problems.push(`--over ${key.key}: must be a range a:b`);
    return [];
  });
}
