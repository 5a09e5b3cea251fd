import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { completionScript, SHELLS } from "../../src/commands/completion/completion.ts";
import { Refusal } from "../../src/commands/refusal.ts";
import { idleProgram } from "./surroundings.ts";

const has = (shell: string): boolean => spawnSync(shell, ["-c", "exit 0"]).status === 0;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "faultline-completion-"));
  for (const run of ["runs/one", "runs/two"]) {
    mkdirSync(join(folder, run), { recursive: true });
    writeFileSync(join(folder, run, "manifest.json"), "{}");
  }
  mkdirSync(join(folder, "runs/no-run"));
  for (const file of ["a.yaml", "a.csv", "b model.yml"]) writeFileSync(join(folder, file), "");
  for (const shell of SHELLS)
    writeFileSync(join(folder, `.${shell}`), completionScript(idleProgram(), shell));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a real bash offers after these words; the last is the one that is being typed. */
function offered(...words: string[]): string[] {
  const quoted = words.map((word) => `'${word}'`).join(" ");
  const asked = `source .bash; COMP_WORDS=(faultline ${quoted}); COMP_CWORD=${words.length}; _faultline
    (( \${#COMPREPLY[@]} == 0 )) || printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync("bash", ["-c", asked], { cwd: folder, encoding: "utf8" });
  expect(stderr).toBe("");
  return stdout.split("\n").slice(0, -1);
}

test.skipIf(!has("bash")).each([
  [["comp"], ["compare", "completion"]],
  [["--v"], ["--version"]],
  [["merg"], []],
  [["run", "a"], ["a.yaml"]],
  [["run", "b"], ["b model.yml"]],
  [
    ["run", "--ti"],
    ["--tilt", "--tilt-for"],
  ],
  [["run", "--sha"], []],
  [["run", "a.yaml", "--paths", ""], []],
  [
    ["run", "a.yaml", "--format", ""],
    ["csv", "parquet"],
  ],
  [["run", "--format", "=", "p"], ["parquet"]],
  [
    ["run", "--format", "="],
    ["csv", "parquet"],
  ],
  [["run", "a.yaml", "--out", "r"], ["runs"]],
  [
    ["explain", "runs/"],
    ["runs/one", "runs/two"],
  ],
  [["compare", "runs/one", "runs/t"], ["runs/two"]],
  [
    ["explain", "r"],
    ["runs/one", "runs/two"],
  ],
  [
    ["attribute", "a.yaml", "--groups", "a"],
    ["a.csv", "a.yaml"],
  ],
  [
    ["stress", "a.yaml", "--scenario", "ma"],
    ["march-2020", "may-2021"],
  ],
  [["sweep", "--design", "s"], ["sobol"]],
  [
    ["completion", ""],
    ["bash", "zsh", "fish"],
  ],
])("bash offers after %j: %j", (words, answer) => {
  expect(offered(...words).toSorted()).toEqual(answer.toSorted());
});

test("every option that help shows is in every script, and nothing that is not available yet", () => {
  for (const shell of SHELLS) {
    const script = completionScript(idleProgram(), shell);
    for (const verb of idleProgram().commands)
      for (const { long, description } of verb.options) {
        const word = shell === "fish" ? `-l ${long!.slice(2)} ` : long!;
        expect(script.includes(word), `${shell} ${verb.name()} ${long}`).toBe(
          !description.includes("not available yet"),
        );
      }
    expect(script).not.toMatch(/calibrate|\bmerge\b|not available/);
  }
});

test.each(["zsh", "fish"])("%s takes its script as it stands, where there is one", (shell) => {
  if (!has(shell)) return;
  const { status, stderr } = spawnSync(shell, ["-n", join(folder, `.${shell}`)], {
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test.skipIf(!has("fish"))("fish offers verbs, choices and models", () => {
  const ask = (line: string): string[] =>
    spawnSync("fish", ["--no-config", "-c", `source .fish; complete -C'faultline ${line}'`], {
      cwd: folder,
      encoding: "utf8",
    })
      .stdout.split("\n")
      .map((row) => row.split("\t")[0]!);
  expect(ask("comple")).toContain("completion");
  expect(ask("run --format ")).toEqual(expect.arrayContaining(["csv", "parquet"]));
  expect(ask("run ")).toContain("a.yaml");
});

test.skipIf(!has("zsh"))(
  "zsh offers choices, folders and models through its own _arguments",
  () => {
    const asked = `compdef() { }; _arguments() { print -rl -- "$@" }; source ./.zsh
    words=(faultline run ''); CURRENT=3; _faultline`;
    const { stdout } = spawnSync("zsh", ["-f", "-c", asked], { cwd: folder, encoding: "utf8" });
    expect(stdout).toContain("--format[of the tables (default\\: csv)]:value:(csv parquet)\n");
    expect(stdout).toContain("]:value:_files -/\n");
    expect(stdout).toContain('*:argument:_files -g "*.(yaml|yml)"\n');
  },
);

test("another shell is refused by its name", () => {
  expect(() => completionScript(idleProgram(), "tcsh")).toThrow(
    new Refusal(["completion: must be bash, zsh, fish, got 'tcsh'"]),
  );
});
