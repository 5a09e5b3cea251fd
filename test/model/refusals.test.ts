import { expect, it } from "vitest";
import { problemsOf, smallModel, spoiled } from "./workbench.ts";

/** What replaces what in the small model, and the one problem that comes of it, without its place. */
const mistakes: readonly (readonly [piece: string, other: string, problem: string])[] = [
  // Numbers that are none, or out of range.
  [
    "price: 95000",
    "price: .inf",
    "market.assets.BTC.price: must be an amount in USD such as 12.5e6, got Infinity",
  ],
  [
    "price: 95000",
    "price: .nan",
    "market.assets.BTC.price: must be an amount in USD such as 12.5e6, got NaN",
  ],
  ["price: 95000", "price: -1", "market.assets.BTC.price: must be above 0, got -1"],
  ["price: 95000", "price: 0", "market.assets.BTC.price: must be above 0, got 0"],
  ["price: 95000", "price: 1e30", "market.assets.BTC.price: is too large to be meant, got 1e+30"],
  [
    "price: 95000",
    "price:",
    "market.assets.BTC.price: must be an amount in USD such as 12.5e6, got nothing",
  ],
  [
    "price: 95000",
    "price: [ 1 ]",
    "market.assets.BTC.price: must be an amount in USD such as 12.5e6, got a list",
  ],
  [
    "price: 95000",
    "price: true",
    "market.assets.BTC.price: must be an amount in USD such as 12.5e6, got true",
  ],
  ["price: 95000", "price: 10_000", "market.assets.BTC.price: '10_000': unknown unit '_000'"],
  ["price: 95000, ", "", "market.assets.BTC.price: is required"],
  ["workers: 4", "workers: 2.5", "provers.p.workers: must be a whole number, got 2.5"],
  ["shared: 0.7", "shared: 1.2", "market.jumps.shared: must be at most 1, got 1.2"],
  [
    "accounts: 100",
    "accounts: 1e9",
    "book.cohorts.retail.accounts: must be at most 10000000, got 1000000000",
  ],
  ["accounts: 100", "accounts: 0", "book.cohorts.retail.accounts: must be at least 1, got 0"],
  ["paths: 100", "paths: 4294967296", "sampling.paths: must be at most 4294967295, got 4294967296"],
  ["paths: 100", "scrambles: 8", "sampling.scrambles: belongs to method 'sobol'"],
  ["paths: 100", "method: antithetic, leading: 8", "sampling.leading: belongs to method 'sobol'"],
  ["paths: 100", "method: sobol, scrambles: 1", "sampling.scrambles: must be at least 2, got 1"],
  ["ETH: -0.2", "ETH: -1", "scenario[0].price.ETH: must be above -1, got -1"],
  [
    "rate: =twice",
    "rate: 10 / second",
    "sequencers.one.faults[0].rate: must be at most 1, got '10 / second'",
  ],
  [
    "rate: =twice",
    "stress: 6, rate: =twice",
    "sequencers.one.faults[0].stress: must be at most 5, got 6",
  ],
  ["USDC: 0, ETH: 0.1", "USDC: 0, ETH: 1", "venues.perps.collateral.ETH: must be below 1, got 1"],
  ["price: 95000", "price: 1e-30", "market.assets.BTC.price: is too small to be meant, got 1e-30"],
  [
    "drift: 0.05",
    "drift: 1e9",
    "market.assets.ETH: the price would leave the range of numbers within the horizon",
  ],
  [
    "rate: 50 / year",
    "rate: 1 / second",
    "market.assets.ETH: the price would leave the range of numbers within the horizon",
  ],
  ["price: { ETH: -0.2 }", "price: {}", "scenario[0].price: must name an asset"],
  [
    "size: { ETH: { mean: -0.005, sd: 0.04 } }",
    "size: {}",
    "market.jumps.size: must name an asset that jumps",
  ],
  // Units.
  [
    "6.4 days",
    "6.4",
    "chains.arb.challenge_window: must be a time such as '45 minutes', got 6.4 (no unit)",
  ],
  [
    "6.4 days",
    "3 / year",
    "chains.arb.challenge_window: must be a time such as '45 minutes', got '3 / year' (a rate)",
  ],
  [
    "6.4 days",
    "1 month",
    "chains.arb.challenge_window: '1 month': a month has no fixed length, use days",
  ],
  [
    "6.4 days",
    "6.4 dys",
    "chains.arb.challenge_window: '6.4 dys': unknown unit 'dys', did you mean 'days'?",
  ],
  ["6.4 days", "1 hour + 2", "chains.arb.challenge_window: '1 hour + 2' "],
  [
    "rate: =twice",
    "rate: 0.62",
    "sequencers.one.faults[0].rate: must be a rate such as '0.62 / year', got 0.62 (no unit)",
  ],
  [
    "10e6 / hour",
    "10e6",
    "bridges.gate.limit: must be an amount per time such as '2e6 / hour', got 10000000 (no unit)",
  ],
  // Expressions.
  [
    "rate: =twice",
    "rate: =twise",
    "sequencers.one.faults[0].rate: 'twise': unknown name 'twise', did you mean 'twice'?",
  ],
  [
    "twice: =2 * base_rate",
    "twice: =2 * later\n  later: 1",
    "params.twice: '2 * later': unknown name 'later'",
  ],
  [
    "base_rate: 3 / year",
    "base_rate: 3 / year\n  hour: 3",
    "params.hour: 'hour' is the name of a unit",
  ],
  [
    "base_rate: 3 / year",
    "base_rate: 3 / year\n  max: 3",
    "params.max: 'max' is the name of a function",
  ],
  [
    "base_rate: 3 / year",
    "base_rate: 3 / year^2",
    "params.base_rate: must be a number, a time, a rate or an amount",
  ],
  [
    "price: 95000",
    'price: "=import({}, {})"',
    "market.assets.BTC.price: 'import({}, {})' may not call 'import'",
  ],
  [
    "price: 95000",
    "price: =cos.constructor(1)",
    "market.assets.BTC.price: 'cos.constructor(1)' may not call 'constructor'",
  ],
  [
    "price: 95000",
    "price: =base_rate.constructor",
    "market.assets.BTC.price: 'base_rate.constructor' may only hold arithmetic",
  ],
  [
    "price: 95000",
    "price: =base_rate=5",
    "market.assets.BTC.price: 'base_rate=5' may only hold arithmetic",
  ],
  ["price: 95000", "price: =f(x)=x", "market.assets.BTC.price: 'f(x)=x' may only hold arithmetic"],
  ["price: 95000", "price: =random()", "market.assets.BTC.price: 'random()' may not call 'random'"],
  ["price: 95000", "price: =sqrt(-1)", "market.assets.BTC.price: 'sqrt(-1)' is not a real number"],
  ["price: 95000", "price: =1/0", "market.assets.BTC.price: '1/0' is not finite (Infinity)"],
  ["price: 95000", "price: =170!", "market.assets.BTC.price: '170!' may not use '!'"],
  ["price: 95000", "price: =1:5", "market.assets.BTC.price: '1:5' may only hold arithmetic"],
  ["price: 95000", "price: =(1", "market.assets.BTC.price: '(1' cannot be read"],
  ["price: 95000", "price: =", "market.assets.BTC.price: '' is empty"],
  // Keys and names.
  [
    "  borrow:",
    "  borow: 1\n    borrow:",
    "venues.loans.borow: unknown key 'borow', did you mean 'borrow'?",
  ],
  [
    "horizon: 1 day",
    "horizon: 1 day\nvenus: {}",
    "venus: unknown key 'venus', did you mean 'venues'?",
  ],
  ["chain: arb }", "chain: arbb }", "bridges.can.chain: unknown chain 'arbb', did you mean 'arb'?"],
  [
    "sequencer: one",
    "sequencer: two",
    "chains.arb.sequencer: unknown sequencer 'two' (known: one)",
  ],
  [
    "pools: { arb: 20e6, zk",
    "pools: { arb: 20e6, sk",
    "bridges.hop.pools.sk: unknown chain 'sk', did you mean 'zk'?",
  ],
  ["hub: zk", "hub: vld", "venues.perps.makers.hub: unknown chain 'vld' (known: arb, zk)"],
  [
    "fault: provers.p",
    "fault: provers.q",
    "scenario[1].fault: unknown component 'provers.q', did you mean 'provers.p'?",
  ],
  [
    "kind: orderbook",
    "kind: orderbok",
    "venues.perps.kind: must be one of orderbook, pool, lending, got 'orderbok', did you mean 'orderbook'?",
  ],
  [
    "kind: optimistic",
    "kind: rollup",
    "chains.arb.kind: must be one of optimistic, zk, validium, sidechain, plasma, channel, got 'rollup'",
  ],
  [
    "mode: halt, rate: =twice",
    "mode: slow, rate: =twice",
    "sequencers.one.faults[0].mode: must be one of halt, degrade, censor, got 'slow'",
  ],
  ["name: small", "name: ../x", "name: must be letters, digits"],
  [
    "  hop:",
    "  h.op: { kind: canonical, chain: arb }\n  hop:",
    'bridges["h.op"]: a name is letters, digits',
  ],
  [
    "public_loss_usd: bad",
    "bad_debt_usd: bad",
    "metrics.bad_debt_usd: 'bad_debt_usd' is already a column",
  ],
  [
    "socialised_usd\n",
    "socialized_usd\n",
    "metrics.public_loss_usd: unknown column 'socialized_usd', did you mean 'socialised_usd'?",
  ],
  // One entity against itself or another.
  [
    "horizon: 1 day",
    "horizon: 86430 seconds",
    "horizon: must be a whole number of steps (60 seconds), got 1440.5",
  ],
  [
    "step: 1 minute",
    "step: 1 millisecond",
    "horizon: must be at most 10000000 steps, got 86400000",
  ],
  [
    "maintenance: 0.025",
    "maintenance: 0.05",
    "venues.perps.margin[0].maintenance: must be below initial (0.05), got 0.05",
  ],
  [
    "{ up_to: 1e6, ",
    "{ ",
    "venues.perps.margin[0].up_to: is required in every bracket but the last",
  ],
  [
    "{ initial: 0.10",
    "{ up_to: 2e6, initial: 0.10",
    "venues.perps.margin[1].up_to: must be left out in the last bracket",
  ],
  [
    "      - { initial: 0.10",
    "      - { up_to: 1e6, initial: 0.1, maintenance: 0.05 }\n      - { initial: 0.10",
    "venues.perps.margin[1].up_to: must be above the bracket before (1000000), got 1000000",
  ],
  ["adl, socialise", "adl, adl, socialise", "venues.perps.waterfall[2]: step 'adl' is given twice"],
  [
    "adl, socialise",
    "socialise, adl",
    "venues.perps.waterfall[2]: nothing is left to pay after 'socialise'",
  ],
  ["adl, socialise", "{ vault: 1, adl: {} }", "venues.perps.waterfall[1]: must be one step"],
  [
    "[ { insurance: 1e6 }, socialise ]",
    "[ adl ]",
    "venues.loans.waterfall[0]: adl has no meaning on a lending venue",
  ],
  [
    "    borrow: { USDC: { rate: 0.06 / year } }\n",
    "",
    "venues.loans.borrow: must name one borrowed asset",
  ],
  ["BTC/ETH: 0.87", "BTC/ETH: 1.1", "market.correlation.BTC/ETH: must be at most 1, got 1.1"],
  ["BTC/ETH: 0.87", "BTC/USDC: 0.87", "market.correlation.BTC/USDC: unknown base asset 'USDC'"],
  ["BTC/ETH: 0.87", "BTC/ETH: 0.8, ETH/BTC: 0.8", "market.correlation.ETH/BTC: is given twice"],
  [
    "BTC/ETH: 0.87",
    "BTC/BTC: 0.8",
    "market.correlation.BTC/BTC: must be a pair of two different assets",
  ],
  [
    "bridge: gate",
    "bridge: hop",
    "market.assets.ETHw.bridge: must be a lock_mint bridge, 'hop' is of kind 'liquidity'",
  ],
  [
    "underlying: ETH,",
    "underlying: USDC,",
    "market.assets.ETHw.underlying: must be a base asset, 'USDC' is of kind 'cash'",
  ],
  [
    "from: arb, to: zk",
    "from: zk, to: zk",
    "bridges.gate.to: must be another chain than from ('zk')",
  ],
  [
    "rebalance: [ can ]",
    "rebalance: [ gate ]",
    "bridges.hop.rebalance[0]: must be a canonical bridge, 'gate' is of kind 'lock_mint'",
  ],
  [
    "replenish: [ hop ]",
    "replenish: [ missing ]",
    "venues.perps.makers.replenish[0]: unknown bridge 'missing'",
  ],
  [
    ", batch_interval: 15 minutes",
    "",
    "chains.zk.batch_interval: must be above 0 for a chain with a prover",
  ],
  [
    "collateral: { USDC: 0.8, ETH: 0.2 }",
    "collateral: { USDC: 0.8 }",
    "book.cohorts.retail.collateral: must sum to 1, got 0.8",
  ],
  [
    "markets: { ETH: 1 }\n      notional: { pareto",
    "markets: { ETH: 0.5 }\n      notional: { pareto",
    "book.cohorts.retail.markets: must sum to 1, got 0.5",
  ],
  [
    "collateral: { ETHw: 1 }",
    "collateral: { ETH: 1 }",
    "book.cohorts.borrowers.collateral.ETH: unknown name 'ETH', did you mean 'ETHw'? at venue 'loans'",
  ],
  [
    "loan_to_value: { constant: 0.5 }",
    "leverage: { constant: 2 }",
    "book.cohorts.borrowers.leverage: has no meaning on a venue of kind 'lending': use loan_to_value",
  ],
  [
    "loan_to_value: { constant: 0.5 }",
    "loan_to_value: { constant: 0.8 }",
    "book.cohorts.borrowers.loan_to_value: leaves every account liquidatable at t = 0",
  ],
  [
    "positions: { ETH: { size: 15000 } }",
    "positions: { BTC: { size: 1 } }",
    "book.accounts[0].positions.BTC: unknown market 'BTC' (known: ETH) at venue 'perps'",
  ],
  [
    "positions: { ETH: { size: 15000 } }",
    "positions: { ETH: { size: 0 } }",
    "book.accounts[0].positions.ETH.size: must not be 0",
  ],
  ["at: 6 hours", "at: 25 hours", "scenario[0].at: must not be after the horizon (86400 seconds)"],
  [
    "mode: slow, duration",
    "mode: censor, duration",
    "scenario[1].mode: must be one of halt, pause, withhold, slow, degrade, soundness_bug for 'provers.p', got 'censor'",
  ],
  [", slowdown: 3", "", "scenario[1].slowdown: is required for mode 'slow'"],
  [
    "price: { ETH: -0.2 }",
    "price: { USDC: -0.2 }",
    "scenario[0].price.USDC: must be an asset that can move, 'USDC' is cash without a depeg",
  ],
  [
    "liquidation: { profit_gate: true,",
    "liquidation: { close_factor: 1e-12, profit_gate: true,",
    "venues.perps.liquidation.close_factor: must be at least 0.001, or an account is closed in more than 1000 parts; got 1e-12",
  ],
  // Distributions.
  [
    "{ exponential: { mean: 4 hours } }",
    "2 hours",
    "sequencers.one.faults[0].duration: must be a distribution, such as { constant: 2 hours }; got '2 hours'",
  ],
  [
    "{ constant: 9000 }",
    "9000",
    "book.cohorts.borrowers.notional: must be a distribution, such as { constant: 9000 }; got 9000",
  ],
  [
    "{ constant: 9000 }",
    "[ 9000 ]",
    "book.cohorts.borrowers.notional: must be a distribution, such as { constant: 12.5e6 }; got a list",
  ],
  [
    "{ exponential: { mean: 4 hours } }",
    "{ weibull: { scale: 1 hour, shape: 0.005 } }",
    "sequencers.one.faults[0].duration.weibull.shape: the mean overflows, got 0.005",
  ],
  [
    "{ exponential: { mean: 4 hours } }",
    "{ mixture: [ { weight: 0.5, constant: 1 hour }, { weight: 0.5, weibull: { scale: 1 hour, shape: 0.005 } } ] }",
    "sequencers.one.faults[0].duration.mixture[1].weibull.shape: the mean overflows, got 0.005",
  ],
  [
    "{ exponential: { mean: 4 hours } }",
    "{ mixture: [ { weight: 1, constant: 1 hour }, { weight: 0, constant: 2 hours } ] }",
    "sequencers.one.faults[0].duration: mixture.parts[1].weight: must be > 0, got 0",
  ],
  [
    "median: 30 minutes, sigma: 0.4",
    "median: 30 minutes, sigma: 0",
    "provers.p.proof_time.lognormal.sigma: must be above 0, got 0",
  ],
  [
    "{ lognormal: { median: 7, sigma: 0.6 }, cap: 20 }",
    "{ lognormal: { median: 1e15, sigma: 0.6 }, cap: 20 }",
    "book.cohorts.retail.leverage: cap: must leave some probability below it, got 20",
  ],
  [
    "{ lognormal: { median: 7, sigma: 0.6 }, cap: 20 }",
    "{ lognormal: { median: 7, sigma: 0.6, cap: 1e-24 } }",
    "book.cohorts.retail.leverage: cap: must leave some probability below it, got 1e-24",
  ],
  [
    "{ lognormal: { median: 7, sigma: 0.6 }, cap: 20 }",
    "{ gamma: { mean: 7, shape: 1e-9 } }",
    "book.cohorts.retail.leverage.gamma: draws numbers that cannot be told from 0",
  ],
  [
    "{ constant: 9000 }",
    "{ pareto: { minimum: 300, alpha: 0.01 } }",
    "book.cohorts.borrowers.notional.pareto: draws numbers that are too large to be held",
  ],
  ["{ constant: 9000 }", "{}", "book.cohorts.borrowers.notional: must name a distribution"],
  [
    "{ constant: 9000 }",
    "{ constant: 1, gamma: { mean: 1, shape: 1 } }",
    "book.cohorts.borrowers.notional: must name one distribution, got gamma and constant",
  ],
  [
    "{ constant: 9000 }",
    "{ lognorml: { median: 1, sigma: 1 } }",
    "book.cohorts.borrowers.notional.lognorml: unknown key 'lognorml', did you mean 'lognormal'?",
  ],
  [
    "{ constant: 9000 }",
    "{ constant: 0 }",
    "book.cohorts.borrowers.notional: must be above 0, got 0",
  ],
  [
    "{ constant: 9000 }",
    "{ uniform: { low: 5, high: 5 } }",
    "book.cohorts.borrowers.notional: low must be below high (5), got 5",
  ],
  [
    "{ constant: 9000 }",
    "{ uniform: { low: -5, high: 5 } }",
    "book.cohorts.borrowers.notional: must not fall below 0, got values from -5",
  ],
  [
    "{ constant: 9000 }",
    "{ triangular: { low: 1, mode: 9, high: 5 } }",
    "book.cohorts.borrowers.notional: must have low <= mode <= high",
  ],
  [
    "{ constant: 9000 }",
    "{ mixture: [ { weight: 0.5, constant: 1 }, { weight: 0.4, constant: 2 } ] }",
    "book.cohorts.borrowers.notional: weights of a mixture must sum to 1, got 0.9",
  ],
  [
    "cap: 5e6",
    "cap: 200",
    "book.cohorts.retail.notional: cap must be above the least value (300), got 200",
  ],
  [
    "{ constant: 0.5 }",
    "{ lognormal: { median: 0.5, sigma: 0.1 } }",
    "book.cohorts.borrowers.loan_to_value: must not exceed 1: give a cap",
  ],
];

