/**
 * `faultline margin`: the least margin that keeps a limit from being broken too often, what it costs, and what the rules in
 * use would have asked for and really leave.
 *
 * Files are written once, at the end: an interrupted search leaves its folder as it was.
 */

import type { TopLevelSpec } from "vega-lite";
import type { TradingBase } from "../../contagion/state/trading.ts";
import { csvFile } from "../../output/csvFile.ts";
import { frontierPicture } from "../../output/frontierPicture.ts";
import { drawPicture } from "../../output/picture.ts";
import { writeVerbFolder } from "../../output/verbFolder.ts";
import type { Caller } from "../caller.ts";
import { holdingText } from "../limitText.ts";
import { withSearch } from "../variantSearch.ts";
import type { VariantSearch } from "../variantSearch.ts";
import { withVerbFolder } from "../verbClaim.ts";
import { FRONTIER_COLUMNS } from "./frontier.ts";
import type { FrontierRow } from "./frontier.ts";
import { namesMaintenance, valuesAt } from "./line.ts";
import type { MarginLine } from "./line.ts";
import { manifestOf } from "./manifest.ts";
import type { MarginManifest } from "./manifest.ts";
import { prepare, VERB } from "./prepare.ts";
import type { Prepared } from "./prepare.ts";
import { questionOf } from "./question.ts";
import type { MarginOptions, MarginQuestion } from "./question.ts";
import { MARGIN_COLUMNS, marginRows } from "./ruleRows.ts";
import type { MarginRow } from "./ruleRows.ts";
import { rulesOf } from "./rules.ts";
import { searchMargin } from "./search.ts";
import type { Found } from "./search.ts";

export interface MarginAnswer {
  readonly out: string;
  readonly manifest: MarginManifest;
  readonly rows: readonly MarginRow[];
  readonly found: Found;
}

/** Variants simulated beside the grid, roughly: for the bar. */
const BESIDE_GRID = 25;

async function answer(
  prepared: Prepared,
  question: MarginQuestion,
  search: VariantSearch,
): Promise<Pick<MarginAnswer, "rows" | "found"> & { daily: MarginManifest["daily_move"] }> {
  const { line, base } = prepared;
  const { limit, grid } = question;
  const found = await searchMargin(search, line, limit, grid);
  const ruled = line.markets.length > 0 && line.keys.every(({ key }) => namesMaintenance(key.key));
  const rules = ruled
    ? await rulesOf(base.model, base.book as TradingBase, line.markets, search.signal)
    : null;
  const rows = await marginRows(search, line, limit, found, rules);
  const daily =
    rules === null
      ? null
      : { value: rules.daily.value, ci_low: rules.daily.low, ci_high: rules.daily.high };
  return { rows, found, daily };
}

function pictureOf(line: MarginLine, manifest: MarginManifest, found: Found): TopLevelSpec {
  const { model, seed, paths, limit } = manifest;
  const { probability, confidence } = limit;
  const confirmed = found.confirmed === undefined ? undefined : valuesAt(line, found.confirmed)[0];
  const told = {
    model,
    seed,
    paths,
    limit: holdingText(limit),
    probability,
    confidence,
    confirmed,
  };
  return frontierPicture(found.frontier, told);
}

/**
 * Searches the margin of a model file and writes `margin.csv`, `frontier.csv` and its picture into a folder of their own.
 *
 * @throws ModelError, Refusal, Abandoned, RunFailed
 */
export async function margin(
  file: string,
  options: MarginOptions,
  caller: Caller,
): Promise<MarginAnswer> {
  const question = questionOf(options);
  const prepared = await prepare(file, question, caller.simulation);
  const look = async (search: VariantSearch, command: string): Promise<MarginAnswer> => {
    const { rows, found, daily } = await answer(prepared, question, search);
    const manifest = manifestOf(command, prepared.base, question, found, daily, search);
    const { svg, png } = await drawPicture(pictureOf(prepared.line, manifest, found));
    const files = new Map<string, string | Uint8Array>([
      ["margin.csv", csvFile(MARGIN_COLUMNS, rows)],
      ["frontier.csv", csvFile<keyof FrontierRow>(FRONTIER_COLUMNS, found.frontier)],
      ["frontier.svg", svg],
      ["frontier.png", png],
    ]);
    writeVerbFolder(prepared.out, files, manifest);
    return { out: prepared.out, manifest, rows, found };
  };
  const looks = { count: question.grid + BESIDE_GRID, words: "margins" };
  return withVerbFolder(prepared.out, VERB, () =>
    withSearch(prepared, question.settings, looks, caller, look),
  );
}
