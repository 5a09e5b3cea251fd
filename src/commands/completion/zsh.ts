/** The script for zsh: a file `_faultline` on the `fpath`, or sourced after `compinit`. */

import type { Kind, TypedOption, TypedVerb, Value, Words } from "./words.ts";

const FILES: Readonly<Record<Kind, string>> = {
  model: '_files -g "*.(yaml|yml)"',
  run: "_files -/",
  folder: "_files -/",
  file: "_files",
  text: "",
};

/** A text between single quotes, where `_arguments` reads it. */
const plain = (text: string): string =>
  text.replaceAll(/[[\\\]:]/g, "\\$&").replaceAll("'", "'\\''");

function actionOf({ kind, choices }: Value): string {
  if (choices.length === 0) return FILES[kind];
  const known = `(${choices.join(" ")})`;
  return kind === "text" ? known : `{ compadd ${choices.join(" ")}; ${FILES[kind]} }`;
}

function optionLine({ name, about, value, several }: TypedOption): string {
  const again = several ? "*" : "";
  const followed = value === null ? "" : `:value:${actionOf(value)}`;
  return `'${again}${name}[${plain(about)}]${followed}'`;
}

function verbCase({ name, options, argument }: TypedVerb): string {
  const rest = argument === null ? [] : [`'*:argument:${actionOf(argument)}'`];
  const lines = [...options.map(optionLine), ...rest];
  return [
    `    ${name}) _arguments \\`,
    `${lines.map((line) => `      ${line}`).join(" \\\n")} ;;`,
  ].join("\n");
}

/** The script. */
export function zshScript({ verbs, options }: Words): string {
  const described = verbs.map(({ name, about }) => `    '${plain(name)}:${plain(about)}'`);
  return `#compdef faultline
# Completion of faultline for zsh: put this into a file _faultline on your fpath, or source it after compinit.

_faultline() {
  local -a verbs
  verbs=(
${described.join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe verb verbs
    compadd -- ${options.map(({ name }) => name).join(" ")}
    return
  fi
  local verb=$words[2]
  shift words
  (( CURRENT-- ))
  case "$verb" in
${verbs.map(verbCase).join("\n")}
  esac
}

if [[ $funcstack[1] == _faultline ]]; then _faultline "$@"; else compdef _faultline faultline; fi
`;
}