it.each(mistakes)("'%s' as '%s' is one problem: %s", (piece, other, problem) => {
  const problems = problemsOf(spoiled(piece, other));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/^m\.yaml:\d+:\d+: /);
  expect(problems[0].replace(/^m\.yaml:\d+:\d+: /, "").slice(0, problem.length)).toBe(problem);
});

it("places a problem at its value and an unknown key at the key", () => {
  expect(problemsOf(spoiled("maintenance: 0.025", "maintenance: 0.05"))[0]).toMatch(
    /^m\.yaml:34:51: /,
  );
  expect(problemsOf(spoiled("horizon: 1 day", "horizon: 1 day\nvenus: {}"))[0]).toMatch(
    /^m\.yaml:3:1: /,
  );
});

it("reports every problem at once, in the order of the file", () => {
  const problems = problemsOf(
    spoiled("price: 95000", "price: -1")
      .replace("chain: arb }", "chain: arbb }")
      .replace("maintenance: 0.025", "maintenance: 0.5")
      .replace("paths: 100", "paths: 0")
      .replace("step: 1 minute", "step: 1 month"),
  );
  expect(problems.map((problem) => problem.split(": ")[1])).toEqual([
    "step",
    "market.assets.BTC.price",
    "bridges.can.chain",
    "venues.perps.margin[0].maintenance",
    "sampling.paths",
  ]);
});

