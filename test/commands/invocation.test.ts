import { expect, test } from "vitest";
import { commandText, invocationOf } from "../../src/commands/invocation.ts";

test("a printed command is one that a shell takes as it stands, --resume once", () => {
  const invocation = {
    program: ["faultline"],
    arguments: ["run", "my model.yaml", "--set", "a=it's", "--seed", ""],
  };
  const typed = `faultline run 'my model.yaml' --set 'a=it'\\''s' --seed ''`;
  expect(commandText(invocation)).toBe(typed);
  expect(commandText(invocation, "--resume")).toBe(`${typed} --resume`);
  const resumed = { ...invocation, arguments: ["run", "x.yaml", "--resume"] };
  expect(commandText(resumed, "--resume")).toBe("faultline run x.yaml --resume");
});

test("the command is called as it was called: installed, by npx, or through node", () => {
  const linked = `${process.cwd()}/node_modules/.bin/faultline`;
  expect(invocationOf(["node", linked, "run"]).program).toEqual(["npx", "faultline"]);
  expect(invocationOf(["node", "/usr/bin/faultline", "run"]).program).toEqual(["faultline"]);
  const script = `${process.cwd()}/dist/cli.js`;
  expect(invocationOf(["node", script, "run"]).program).toEqual(["node", "dist/cli.js"]);
});
