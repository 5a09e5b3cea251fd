/** Data files: what they say is what the model would have said, and a mistake in them has its own place. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadModel } from "../../src/model/load.ts";
import { type LoadedModel, parseModel } from "../../src/model/parse.ts";
import { problemsOf, smallModel, spoiled } from "./workbench.ts";

/** Files by name, as the reader of a model in `m.yaml` finds them. */
function reading(files: Readonly<Record<string, string>>) {
  return {
    readData: (name: string) => {
      if (!(name in files)) throw new Error(`'${name}' there is no such file`);
      return { text: files[name], fileName: name };
    },
  };
}

const listed =
  "  accounts:\n    - { id: whale, venue: perps, collateral: { USDC: 6e6 }, positions: { ETH: { size: 15000 } } }\n";
const fromFiles = (files: string): string => spoiled(listed, `${listed}  files: ${files}\n`);
const withFiles = fromFiles("{ accounts: a.csv, positions: p.csv }");

const ACCOUNTS =
  `id,venue,collateral.USDC,collateral.ETH,debt,collateral.ETHw,top_up.call_level,top_up.reaction.constant,top_up.from,top_up.amount
17,perps,5000,0.5,,,1.3,45 minutes,zk,0.3
"fund, long",perps,1e6,,,,,,,
lender,loans,,,1000,2,,,,
`.replace('"fund, long"', "fund-long");
const POSITIONS = `account,market,size,entry
17,ETH,-2,3100
fund-long,ETH,40,
`;

function load(text: string, files: Readonly<Record<string, string>>): LoadedModel {
  return parseModel(text, { fileName: "m.yaml", ...reading(files) });
}

describe("accounts and positions", () => {
  const { model, digest } = load(withFiles, { "a.csv": ACCOUNTS, "p.csv": POSITIONS });

  it("are what the model would say had they been written into it", () => {
    const written = `${listed}    - { id: "17", venue: perps, collateral: { USDC: 5000, ETH: 0.5 }, positions: { ETH: { size: -2, entry: 3100 } }, top_up: { call_level: 1.3, reaction: { constant: 45 minutes }, from: zk, amount: 0.3 } }
    - { id: fund-long, venue: perps, collateral: { USDC: 1e6 }, positions: { ETH: { size: 40 } } }
    - { id: lender, venue: loans, collateral: { ETHw: 2 }, debt: 1000 }
`;
    expect(model).toEqual(load(spoiled(listed, written), {}).model);
  });

  it("are covered by the digest of the model", () => {
    const other = load(withFiles, { "a.csv": ACCOUNTS, "p.csv": POSITIONS.replace("40", "41") });
    expect(other.digest).not.toBe(digest);
  });

  it("need no file of positions where the accounts name theirs", () => {
    const { model: one } = load(fromFiles("{ accounts: a.csv }"), {
      "a.csv": "id,venue,collateral.USDC,positions.ETH.size\nx,perps,5000,1\n",
    });
    expect(one.book.accounts[1]).toMatchObject({ id: "x", positions: [{ size: 1, entry: 3200 }] });
  });
});

