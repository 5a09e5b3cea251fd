/** From words to an exit code: runs the command line and turns every way it can end into what the user reads. */

import { CommanderError } from "@commander-js/extra-typings";
import { shippedSimulation } from "../engine/simulation.ts";
import { ModelError } from "../model/problems.ts";
import { coloursIf, takesColours } from "./colours.ts";
import type { Colours } from "./colours.ts";
import { invocationOf } from "./invocation.ts";
import { createProgram } from "./program.ts";
import { Abandoned, ChecksFailed, Interrupted, Refusal, RunFailed } from "./refusal.ts";
import { abortOnInterrupt } from "./signals.ts";
import { shippedSuites } from "./verify.ts";
import type { SuiteSource } from "./verify.ts";

/** 0 done, 1 a check of `verify` failed, 2 wrong command line or model, 3 the run failed, 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 3 | 130;

interface Ending {
  readonly code: ExitCode;
  /** For standard error. */
  readonly lines: readonly string[];
  /** A command to go on with, or to see it again. */
  readonly next?: string;
}

/** A file that cannot be read or written is the user's to mend: no trace. Anything unforeseen is ours: with one. */
function unforeseen(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return "syscall" in error ? error.message : (error.stack ?? error.message);
}

function endingOf(error: unknown): Ending {
  if (error instanceof CommanderError) return { code: error.exitCode === 0 ? 0 : 2, lines: [] };
  if (error instanceof ModelError || error instanceof Refusal)
    return { code: 2, lines: error.problems };
  if (error instanceof ChecksFailed) return { code: 1, lines: [] };
  if (error instanceof Interrupted)
    return { code: 130, lines: [error.message], next: `resume with: ${error.resume}` };
  if (error instanceof Abandoned) return { code: 130, lines: [error.message] };
  if (error instanceof RunFailed)
    return {
      code: 3,
      lines: [`run failed: ${error.message}`],
      next: `replay with: ${error.replay}`,
    };
  return { code: 3, lines: [unforeseen(error)] };
}

/** What is wrong stands out; what the user asked for himself does not. */
function paintOf(code: ExitCode, { red, yellow }: Colours): (text: string) => string {
  return code === 130 ? yellow : red;
}

/** Warnings, and what the command line itself is told, painted line by line. */
function painted(text: string, { red, yellow }: Colours): string {
  if (text.startsWith("warning: ")) return text.replaceAll(/^.+$/gm, yellow);
  return text.startsWith("error: ") ? text.replaceAll(/^.+$/gm, red) : text;
}

/**
 * A reader that has gone away (`| head`) ends the output, not the process. Output that cannot be written (a full disk)
 * fails the run.
 * @returns what failed, once it has
 */
function outliveReader(): () => Error | null {
  let failure: Error | null = null;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") failure ??= error;
    });
  }
  return () => failure;
}

/** Waits for what was printed. Errors come to the listeners before. */
async function written(): Promise<void> {
  await new Promise<void>((resolve) => {
    process.stdout.write("", () => setImmediate(resolve));
  });
}

/**
 * Runs one command line.
 *
 * @param argv as in `process.argv`
 * @param suites what `verify` runs
 */
export async function main(
  argv: readonly string[],
  suites: SuiteSource = shippedSuites,
): Promise<ExitCode> {
  const failureOfOutput = outliveReader();
  // A stream that is no terminal does not say false: it says nothing.
  const coloursOf = ({ isTTY }: { readonly isTTY?: boolean }): Colours =>
    coloursIf(takesColours(isTTY === true, process.env));
  const alarm = coloursOf(process.stderr);
  const program = createProgram({
    invocation: invocationOf(argv),
    signal: abortOnInterrupt(),
    simulation: shippedSimulation,
    suites,
    print: (text) => process.stdout.write(text),
    warn: (text) => process.stderr.write(painted(text, alarm)),
    colours: coloursOf(process.stdout),
  });
  try {
    await program.parseAsync(argv);
    await written();
    const failure = failureOfOutput();
    if (failure !== null) throw failure;
    return 0;
  } catch (error) {
    const { code, lines, next } = endingOf(error);
    for (const line of lines)
      process.stderr.write(`${line.replaceAll(/^.+$/gm, paintOf(code, alarm))}\n`);
    if (next !== undefined) process.stderr.write(`${next}\n`);
    return code;
  }
}
