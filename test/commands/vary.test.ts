import { expect, test } from "vitest";
import { choiceIn, settingOf, variedKeysOf } from "../../src/commands/vary.ts";
import type { ListedKey, RangedKey } from "../../src/commands/vary.ts";

const read = (...words: string[]) => {
  const problems: string[] = [];
  return { keys: variedKeysOf("--vary", words, problems), problems };
};
const listed = (word: string) => {
  const { keys, problems } = read(word);
  expect(problems).toEqual([]);
  return (keys[0] as ListedKey).choices;
};
const texts = (word: string) => listed(word).map(({ text }) => text);
const values = (word: string) => listed(word).map(({ value }) => value);

test("a:b:step lists every value to the last one, in round numbers", () => {
  expect(values("a.b=0.1:0.5:0.1")).toEqual([0.1, 0.2, 0.3, 0.4, 0.5]);
  expect(values("a=1:2:0.4")).toEqual([1, 1.4, 1.8]);
  expect(values("a=-0.1:-0.3:-0.1")).toEqual([-0.1, -0.2, -0.3]);
});

test("a range is counted in the unit that its last part is typed in", () => {
  const word = "venues.v.oracle.grace_period=0 minutes:2 hours:30 minutes";
  expect(texts(word)).toEqual([
    "0 minutes",
    "30 minutes",
    "60 minutes",
    "90 minutes",
    "120 minutes",
  ]);
  expect(values(word)).toEqual([0, 1800, 3600, 5400, 7200]);
  expect(texts("x.rate=0:10 / year:5 / year")).toEqual(["0 / year", "5 / year", "10 / year"]);
  expect(values("x.penalty=10 bp:30 bp:10 bp")).toEqual([0.001, 0.002, 0.003]);
  expect(texts("x.penalty=10 bp:30 bp:10 bp")).toEqual(["10 bp", "20 bp", "30 bp"]);
});

test("x,y,z lists what stands there, and commas in braces do not cut it", () => {
  expect(listed("a=4e6,10 / year, off ,=2 * k")).toEqual([
    { text: "4e6", value: 4e6 },
    { text: "10 / year", value: 10 / 31_536_000 },
    { text: "off", value: "off" },
    { text: "=2 * k", value: "=2 * k" },
  ]);
  expect(texts("a={ lognormal: { median: 1 hour, sigma: 1 } },{ constant: 2 h }")).toHaveLength(2);
  expect(texts("a='x,y'")).toEqual(["'x,y'"]);
});

test("a:b is a range, of which any value can be typed", () => {
  const { keys } = read("a=30 minutes:2 hours");
  const range = keys[0] as RangedKey;
  expect(range).toMatchObject({ kind: "range", from: 1800, to: 7200 });
  const choice = choiceIn(range, 4500);
  expect(choice).toEqual({ text: "1.25 hours", value: 4500 });
  expect(settingOf(range.key, choice)).toBe("a=1.25 hours");
  expect(read("scenario.0.price.ETH=-0.1:-0.5").keys[0]).toMatchObject({ from: -0.1, to: -0.5 });
});

test("every mistake is told, with the words that hold it", () => {
  const { problems } = read(
    "a",
    "=1:2",
    "b=",
    "c=1:2:0",
    "d=1:2:-1",
    "e=1:x",
    "f=1:2 hours",
    "g=1:1",
    "h=1:2:3:4",
    "i=1,,2",
    "j=1:2,3",
    "k=0:1:1e-6",
    "l=1:2",
    "l=1,2",
  );
  expect(problems).toHaveLength(13);
  expect(problems.map((problem) => problem.split(": ", 1)[0])).toEqual(
    [
      "a",
      "=1:2",
      "b=",
      "c=1:2:0",
      "d=1:2:-1",
      "e=1:x",
      "f=1:2 hours",
      "g=1:1",
      "h=1:2:3:4",
      "i=1,,2",
      "j=1:2,3",
      "k=0:1:1e-6",
      "l=1,2",
    ].map((word) => `--vary ${word}`),
  );
  expect(problems[5]).toContain("unknown unit 'x'");
  expect(problems[6]).toContain("of one kind");
  expect(problems[11]).toContain("1000001 values");
});
