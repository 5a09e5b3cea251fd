import { expect, test } from "vitest";
import {
  bareName,
  digestOfQuestion,
  folderNamed,
  shortDigest,
} from "../../src/commands/folderName.ts";

test("a part of a name keeps 64 characters that every file system takes, and is no folder by itself", () => {
  expect(folderNamed("margin", "../a b/c", "seed: 1")).toBe("runs/margin-.._a_b_c-seed_1");
  expect(folderNamed("x".repeat(70), "1", shortDigest("0123456789"))).toBe(
    `runs/${"x".repeat(64)}-1-01234567`,
  );
});

test("a file goes by its name without folder and ending, a shipped one by its own", () => {
  expect(bareName("scenarios/flood.yaml")).toBe("flood");
  expect(bareName("march-2020")).toBe("march-2020");
});

test("another question has another folder, the same one the same", () => {
  const asked = { model: "d6f7437d", at: "es:0.99", groups: undefined };
  expect(digestOfQuestion({ ...asked })).toBe(digestOfQuestion({ ...asked }));
  expect(digestOfQuestion(asked)).toMatch(/^[0-9a-f]{8}$/);
  expect(digestOfQuestion({ ...asked, at: "mean" })).not.toBe(digestOfQuestion(asked));
});
