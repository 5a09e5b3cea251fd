import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { loadModel } from "../../src/index.ts";
import { idleProgram, wordsIn } from "./surroundings.ts";

const verbs = idleProgram()
  .commands.map((command) => command.name())
  .filter((name) => !["calibrate", "merge", "worker"].includes(name));

/** What `--help` prints. */
async function helpOf(...words: string[]): Promise<string> {
  let printed = "";
  const program = idleProgram((text) => (printed += text));
  await program.parseAsync([...words, "--help"], { from: "user" }).catch(() => {});
  return printed;
}

const examplesIn = (help: string): string[] =>
  Array.from(help.matchAll(/^ {2}(faultline .*)$/gm), ([, line]) => line!);

test("faultline --help ends with three examples", async () => {
  expect(examplesIn((await helpOf()).split("\nExamples:\n")[1]!)).toHaveLength(3);
});

test.each(verbs)(
  "%s --help ends with two or three examples of its own that parse",
  async (verb) => {
    const examples = examplesIn((await helpOf(verb)).split("\nExamples:\n")[1]!);
    expect([2, 3]).toContain(examples.length);
    for (const example of examples) {
      const [program, ...words] = wordsIn(example);
      expect([program, words[0]]).toEqual(["faultline", verb]);
      await idleProgram().parseAsync(words, { from: "user" });
    }
  },
);

test("an example that does not parse would be found", async () => {
  const words = wordsIn("faultline run models/quickstart.yaml --pahts 3").slice(1);
  await expect(idleProgram().parseAsync(words, { from: "user" })).rejects.toThrow(/pahts/);
});

test("models that examples name ship, and take what is set", async () => {
  const helps = await Promise.all(verbs.map((verb) => helpOf(verb)));
  const lines = helps.flatMap(examplesIn).map(wordsIn);
  const models = lines.filter((words) =>
    words.some((word) => word.endsWith(".yaml") && word.startsWith("models/")),
  );
  expect(models.length).toBeGreaterThan(10);
  for (const words of models) {
    const file = words.find((word) => word.startsWith("models/"))!;
    expect(existsSync(file), file).toBe(true);
    const set = words.filter((_, at) => words[at - 1] === "--set");
    expect(() => loadModel(file, { set })).not.toThrow();
  }
});
