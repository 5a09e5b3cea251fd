/** The script for fish: a file `faultline.fish` among its completions. */

import type { Kind, TypedOption, TypedVerb, Value, Words } from "./words.ts";

const LISTS: Readonly<Record<Kind, string | null>> = {
  model: "(__fish_complete_suffix .yaml)",
  run: "(__fish_complete_directories)",
  folder: "(__fish_complete_directories)",
  file: "(__fish_complete_path)",
  text: null,
};

/** A text between single quotes. */
const quoted = (text: string): string =>
  `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

function listOf({ kind, choices }: Value): string {
  const list = LISTS[kind];
  return [...choices, ...(list === null ? [] : [list])].join(" ");
}

function optionLine(condition: string, { name, about, value }: TypedOption): string {
  const list = value === null ? "" : listOf(value);
  const followed = value === null ? "" : ` -x${list === "" ? "" : ` -a ${quoted(list)}`}`;
  return `complete -c faultline -n ${quoted(condition)} -l ${name.slice(2)}${followed} -d ${quoted(about)}`;
}

function verbLines({ name, about, options, argument }: TypedVerb): string[] {
  const condition = `__fish_seen_subcommand_from ${name}`;
  const list = argument === null ? "" : listOf(argument);
  return [
    `complete -c faultline -n __fish_use_subcommand -a ${name} -d ${quoted(about)}`,
    ...(list === "" ? [] : [`complete -c faultline -n ${quoted(condition)} -a ${quoted(list)}`]),
    ...options.map((option) => optionLine(condition, option)),
  ];
}

/** The script. */
export function fishScript({ verbs, options }: Words): string {
  const lines = [
    "# Completion of faultline for fish: put this into ~/.config/fish/completions/faultline.fish.",
    "complete -c faultline -f",
    ...options.map((option) => optionLine("__fish_use_subcommand", option)),
    ...verbs.flatMap(verbLines),
  ];
  return `${lines.join("\n")}\n`;
}
