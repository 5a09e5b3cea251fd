/**
 * `faultline margin --optimise`: the setting of least cost that holds a limit, of several keys that move apart.
 *
 * Files are written once, at the end: an interrupted search leaves its folder as it was.
 */

import { writeVerbFolder } from "../../output/verbFolder.ts";
import type { Caller } from "../caller.ts";
import { withSearch } from "../variantSearch.ts";
import type { VariantSearch } from "../variantSearch.ts";
import { withVerbFolder } from "../verbClaim.ts";
import { optimumManifest } from "./manifest.ts";
import type { OptimumManifest } from "./manifest.ts";
import { optimise } from "./optimise.ts";
import type { Optimum } from "./optimise.ts";
import { optimumFile } from "./optimumFile.ts";
import { prepare, VERB } from "./prepare.ts";
import { questionOf } from "./question.ts";
import type { MarginOptions } from "./question.ts";

export interface OptimumAnswer {
  readonly out: string;
  readonly manifest: OptimumManifest;
  readonly optimum: Optimum;
}

/**
 * Searches the setting of least cost that holds a limit and writes every one it looked at to `optimum.csv`.
 *
 * @throws ModelError, Refusal, Abandoned, RunFailed
 */
export async function optimum(
  file: string,
  options: MarginOptions,
  caller: Caller,
): Promise<OptimumAnswer> {
  const question = questionOf({ ...options, optimise: true });
  const { metric, evaluations } = question.optimise!;
  const prepared = await prepare(file, question, caller.simulation);
  const { line, base, out } = prepared;
  const look = async (search: VariantSearch, command: string): Promise<OptimumAnswer> => {
    const found = await optimise(search, line, question.limit, metric, evaluations);
    const manifest = optimumManifest(command, base, question, metric, found, search);
    writeVerbFolder(out, new Map([["optimum.csv", optimumFile(line, found)]]), manifest);
    return { out, manifest, optimum: found };
  };
  const looks = { count: evaluations, words: "settings" };
  return withVerbFolder(out, VERB, () =>
    withSearch(prepared, question.settings, looks, caller, look),
  );
}
