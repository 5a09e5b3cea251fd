import { expect, test } from "vitest";
import { transferEvents } from "../../../src/commands/explain/transferEvents.ts";

const asked = (
  purpose: string,
  outcome: string,
  cause: string,
  asked_s: number,
  amount = 1000,
) => ({
  purpose,
  outcome,
  cause,
  asked_s,
  amount_usd: amount,
});

const textsOf = (...rows: ReturnType<typeof asked>[]): string[] =>
  transferEvents(rows).map(({ text }) => text);

test("requests of one purpose, outcome and reason are told in one", () => {
  expect(
    textsOf(
      asked("top-up", "landed", "", 60),
      asked("top-up", "blocked", "chain_halted", 120, 500),
      asked("top-up", "landed", "", 3600),
    ),
  ).toEqual([
    "2 top-ups of 2k USD landed, asked until 01:00:00",
    "1 top-up of 500 USD found no open way (chain halted)",
  ]);
});

test.each([
  ["blocked", "chain_halted", "1 exit of 1k USD found no open way (chain halted)"],
  ["refused", "pool_short", "1 exit of 1k USD turned down (pool short)"],
  ["in_flight", "", "1 exit of 1k USD still under way at the end"],
  ["undone", "reorganisation", "1 exit of 1k USD undone after landing (reorganisation)"],
  ["cancelled", "rollback", "1 exit of 1k USD undone before landing (rollback)"],
])("%s is told as what it is", (outcome, cause, text) => {
  expect(textsOf(asked("exit", outcome, cause, 0))).toEqual([text]);
});
