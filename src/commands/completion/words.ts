/**
 * What can be typed, read off the command line itself: verbs, their options, and what may follow each.
 *
 * What a value is stands in its placeholder: `<model>` a model file, `<run>` and its like a run folder, `<dir>` a folder,
 * `<file>` a file. What is not available yet is left out.
 */

import type { CommandUnknownOpts } from "@commander-js/extra-typings";

/** What a value may be; `text` can be anything, and nobody can guess it. */
export type Kind = "model" | "run" | "folder" | "file" | "text";

export interface Value {
  readonly kind: Kind;
  /** Values that are known; there may be others only if the kind is not `text`. */
  readonly choices: readonly string[];
}

export interface TypedOption {
  /** `--paths`. */
  readonly name: string;
  readonly about: string;
  /** Null: a flag. */
  readonly value: Value | null;
  /** It takes several values, or may be given again. */
  readonly several: boolean;
}

export interface TypedVerb {
  readonly name: string;
  readonly about: string;
  readonly options: readonly TypedOption[];
  /** What its arguments may be; all of them the same. Null: it has none. */
  readonly argument: Value | null;
}

const PLANNED = /not available yet/;

const KINDS: Readonly<Record<string, Kind>> = {
  model: "model",
  run: "run",
  first: "run",
  second: "run",
  words: "run",
  dir: "folder",
  file: "file",
};

/** Of a placeholder: `<dir>`, `key=value...`. */
function valueOf(placeholder: string, choices: readonly string[] | undefined): Value {
  const name = /[\w=]+/.exec(placeholder)?.[0] ?? "";
  return { kind: KINDS[name] ?? "text", choices: choices ?? [] };
}

function optionsOf(command: CommandUnknownOpts): TypedOption[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .filter(({ long, description }) => long !== undefined && !PLANNED.test(description))
    .map(({ long, flags, description, argChoices, variadic }) => {
      const placeholder = /[<[].*/.exec(flags)?.[0];
      return {
        name: long as string,
        about: description,
        value: placeholder === undefined ? null : valueOf(placeholder, argChoices),
        several: variadic,
      };
    });
}

function verbOf(command: CommandUnknownOpts): TypedVerb {
  const first = command.registeredArguments.at(0);
  return {
    name: command.name(),
    about: command.description(),
    options: optionsOf(command),
    argument: first === undefined ? null : valueOf(first.name(), first.argChoices),
  };
}

/** Everything that can be typed. */
export interface Words {
  readonly verbs: readonly TypedVerb[];
  /** Options in place of a verb. */
  readonly options: readonly TypedOption[];
}

/** Reads the words off a command line. */
export function wordsOf(program: CommandUnknownOpts): Words {
  const verbs = program.commands.filter((command) => !PLANNED.test(command.description()));
  return { verbs: verbs.map(verbOf), options: optionsOf(program) };
}
