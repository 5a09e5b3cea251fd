/** The words of `faultline completion`. */

import type { Command } from "@commander-js/extra-typings";
import { completionScript, SHELLS } from "../completion/completion.ts";
import { chosen } from "./choosing.ts";
import { addExamples } from "./examples.ts";
import type { Surroundings } from "./surroundings.ts";

const EXAMPLES = [
  "faultline completion bash >> ~/.bashrc",
  'faultline completion zsh > "${fpath[1]}/_faultline"',
  "faultline completion fish > ~/.config/fish/completions/faultline.fish",
] as const;

/** Adds the verb. */
export function addCompletion(program: Command, { print }: Surroundings): void {
  const command = program
    .command("completion")
    .description("print a script that lets a shell complete this command line")
    .addArgument(chosen("<shell>", "which shell", SHELLS))
    .action((shell) => print(completionScript(program, shell)));
  addExamples(command, EXAMPLES);
}
