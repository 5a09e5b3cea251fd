/** What is not simulated is known: against every coalition simulated by itself, and by hand. */
import { describe, expect, it, test } from "vitest";
import { openCoalitions } from "../../../src/commands/attribute/coalitions.ts";
import { stretchesOf } from "../../../src/commands/attribute/rounds.ts";
import {
  type Asked,
  ordersOf,
  settleAll,
} from "../../../src/commands/attribute/coalitionsToAsk.ts";
import { type Group, usualGroups } from "../../../src/commands/attribute/groups.ts";
import { openExecutor } from "../../../src/engine/executors/run.ts";
import { buildBook, simulatePath } from "../../../src/engine/path.ts";
import { perfect } from "../../../src/engine/perfect.ts";
import { shippedSimulation } from "../../../src/engine/simulation.ts";
import { attribute } from "../../../src/estimation/attribution.ts";
import { BY_PATH } from "../../../src/estimation/grouping.ts";
import { loadModel, type LoadedModel } from "../../../src/model/load.ts";
import {
  HALTABLE,
  halt,
  move,
  orderbook,
  simulatorOf,
  trader,
  world,
} from "../../contagion/stage.ts";

interface Told {
  readonly game: Asked;
  readonly coalitions: ReturnType<typeof openCoalitions>;
}

async function coalitionsOf(
  { model, base }: LoadedModel,
  groups: readonly Group[],
  metric: string,
  mostOfAll?: number,
): Promise<Told> {
  const executor = openExecutor(1);
  const coalitions = openCoalitions({
    model,
    book: buildBook(model, base),
    groups,
    metric,
    executor,
    simulation: shippedSimulation,
    signal: new AbortController().signal,
  });
  const game = await settleAll(coalitions, groups.length, model.sampling.seed, mostOfAll);
  await executor.close();
  return { game, coalitions };
}

async function attributionOf(loaded: LoadedModel, metric: string, mostOfAll?: number) {
  const groups = usualGroups(loaded.model);
  const { game, coalitions } = await coalitionsOf(loaded, groups, metric, mostOfAll);
  const attribution = attribute({
    ...game,
    figure: { kind: "mean" },
    players: game.players.length,
    pathsOf: (coalition) => coalitions.pathsOf(game.groupsOf(coalition)),
    grouping: BY_PATH,
  });
  const names = game.players.map((group) => groups[group].name);
  return { names, attribution, simulated: coalitions.simulated() };
}

function columnsOf(loaded: LoadedModel, paths: number) {
  const simulator = simulatorOf(loaded);
  for (let path = 0; path < paths; path++) simulatePath(simulator, path);
  const { downtime_hours, weight } = simulator.tables.paths.columns;
  return { downtime_hours: downtime_hours.slice(0, paths), weight: weight.slice(0, paths) };
}

describe("a model whose clocks feel the book, struck often", () => {
  const often = (rate: number): string[] => [
    `sequencers.commons.faults.*.rate=${rate} / year`,
    `provers.prover.faults.0.rate=${rate} / year`,
    `common_causes.*.rate=${rate} / year`,
  ];
  const paths = 8;
  const load = (tilt: readonly string[]): LoadedModel =>
    loadModel("models/shared-infrastructure.yaml", {
      set: [...often(150), `sampling.paths=${paths}`, "sequencers.commons.faults.0.stress=3"],
      tilt,
    });

  it.each([[[]], [["common_causes.region=3"]]])(
    "is under every coalition what it is when simulated under it, values and weights to the bit, tilts %j",
    async (tilt) => {
      const loaded = load(tilt);
      const { model } = loaded;
      const groups = usualGroups(model);
      const { game, coalitions } = await coalitionsOf(loaded, groups, "downtime_hours");
      expect(game.players).toEqual([0, 1, 2, 3]);
      const all = coalitions.pathsOf(game.groupsOf(15));
      let differing = 0;
      for (let coalition = 0; coalition < 16; coalition++) {
        const away = groups.filter((_, group) => (coalition & (1 << group)) === 0);
        const alone = {
          ...loaded,
          model: perfect(
            model,
            away.flatMap(({ keys }) => keys),
          ),
        };
        const { values, weights } = coalitions.pathsOf(game.groupsOf(coalition));
        const found = columnsOf(alone, paths);
        expect(values).toEqual(found.downtime_hours);
        expect(weights).toEqual(found.weight);
        differing += values.filter((one, path) => one !== all.values[path]).length;
      }
      // The coalitions do differ, and not all of the 128 simulations were needed.
      expect(differing).toBeGreaterThan(20);
      expect(coalitions.simulated()).toBeLessThan(16 * paths);
    },
    60_000,
  );
});

/** Three chains that halt for 1, 2 and 4 hours; the metric is the square of the hours. */
const clocks = (): LoadedModel =>
  world({
    horizon: "6 hours",
    step: "30 minutes",
    sequencers: { a: {}, b: {}, c: {}, d: {} },
    chains: Object.fromEntries(
      ["a", "b", "c", "d"].map((name) => [
        name,
        { kind: "optimistic", sequencer: name, challenge_window: "7 days" },
      ]),
    ),
    scenario: [
      halt(30, 60, "sequencers.a"),
      halt(30, 120, "sequencers.b"),
      halt(60, 240, "sequencers.c"),
    ],
    metrics: { squared: "downtime_hours ^ 2" },
    sampling: { paths: 3, seed: 1 },
  });

