/** The words of `faultline runs`. */

import type { Command } from "@commander-js/extra-typings";
import { aligned, figure } from "../figures.ts";
import { runs } from "../runs.ts";
import type { ListedRun } from "../runs.ts";
import { addExamples } from "./examples.ts";
import { json } from "./surroundings.ts";
import type { Surroundings } from "./surroundings.ts";

function rowOf({ folder, manifest }: ListedRun): string[] {
  const { model, seed, paths_done, started, headline } = manifest;
  const badDebt = headline.find(({ metric }) => metric === "bad_debt_usd");
  const liquidated = headline.find(({ metric }) => metric === "liquidated_usd");
  const found = [liquidated?.mean, badDebt?.mean, badDebt?.es_99].map((value) =>
    figure(value ?? null),
  );
  const when = started.slice(0, 16).replace("T", " ");
  return [folder, model, seed, String(paths_done), when, ...found];
}

function listing(found: readonly ListedRun[], folder: string): string {
  if (found.length === 0) return `No finished run in ${folder}\n`;
  const header = ["run", "model", "seed", "paths", "started (UTC)"];
  const figures = ["liquidated", "bad debt", "its ES 99"];
  return `${aligned([[...header, ...figures], ...found.map(rowOf)])}\n`;
}

const EXAMPLES = ["faultline runs", "faultline runs ../results --json"] as const;

/** Adds the verb. */
export function addRuns(program: Command, { print }: Surroundings): void {
  const command = program
    .command("runs")
    .description("what finished runs there are, and their headline figures")
    .argument("[dir]", "folder that holds run folders", "runs")
    .option("--json", "print the result as one JSON value")
    .action((folder, { json: asJson }) => {
      const found = runs(folder);
      print(asJson === true ? json(found) : listing(found, folder));
    });
  addExamples(command, EXAMPLES);
}