it.each([
  ["", "m.yaml:1:1: the file is empty"],
  ["# only a comment\n", "m.yaml:1:1: the file is empty"],
  ["- 1\n- 2\n", "m.yaml:1:1: it must be a mapping of keys to values"],
  ["just text", "m.yaml:1:1: it must be a mapping of keys to values"],
  ["name: a\nname: b\n", "m.yaml:2:1: map keys must be unique"],
  ["name: !foo 5\n", "m.yaml:1:12: unknown tag '!foo'"],
  ["params: !!set { a }\n", "m.yaml:1:15: unknown tag '!!set'"],
  ["name: a\n---\nname: b\n", "m.yaml:2:1: a second document begins here: a file holds one model"],
  ["%FOO bar\n---\nname: a\n", "m.yaml:1:1: unknown directive %FOO"],
  ["name: [ 1, 2\n", "m.yaml:2:1: flow sequence in block collection"],
  ["a: *b\n", "m.yaml:1:4: there is no anchor 'b'"],
  ["a: &a [*a, *a]\n", "m.yaml:1:8: the anchor 'a' would hold itself"],
  ["a: &a { b: { <<: *a } }\n", "m.yaml:1:18: the anchor 'a' would hold itself"],
  ["a: &a [ *a ]\n", "m.yaml:1:"],
  ["__proto__: { x: 1 }\n", "m.yaml:1:1: '__proto__' is not a legal key"],
])("the text '%s' is no model: %s", (text, problem) => {
  const problems = problemsOf(text);
  expect(problems).toHaveLength(1);
  expect(problems[0].startsWith(problem)).toBe(true);
});