describe("a mistake in a file of accounts or positions", () => {
  const mistake = (accounts: string, positions = POSITIONS): readonly string[] =>
    problemsOf(withFiles, reading({ "a.csv": accounts, "p.csv": positions }));

  it.each([
    ["1e6", "-1", "a.csv:3:17: book.accounts[2].collateral.USDC: must be at least 0, got -1"],
    ["1e6", "much", "a.csv:3:17: book.accounts[2].collateral.USDC: 'much': "],
    [
      "fund-long,perps",
      "fund-long,prps",
      "a.csv:3:11: book.accounts[2].venue: unknown venue 'prps', did you mean 'perps'?",
    ],
    ["zk,0.3", "zk2,0.3", "a.csv:2:36: book.accounts[1].top_up.from: unknown chain 'zk2'"],
    ["lender", "17", "a.csv:4:1: book.accounts[3].id: '17' is given twice"],
    [
      ",debt,",
      ",debts,",
      "a.csv:1:41: book.files.accounts: unknown column 'debts', did you mean 'debt'?",
    ],
    ["id,", "account,", "a.csv:1:1: book.files.accounts: unknown column 'account'"],
    [
      "lender,loans,",
      "lender,loans",
      "a.csv:4:1: book.files.accounts: has 9 cells, the header has 10",
    ],
    [
      "collateral.ETH,",
      "collateral.USDC,",
      "a.csv:1:26: book.files.accounts: column 'collateral.USDC' is given twice",
    ],
  ])("%s as %s in accounts: %s", (piece, other, problem) => {
    expect(mistake(ACCOUNTS.replace(piece, other))).toContainEqual(
      expect.stringContaining(problem),
    );
  });

  it.each([
    ["-2", "0", "p.csv:2:8: book.accounts[1].positions.ETH.size: must not be 0"],
    [
      "17,",
      "18,",
      "p.csv:2:1: book.files.positions: there is no account '18' in book.files.accounts",
    ],
    [
      "17,ETH",
      "17,BTC",
      "p.csv:2:4: book.accounts[1].positions.BTC: unknown market 'BTC' (known: ETH) at venue 'perps'",
    ],
    [
      "17,ETH",
      "fund-long,ETH",
      "p.csv:3:11: book.files.positions: account 'fund-long' has 'ETH' twice",
    ],
    ["size", "units", "p.csv:1:16: book.files.positions: unknown column 'units'"],
  ])("%s as %s in positions: %s", (piece, other, problem) => {
    expect(mistake(ACCOUNTS, POSITIONS.replace(piece, other))).toContainEqual(
      expect.stringContaining(problem),
    );
  });

  it("says a broken quote with its line, and that a file is empty or missing", () => {
    expect(mistake(`${ACCOUNTS}"x,perps\n`)[0]).toMatch(
      /book\.files\.accounts: a\.csv:\d+:1: .*[Qq]uote/,
    );
    expect(mistake("")).toEqual([expect.stringContaining("a.csv:1:1: the file is empty")]);
    expect(problemsOf(withFiles, reading({}))[0]).toContain("'a.csv' there is no such file");
    expect(problemsOf(withFiles)[0]).toContain("no reader of files was given");
  });

  it("is told of the first twenty rows only", () => {
    const rows = Array.from({ length: 500 }, (_, row) => `a${row},nowhere,1`).join("\n");
    expect(mistake(`id,venue,collateral.USDC\n${rows}\n`, "account,market,size\n")).toHaveLength(
      20,
    );
  });
});

describe("a file of draws", () => {
  const named = spoiled("{ constant: 9000 }", "{ empirical: sizes.csv, cap: 9e4 }");

  it.each(["notional\n100\n2e3\n50\n", "100\n2e3\n50\n", "\uFEFFnotional\r\n100\r\n2e3\r\n50\r\n"])(
    "%j holds 100, 2000 and 50",
    (text) => {
      const { model } = load(named, { "sizes.csv": text });
      expect(model.book.cohorts[1].notional).toEqual({
        kind: "empirical",
        values: [100, 2000, 50],
        cap: 9e4,
      });
    },
  );

  it("may have units", () => {
    const duration = spoiled("{ constant: 1 hour }", "{ empirical: d.csv }");
    const { model } = load(duration, { "d.csv": "duration\n45 minutes\n2 hours\n" });
    expect(model.sequencers[1].faults[0].duration).toMatchObject({ values: [2700, 7200] });
  });

  it.each([
    [
      "notional\n100\nmany\n",
      "sizes.csv:3:1: book.cohorts.borrowers.notional.empirical[1]: 'many'",
    ],
    ["notional\n", "'sizes.csv' holds no draws"],
    ["a,b\n1,2\n", "sizes.csv:1:1: 'sizes.csv' must have one column of draws"],
    ["a\n1\n2,3\n", "sizes.csv:3:1: 'sizes.csv' must have one column of draws"],
  ])("%j: %s", (text, problem) => {
    expect(problemsOf(named, reading({ "sizes.csv": text }))).toEqual([
      expect.stringContaining(problem),
    ]);
  });
});

describe("names of data files", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "faultline-data-"));
    mkdirSync(join(folder, "parents"));
    const text = spoiled("{ constant: 9000 }", "{ empirical: sizes.csv }");
    writeFileSync(join(folder, "parents", "parent.yaml"), text);
    writeFileSync(join(folder, "parents", "sizes.csv"), "size\n70\n");
    writeFileSync(join(folder, "other.csv"), "size\n80\n");
    writeFileSync(join(folder, "child.yaml"), "extends: parents/parent.yaml\nname: child\n");
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const sizes = ({ model }: LoadedModel): unknown => model.book.cohorts[1].notional;

  it("are relative to the file that has them, also a parent", () => {
    expect(sizes(loadModel(join(folder, "child.yaml")))).toEqual({
      kind: "empirical",
      values: [70],
    });
  });

  it("are relative to where one stands in --set", () => {
    const set = [`book.cohorts.borrowers.notional={ empirical: ${join(folder, "other.csv")} }`];
    const loaded = loadModel(join(folder, "child.yaml"), { set });
    expect(sizes(loaded)).toEqual({ kind: "empirical", values: [80] });
    expect(loaded.base.book.cohorts[1].notional).toEqual({ kind: "empirical", values: [70] });
  });
});

it("a model without data files is read as before", () => {
  expect(problemsOf(smallModel)).toEqual([]);
});
