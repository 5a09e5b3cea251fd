/** The words of `faultline run`. */

import type { Command } from "@commander-js/extra-typings";
import { tableNames } from "../../engine/columns.ts";
import { run } from "../run.ts";
import { runReport } from "../runReport.ts";
import { choosing } from "./choosing.ts";
import { addExamples } from "./examples.ts";
import { printResult } from "./surroundings.ts";
import type { Surroundings } from "./surroundings.ts";

const EXAMPLES = [
  "faultline run models/quickstart.yaml",
  "faultline run models/three-rollups.yaml --paths 2000 --set 'sequencers.*.faults.*.rate=10 / year'",
  "faultline run models/three-rollups.yaml --paths 1e6 --until 'es(bad_debt_usd, 0.99) within 5%'",
] as const;

/** Adds the verb. */
export function addRun(program: Command, surroundings: Surroundings): void {
  const { colours, invocation } = surroundings;
  const command = program
    .command("run")
    .description("simulate a model and leave a run folder")
    .argument("<model>", "model file (YAML)")
    .option("--paths <n>", "number of paths (default: the model's)")
    .option("--seed <seed>", "seed, any text (default: the model's)")
    .option("--threads <n>", "threads (default: all cores)")
    .option("--out <dir>", "run folder (default: runs/<model>-<seed>-<digest>)")
    .option(
      "--set <key=value...>",
      "override a key of the model, e.g. venues.arb.markets.ETH.depth_1pct=4e6",
    )
    .option("--resume", "go on with an interrupted run")
    .addOption(
      choosing(
        "--tables <names>",
        "per-path tables to write, with commas (default: paths,venues,cascades,faults)",
        tableNames,
      ),
    )
    .addOption(choosing("--format <format>", "of the tables (default: csv)", ["csv", "parquet"]))
    .option("--gzip", "compress the CSV files of tables")
    .addOption(choosing("--executor <name>", "what runs the blocks", ["threads", "inline"]))
    .option("--block <n>", "paths per block; changes no result")
    .option(
      "--until <rule>",
      "stop once it holds, at --paths at the latest, e.g. 'es(bad_debt_usd, 0.99) within 5%'",
    )
    .option(
      "--tilt <key=value...>",
      "importance sampling in place of the model's, e.g. sequencers.*.halt=20 market.assets.*.jump_size=-2; auto: a pilot chooses",
    )
    .option("--tilt-for <figure>", "what auto is to know best (default: es(bad_debt_usd, 0.99))")
    .option("--shard <i/n>", "not available yet")
    .option("--quiet", "no progress and no summary")
    .option("--json", "print the result as one JSON value")
    .action(async (model, options) => {
      const result = await run(model, options, surroundings);
      printResult(
        surroundings,
        options,
        result,
        ({ out, manifest }) => ({ out, manifest }),
        (done) => runReport(done, invocation.program, colours),
      );
    });
  addExamples(command, EXAMPLES);
}
