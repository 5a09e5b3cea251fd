/** The words of `faultline report`. */

import type { Command } from "@commander-js/extra-typings";
import { figure } from "../figures.ts";
import { report } from "../report/report.ts";
import type { ReportResult } from "../report/report.ts";
import { addExamples } from "./examples.ts";
import { json } from "./surroundings.ts";
import type { Surroundings } from "./surroundings.ts";

function told({ file, bytes, plots }: ReportResult): string {
  const beside = plots.length === 0 ? "" : `; ${plots.length} pictures beside it`;
  return `${file} (${figure(bytes)}B)${beside}: open it in a browser, no network needed\n`;
}

const EXAMPLES = [
  "faultline report runs/reference --out reference.html",
  "faultline report runs/mine --attribution runs/attribute-mine --plots",
] as const;

/** Adds the verb. */
export function addReport(program: Command, { print, simulation }: Surroundings): void {
  const command = program
    .command("report")
    .description("an HTML report of a run in one file that stands alone")
    .argument("<run>", "folder of a finished run")
    .option("--out <file>", "where to (default: report.html in the run folder)")
    .option(
      "--attribution <dir>",
      "folder of an attribution of the same model, for what the tail is owed to",
    )
    .option("--plots", "the same pictures as SVG and PNG files in report-plots beside it")
    .option("--json", "print file, size and sections as one JSON value")
    .action(async (run, { json: asJson, ...options }) => {
      const result = await report(run, options, simulation);
      print(asJson === true ? json(result) : told(result));
    });
  addExamples(command, EXAMPLES);
}
