import { expect, test } from "vitest";
import { nextText, runOf } from "../../src/commands/next.ts";
import { surroundingsOf } from "./surroundings.ts";

test("what comes next is files to open and commands that a shell takes as they stand", () => {
  const around = surroundingsOf(() => {});
  const type = [runOf("my model.yaml", undefined, ["venues.*.margin.0.maintenance=0.03"])];
  expect(nextText(around, { open: ["runs/a/frontier.png"], type })).toBe(
    [
      "Next:",
      "  open runs/a/frontier.png",
      "  faultline run 'my model.yaml' --set 'venues.*.margin.0.maintenance=0.03'",
      "",
    ].join("\n"),
  );
});

test("a run of the file as it is has no settings", () => {
  expect(runOf("m.yaml", undefined, [])).toEqual(["run", "m.yaml"]);
  expect(runOf("m.yaml", ["a=1"], ["b=2"])).toEqual(["run", "m.yaml", "--set", "a=1", "b=2"]);
});
