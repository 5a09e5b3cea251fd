/** `bad_debt_usd > 1e6`: what must not be exceeded. */

import { NUMBER } from "../figureText.ts";

export interface Limit {
  readonly metric: string;
  readonly threshold: number;
}

const LIMIT = new RegExp(String.raw`^([A-Za-z]\w*)\s*>\s*(${NUMBER})$`, "i");

/** Reads a limit; one that is none is noted. */
export function limitOf(text: string, problems: string[]): Limit {
  const [, metric = "", threshold = ""] = LIMIT.exec(text.trim()) ?? [];
  if (metric === "") problems.push(`--reverse: must be like 'bad_debt_usd > 1e6', got '${text}'`);
  return { metric, threshold: Number(threshold) };
}
