import { expect, it } from "vitest";
import { parseModel } from "../../src/model/parse.ts";
import { SECONDS_PER_YEAR } from "../../src/model/resolved.ts";
import { columns, problemsOf, smallModel, spoiled } from "./workbench.ts";

const load = (...set: string[]): ReturnType<typeof parseModel> =>
  parseModel(smallModel, { fileName: "m.yaml", set, metricNames: columns });

it("replaces one value and leaves the file's own model beside it", () => {
  const { model, base } = load("venues.perps.markets.ETH.depth_1pct=4e6");
  expect(model.venues[0].markets[0].depth1pct).toBe(4e6);
  expect(base.venues[0].markets[0].depth1pct).toBe(12e6);
});

it("numbers the items of lists", () => {
  const { model } = load("venues.perps.margin.0.maintenance=0.03");
  expect(model.venues[0].markets[0].margin[0].maintenance).toBe(0.03);
});

it("a star stands for every name and every item, units and all", () => {
  const { model } = load("sequencers.*.faults.*.rate=10 / year");
  expect(model.sequencers[0].faults[0].rate).toBe(10 / SECONDS_PER_YEAR);
  expect(load("venues.p*.markets.*.permanent=0.5").model.venues[0].markets[0].permanent).toBe(0.5);
});

it("parameters can be set, and expressions over them follow", () => {
  expect(load("params.base_rate=1 / year").model.sequencers[0].faults[0].rate).toBe(
    2 / SECONDS_PER_YEAR,
  );
});

it("a value may be an expression, a block or a new key", () => {
  expect(load("sequencers.one.faults.0.rate==base_rate").model.sequencers[0].faults[0].rate).toBe(
    3 / SECONDS_PER_YEAR,
  );
  const duration = load("sequencers.one.faults.0.duration={ constant: 1 hour }").model.sequencers[0]
    .faults[0].duration;
  expect(duration).toEqual({ kind: "constant", value: 3600 });
  expect(load("settlement.finality=15 minutes").model.settlement.finality).toBe(900);
  expect(
    load("venues.*.liquidation.gas=5").model.venues.map(({ liquidation }) => liquidation.gas),
  ).toEqual([5, 5]);
});

it("a component more is set whole", () => {
  const { model } = load("sequencers.more={ faults: [] }", "sequencers.more.nodes=3");
  expect(model.sequencers.map(({ name }) => name)).toContain("more");
});

it("later settings win", () => {
  expect(load("sampling.paths=5", "sampling.paths=6").model.sampling.paths).toBe(6);
});

it("what stands behind a merge key is changed where it is named and nowhere else", () => {
  const twin = spoiled("  loans:\n", "  twin:\n    <<: *perps\n  loans:\n");
  const merged = twin.replace("  perps:\n", "  perps: &perps\n");
  const { venues } = parseModel(merged, {
    fileName: "m.yaml",
    set: ["venues.twin.margin.0.maintenance=0.01"],
  }).model;
  expect(venues.map(({ markets }) => markets[0].margin[0]?.maintenance)).toEqual([
    0.025,
    0.01,
    undefined,
  ]);
});

it("a variant's digest differs from the file's, and from that of a file with the same numbers", () => {
  const variant = load("venues.perps.margin.0.maintenance=0.03");
  const file = parseModel(spoiled("maintenance: 0.025", "maintenance: 0.03"), {
    fileName: "m.yaml",
  });
  expect(variant.model).toEqual(file.model);
  expect(new Set([variant.digest, file.digest, load().digest]).size).toBe(3);
});

it("may leave accounts liquidatable at t = 0, which the file may not", () => {
  const set = [
    "venues.perps.margin=[ { initial: 0.9, maintenance: 0.8 } ]",
    "book.cohorts.retail.leverage={ constant: 2 }",
  ];
  expect(load(...set).warnings).toEqual([]);
});

it.each([
  [
    "venues.perps.makers.inventry=1",
    "venues.perps.makers.inventry: unknown key 'inventry', did you mean 'inventory'?",
  ],
  ["vensue.perps.chain=arb", "vensue: unknown key 'vensue', did you mean 'venues'?"],
  [
    "venues.p*.markts.ETH.permanent=1",
    "venues.perps.markts: unknown key 'markts', did you mean 'markets'?",
  ],
  ["venues.l*s.mark*.BTC*.permanent=1", "'venues.l*s.mark*.BTC*' matches nothing"],
  ["nothing.*.rate=1", "'nothing.*' matches nothing"],
  [
    "venues.perps.margin.7.maintenance=0.1",
    "'venues.perps.margin' is a list of 2, numbered from 0: it has no '7'",
  ],
  ["venues.perp.margin.0.maintenance=0.03", "unknown venue 'perp', did you mean 'perps'?"],
  ["sequencers.onee.faults=[]", "unknown sequencer 'onee', did you mean 'one'?"],
  ["market.assets.ETHH.price=3", "unknown asset 'ETHH', did you mean 'ETH'?"],
  ["book.cohorts.retial.accounts=3", "unknown cohort 'retial', did you mean 'retail'?"],
  ["params.base_rat=1 / year", "unknown parameter 'base_rat', did you mean 'base_rate'?"],
  ["horizon.days=3", "'horizon' is a single value and has no 'days'"],
  ["horizon", "must be KEY=VALUE"],
  ["=3", "must be KEY=VALUE"],
  ["horizon=", "has no value"],
  ["a..b=1", "'a..b' has an empty segment"],
  ["__proto__.x=1", "'__proto__' is not a legal key"],
  ["horizon=[ 1", "Flow sequence must end with a ]"],
  [
    "venues.perps.margin.0.maintenance=0.06",
    "venues.perps.margin[0].maintenance: must be below initial (0.05), got 0.06",
  ],
  ["extends=other.yaml", "'extends' cannot be set"],
  [
    "chains.arb.challenge_window=1 month",
    "chains.arb.challenge_window: '1 month': a month has no fixed length",
  ],
])("--set %s is one problem that names the setting", (setting, problem) => {
  const problems = problemsOf(smallModel, { set: [setting] });
  expect(problems).toHaveLength(1);
  expect(problems[0].slice(0, `--set ${setting}: ${problem}`.length)).toBe(
    `--set ${setting}: ${problem}`,
  );
});

it("mends a file that cannot be run by itself, and says what that means", () => {
  const options = { fileName: "m.yaml", set: ["sampling.paths=1"] };
  const { model, base, warnings } = parseModel(spoiled("paths: 100", "paths: 0"), options);
  expect(base).toBe(model);
  expect(warnings).toEqual([expect.stringContaining("cannot be run without --set")]);
});

it("problems of the file and of the settings come together, the file's first", () => {
  const problems = problemsOf(spoiled("price: 95000", "price: -1"), {
    set: ["horizon=0 days", "x.*=1"],
  });
  expect(problems.map((problem) => problem.split(": ")[0])).toEqual([
    "m.yaml:9:19",
    "--set horizon=0 days",
    "--set x.*=1",
  ]);
});
