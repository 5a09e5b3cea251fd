/** The script for bash, from 3.2 on; it needs no other package. */

import type { TypedOption, TypedVerb, Value, Words } from "./words.ts";

/** Options whose value is of one kind, behind each other in one line of a `case`. */
function valueCases(options: readonly TypedOption[]): string[] {
  const answers = new Map<string, string[]>();
  for (const { name, value } of options) {
    if (value === null) continue;
    const answer = answerOf(value);
    answers.set(answer, [...(answers.get(answer) ?? []), name]);
  }
  return Array.from(answers, ([answer, names]) => `${names.join("|")}) ${answer}; return ;;`);
}

/** What offers a value. */
function answerOf({ kind, choices }: Value): string {
  const known = choices.length === 0 ? [] : [`_faultline_words "${choices.join(" ")}"`];
  const places = kind === "text" ? [] : [`_faultline_${kind}`];
  return [...known, ...places].join("; ") || ":";
}

const namesOf = (options: readonly TypedOption[]): string =>
  options.map(({ name }) => name).join(" ");

function verbCase({ name, options, argument }: TypedVerb): string {
  const lines = [
    `    ${name})`,
    `      case "$before" in`,
    ...valueCases(options).map((line) => `        ${line}`),
    `      esac`,
    `      case "$typed" in`,
    `        -*) _faultline_words "${namesOf(options)}" ;;`,
    ...(argument === null ? [] : [`        *) ${answerOf(argument)} ;;`]),
    `      esac ;;`,
  ];
  return lines.join("\n");
}

/** The script. */
export function bashScript({ verbs, options }: Words): string {
  const first = [...verbs.map(({ name }) => name), ...options.map(({ name }) => name)].join(" ");
  return `# Completion of faultline for bash: put this into ~/.bashrc, or source it.

_faultline_words() {
  local word
  while IFS='' read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$1" -- "$typed")
}

_faultline_folder() {
  local name
  compopt -o filenames 2>/dev/null
  while IFS='' read -r name; do COMPREPLY+=("$name"); done < <(compgen -d -- "$typed")
}

_faultline_file() {
  local name
  compopt -o filenames 2>/dev/null
  while IFS='' read -r name; do COMPREPLY+=("$name"); done < <(compgen -f -- "$typed")
}

_faultline_model() {
  local name
  compopt -o filenames 2>/dev/null
  while IFS='' read -r name; do
    if [[ -d $name || $name == *.yaml || $name == *.yml ]]; then COMPREPLY+=("$name"); fi
  done < <(compgen -f -- "$typed")
}

# Folders of finished runs; where there are none, folders that may lead to some.
_faultline_run() {
  local name
  compopt -o filenames 2>/dev/null
  for name in "$typed"*/ "$typed"*/*/; do
    if [[ -f \${name}manifest.json ]]; then COMPREPLY+=("\${name%/}"); fi
  done
  if (( \${#COMPREPLY[@]} == 0 )); then _faultline_folder; fi
}

_faultline() {
  local typed="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" verb="" at
  COMPREPLY=()
  # --format=csv comes as three words.
  if [[ $typed == "=" ]]; then typed=""
  elif [[ $before == "=" ]]; then before="\${COMP_WORDS[COMP_CWORD-2]}"
  fi
  for (( at = 1; at < COMP_CWORD; at++ )); do
    if [[ \${COMP_WORDS[at]} != -* ]]; then verb="\${COMP_WORDS[at]}"; break; fi
  done
  case "$verb" in
    "") _faultline_words "${first}" ;;
${verbs.map(verbCase).join("\n")}
  esac
}

complete -F _faultline faultline
`;
}