test("forced halts of 1, 2 and 4 hours owe their squared sum 7, 14 and 28; alone 1, 4, 16; left out 13, 24, 40", async () => {
  // v(S) = (sum of hours)^2, so that i owes h_i^2 + h_i * (hours of the others) = 7 h_i.
  const { names, attribution } = await attributionOf(clocks(), "squared");
  expect(names).toEqual(["sequencers.a", "sequencers.b", "sequencers.c"]);
  const told = attribution.players.map(({ shapley, alone, leftOut }) => [
    shapley.value,
    alone.value,
    leftOut.value,
  ]);
  const expected = [
    [7, 1, 13],
    [14, 4, 24],
    [28, 16, 40],
  ];
  expected.forEach((row, at) =>
    row.forEach((value, column) => expect(told[at][column]).toBeCloseTo(value, 9)),
  );
  expect(attribution.total.value).toBeCloseTo(49, 9);
  expect(attribution.rest.value).toBe(0);
  expect(attribution.interaction.value).toBeCloseTo(49 - 21, 9);
});

test("sampled orders owe the same in a game of squares, where each pair of an order and its reverse is exact", async () => {
  const { attribution } = await attributionOf(clocks(), "squared", 2);
  const values = attribution.players.map(({ shapley }) => shapley.value);
  [7, 14, 28].forEach((value, at) => expect(values[at]).toBeCloseTo(value, 9));
});

test("a crash and a halt owe the bad debt in equal parts where it takes both, and nothing is owed to the rest", async () => {
  const { names, attribution } = await attributionOf(
    world({
      ...HALTABLE,
      venues: { v: orderbook({ mark: "oracle" }, { depth_1pct: 1e12 }) },
      book: { accounts: [trader("long", 10, 1000), trader("short", -10, 5000)] },
      // Liquidatable from -5.3 % on, broke from -10 %: closed at -8 % in minute 2 unless the chain stands still.
      scenario: [move(2, -0.08), halt(1, 3), move(4, -0.1)],
    }),
    "bad_debt_usd",
  );
  expect(names).toEqual(["sequencers.s", "scenario.price"]);
  const { total, rest, players } = attribution;
  // 10 ETH bought at 1000, sold at 1000 * 0.92 * 0.9 = 828: 1720 lost of 1000; the impact of 8 280 USD in 1e12 is nothing.
  expect(total.value).toBeCloseTo(720, 3);
  expect(rest.value).toBe(0);
  for (const { shapley, alone, leftOut } of players) {
    expect(shapley.value).toBeCloseTo(360, 3);
    expect(alone.value).toBe(0);
    expect(leftOut.value).toBeCloseTo(720, 3);
  }
});

test("a bridge that breaks under the liquidations that a halt prevents is a player, though nothing happens to it with everybody", async () => {
  const loaded = world({
    ...HALTABLE,
    bridges: {
      b: {
        kind: "canonical",
        chain: "l2",
        // Once in a year at rest; once in some seconds when a tenth of the keepers' hour is used.
        faults: [{ mode: "pause", rate: "1 / year", duration: { constant: "1 hour" }, load: 1e9 }],
      },
    },
    venues: {
      v: orderbook(
        { mark: "oracle", liquidation: { keepers: "1e6 / hour" } },
        { depth_1pct: 1e12 },
      ),
    },
    book: { accounts: [trader("long", 10, 1000), trader("short", -10, 5000)] },
    scenario: [halt(1, 60), move(2, -0.08)],
  });
  const { names, attribution } = await attributionOf(loaded, "faults");
  // v: the halt 1, with or without the others; bridge and crash 1; anything less 0.
  expect(names).toEqual(["sequencers.s", "bridges.b", "scenario.price"]);
  const { total, rest, players } = attribution;
  expect([total.value, rest.value]).toEqual([1, 0]);
  [2 / 3, 1 / 6, 1 / 6].forEach((value, at) =>
    expect(players[at].shapley.value).toBeCloseTo(value, 12),
  );
  expect(players.map(({ leftOut }) => leftOut.value)).toEqual([0, 0, 0]);
});

test("a group that is never touched is simulated no further than with everybody, and is no player", async () => {
  const loaded = clocks();
  const groups = [{ name: "idle", keys: ["sequencers.d"] }];
  const { game, coalitions } = await coalitionsOf(loaded, groups, "downtime_hours");
  expect(game.players).toEqual([]);
  expect(coalitions.simulated()).toBe(3);
  expect([...coalitions.pathsOf(game.groupsOf(0)).values]).toEqual([7, 7, 7]);
});

test("orders are permutations, each followed by its reverse, and the seed alone chooses them", () => {
  const orders = ordersOf(12, "7");
  for (let at = 0; at < orders.length; at += 2) {
    expect(orders[at].toSorted((one, other) => one - other)).toEqual([...Array(12).keys()]);
    expect(orders[at + 1]).toEqual(orders[at].toReversed());
  }
  expect(ordersOf(12, "7")).toEqual(orders);
  expect(ordersOf(12, "8")).not.toEqual(orders);
  // Each of 50 drawn orders begins with 0 once in 12: 4.2 +- 2.
  expect(orders.filter((order, at) => at % 2 === 0 && order[0] === 0).length).toBeLessThan(15);
});

test("paths that follow each other are one stretch", () => {
  expect(stretchesOf([0, 1, 2, 5, 7, 8])).toEqual([
    [0, 3],
    [5, 6],
    [7, 9],
  ]);
  expect(stretchesOf([])).toEqual([]);
});
