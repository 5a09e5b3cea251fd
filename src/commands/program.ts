/**
 * The command line: verbs, options, help. Nothing is done here; each verb is handed to its file, and what it prints
 * goes to standard output.
 */

import { Command } from "@commander-js/extra-typings";
import { tables } from "../engine/columns.ts";
import { columnTable } from "./columnTable.ts";
import { compare } from "./compare.ts";
import { compareJson, compareReport } from "./compareReport.ts";
import { commandText } from "./invocation.ts";
import type { Invocation } from "./invocation.ts";
import { ChecksFailed, Refusal } from "./refusal.ts";
import { run } from "./run.ts";
import { runReport } from "./runReport.ts";
import { schemaText } from "./schema.ts";
import { validate } from "./validate.ts";
import { validateReport } from "./validateReport.ts";
import { verify } from "./verify.ts";
import type { SuiteSource } from "./verify.ts";
import { suiteReport, verifyJson, verifyReport } from "./verifyReport.ts";
import { version } from "./version.ts";

/** Verbs that are planned; they are refused by name, whatever follows them. */
const UNAVAILABLE = [
  ["sweep", "the same paths under other numbers"],
  ["margin", "the least margin that holds a limit"],
  ["attribute", "which components the tail is owed to"],
  ["stress", "forced scenarios and reverse stress tests"],
  ["explain", "the story of one path"],
  ["calibrate", "rates and durations from data"],
  ["report", "an HTML report of a run"],
  ["query", "SQL over the tables of a run"],
  ["runs", "what runs there are"],
  ["merge", "shards of one run put together"],
  ["worker", "a worker of the cluster executor"],
] as const;

/** What a command needs from the process it runs in. */
export interface Surroundings {
  readonly invocation: Invocation;
  readonly signal: AbortSignal;
  /** Address of the simulation's module. */
  readonly simulation: string;
  /** What `verify` runs. */
  readonly suites: SuiteSource;
  /** Writes a text to standard output. */
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
}

const json = (value: unknown): string => `${JSON.stringify(value)}\n`;

function addRun(program: Command, surroundings: Surroundings): void {
  const { print, warn } = surroundings;
  program
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
    .option("--tables <names>", "per-path tables to write (default: paths,venues,cascades,faults)")
    .option("--format <format>", "csv")
    .option("--executor <name>", "threads or inline")
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
      for (const warning of result.manifest.warnings) warn(`warning: ${warning}\n`);
      if (options.json === true) print(json({ out: result.out, manifest: result.manifest }));
      else if (options.quiet !== true) print(runReport(result));
    });
}

function addValidate(program: Command, { print, warn }: Surroundings): void {
  program
    .command("validate")
    .description("check a model and show what it comes to")
    .argument("<model>", "model file (YAML)")
    .option("--set <key=value...>", "override a key of the model")
    .option("--json", "print the result as one JSON value")
    .action(async (model, { set, json: asJson }) => {
      const validation = await validate(model, { set: set ?? [] });
      for (const warning of validation.warnings) warn(`warning: ${warning}\n`);
      print(asJson === true ? json(validation) : validateReport(validation));
    });
}

function addSchema(program: Command, { print }: Surroundings): void {
  program
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
}

function addCompare(program: Command, { invocation, print }: Surroundings): void {
  program
    .command("compare")
    .description("paired differences of two runs that met the same draws")
    .argument("<first>", "folder of a finished run")
    .argument("<second>", "folder of another, of the same seed and number of paths")
    .option("--out <dir>", "folder of the comparison (default: runs/compare-<first>-<second>)")
    .option("--json", "print the result as one JSON value")
    .action(async (first, second, { out, json: asJson }) => {
      const command = commandText({ ...invocation, program: ["faultline"] });
      const comparison = await compare(first, second, { out }, command);
      print(asJson === true ? json(compareJson(comparison)) : compareReport(comparison));
    });
}

function addVerify(program: Command, { print, suites }: Surroundings): void {
  program
    .command("verify")
    .description("check the installed tool against closed forms and golden values")
    .option("--limits", "also what must vanish when its cause is switched off")
    .option("--events", "also the outages on record against what the models say")
    .option("--json", "print the result as one JSON value")
    .action(async ({ json: asJson, ...options }) => {
      const show =
        asJson === true
          ? undefined
          : (...suite: Parameters<typeof suiteReport>) => print(suiteReport(...suite));
      const verification = await verify(options, suites, show);
      print(asJson === true ? json(verifyJson(verification)) : verifyReport(verification));
      if (verification.failed > 0) throw new ChecksFailed();
    });
}

function addUnavailable(program: Command, name: string, about: string): void {
  program
    .command(name)
    .description(`${about} (not available yet)`)
    .argument("[words...]")
    .allowUnknownOption()
    .helpOption(false)
    .action(() => {
      throw new Refusal([`'${name}' is not available yet`]);
    });
}

/** The whole command line; errors are thrown, nothing ends the process. */
export function createProgram(surroundings: Surroundings): Command {
  const { print, warn } = surroundings;
  const program = new Command("faultline")
    .description(
      "How far liquidations run when the machinery under layer-2 derivatives breaks, and who pays",
    )
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: warn });
  addRun(program, surroundings);
  addValidate(program, surroundings);
  addSchema(program, surroundings);
  addCompare(program, surroundings);
  addVerify(program, surroundings);
  for (const [name, about] of UNAVAILABLE) addUnavailable(program, name, about);
  return program;
}