it("reads a file with ten thousand keys in one mapping in seconds, and finds the one given twice", () => {
  const keys = Array.from({ length: 10_000 }, (_, at) => `  p${at}: 1\n`).join("");
  const text = smallModel.replace("params:\n", () => `params:\n${keys}`);
  const started = performance.now();
  expect(problemsOf(text)).toEqual([]);
  expect(performance.now() - started).toBeLessThan(5000);
  const twice = text.replace("  p9999: 1\n", "  p9999: 1\n  p17: 1\n");
  expect(problemsOf(twice)).toEqual(["m.yaml:10005:3: map keys must be unique"]);
});

it.each([
  ["lists", `params: ${"[".repeat(10_000)}${"]".repeat(10_000)}\n`],
  ["mappings", `params: ${"{ a: ".repeat(10_000)}1${" }".repeat(10_000)}\n`],
  ["lists that are never closed", `params: ${"[".repeat(100_000)}\n`],
  ["lists by dashes", `params:\n ${"- ".repeat(10_000)}1\n`],
])("refuses ten thousand %s in each other with one problem", (_, text) => {
  const problems = problemsOf(text);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/^m\.yaml:[12]:\d+: nested deeper than 40 levels$/);
});

it("takes a tag that says what a value is anyway", () => {
  expect(problemsOf(spoiled("name: small", "name: !!str small"))).toEqual([]);
});

it("refuses an alias bomb before it expands", () => {
  const levels = "abcdefghij"
    .split("")
    .map((name, level, all) =>
      level === 0
        ? "a: &a [ 1, 1, 1, 1, 1, 1, 1, 1, 1 ]"
        : `${name}: &${name} [ ${Array.from({ length: 9 }, () => `*${all[level - 1]}`).join(", ")} ]`,
    );
  expect(problemsOf(levels.join("\n"))).toEqual([
    "m.yaml:1:1: excessive alias count indicates a resource exhaustion attack",
  ]);
});

it("accepts the model that all of these are made from", () => {
  expect(problemsOf(smallModel)).toEqual([]);
});
