/** Examples at the end of a verb's help: commands that can be typed as they stand. */

/** The part of a command that help texts are added to. */
interface Helped {
  addHelpText(position: "after", text: string): unknown;
}

/** Adds examples. @param lines each a whole command line */
export function addExamples(command: Helped, lines: readonly string[]): void {
  command.addHelpText("after", ["", "Examples:", ...lines.map((line) => `  ${line}`)].join("\n"));
}
