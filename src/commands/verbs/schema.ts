/** The words of `faultline schema`. */

import type { Command } from "@commander-js/extra-typings";
import { tables } from "../../engine/columns.ts";
import { columnTable } from "../columnTable.ts";
import { schemaText } from "../schema.ts";
import { addExamples } from "./examples.ts";
import { json } from "./surroundings.ts";
import type { Surroundings } from "./surroundings.ts";

const EXAMPLES = [
  "faultline schema > faultline.schema.json",
  "faultline schema --columns",
] as const;

/** Adds the verb. */
export function addSchema(program: Command, { print }: Surroundings): void {
  const command = program
    .command("schema")
    .description("print the JSON Schema of model files")
    .option("--columns", "print the table of columns of a run folder's tables instead")
    .option(
      "--json",
      "the same as without: the schema is JSON; with --columns, the columns as JSON",
    )
    .action(({ columns, json: asJson }) => {
      if (columns !== true) print(schemaText());
      else print(asJson === true ? json(tables) : columnTable());
    });
  addExamples(command, EXAMPLES);
}
