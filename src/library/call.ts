/**
 * A verb of the command line called from a program: the same settings, checks and files, without its progress and its
 * printing. The command that does the same is kept in the manifest.
 */

import { shippedSimulation } from "../engine/simulation.ts";
import { commandText } from "../commands/invocation.ts";
import type { Caller } from "../commands/caller.ts";

/** What every verb that simulates takes. */
export interface VerbOptions {
  /** Paths; the model's own unless given. Whole, from 1 to 2^32 - 1. */
  readonly paths?: number | undefined;
  /** Any text; the model's own unless given. */
  readonly seed?: string | number | undefined;
  /** All cores unless given; the number of threads changes no result. */
  readonly threads?: number | undefined;
  /** `KEY=VALUE` settings as `--set` takes them, applied in order. */
  readonly set?: readonly string[] | undefined;
  /** Folder that is written; under `runs/` in the working directory unless given. */
  readonly out?: string | undefined;
  /** Aborted, it ends the work as Ctrl-C does. */
  readonly signal?: AbortSignal | undefined;
}

/** Options that are lists of names, with commas in one word. */
const LISTS: readonly string[] = ["tables", "metrics"];

type Typed = string | readonly string[] | boolean;

function typed(name: string, value: unknown): Typed {
  if (typeof value === "boolean") return value;
  if (!Array.isArray(value)) return String(value);
  return LISTS.includes(name) ? value.join(",") : (value as readonly string[]).map(String);
}

/** Options as the command line has them: text, lists of text and flags. */
export function asTyped<Options>({
  signal: _signal,
  ...options
}: { readonly signal?: AbortSignal | undefined } & object): Options {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries([
    ...given.map(([name, value]) => [name, typed(name, value)]),
    ["quiet", true],
  ]) as Options;
}

const dashed = (name: string): string => name.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);

function wordsOf([name, value]: readonly [string, Typed]): readonly string[] {
  if (name === "quiet" || value === false) return [];
  const option = `--${dashed(name)}`;
  if (value === true) return [option];
  return typeof value === "string" ? [option, value] : [option, ...value];
}

/** Who calls, for the command in the manifest. @param options as `asTyped` gives them */
export function callerOf(
  verb: string,
  files: readonly string[],
  options: object,
  signal: AbortSignal = new AbortController().signal,
): Caller {
  const entries = Object.entries(options) as [string, Typed][];
  const words = [verb, ...files, ...entries.flatMap(wordsOf)];
  return {
    invocation: { program: ["faultline"], arguments: words },
    signal,
    simulation: shippedSimulation,
  };
}

/** The command that a caller stands for, on one line. */
export const commandOf = ({ invocation }: Caller): string => commandText(invocation);
