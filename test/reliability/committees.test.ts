import { expect, test } from "vitest";
import type { ResolvedModel } from "../../src/model/resolved.ts";
import type { Sequencer } from "../../src/model/resolved/component.ts";
import type { ForcedEvent } from "../../src/model/resolved/scenario.ts";
import {
  CAME_UP,
  CHANGED_SERVICE,
  NO_EFFECT,
  STRUCK,
  WENT_DOWN,
} from "../../src/reliability/effects.ts";
import { resetFaults, takeFault } from "../../src/reliability/faults.ts";
import { fault, force, HOUR, machinery, optimistic, sequencer } from "./machinery.ts";
import { faultsOf, numberOf, rowsOf, story } from "./told.ts";

function commons(nodes: number, quorum: number, ...faults: Sequencer["faults"]): Sequencer {
  return { ...sequencer("commons", ...faults), committee: { nodes, quorum } };
}

const node = (number: number): string => `sequencers.commons/node-${number}`;

function fourNodes(...scenario: ForcedEvent[]): ResolvedModel {
  return machinery({ sequencers: [commons(4, 3)], chains: [], bridges: [], scenario });
}

test("three of four nodes must be up: the second to fall takes the sequencer down, the first to rise brings it back", () => {
  const faults = faultsOf(
    fourNodes(force(node(1), "halt", 100, 500), force(node(3), "halt", 200, 100)),
  );
  expect(story(faults, 1000)).toEqual([
    [100, "sequencers.commons", NO_EFFECT],
    [200, "sequencers.commons", WENT_DOWN],
    [300, "sequencers.commons", CAME_UP],
    [600, "sequencers.commons", NO_EFFECT],
  ]);
  expect(rowsOf(faults)).toEqual([
    [node(1), "halt", 100, 600, "forced"],
    [node(3), "halt", 200, 300, "forced"],
    ["sequencers.commons", "halt", 200, 300, "quorum"],
  ]);
});

test("a halt of the whole keeps it down after its quorum is back", () => {
  const faults = faultsOf(
    fourNodes(
      force(node(1), "halt", 100, 500),
      force(node(3), "halt", 200, 100),
      force("sequencers.commons", "halt", 250, 150),
    ),
  );
  const changes = story(faults, 1000).filter(([, , effect]) => effect !== NO_EFFECT);
  expect(changes).toEqual([
    [200, "sequencers.commons", WENT_DOWN],
    [400, "sequencers.commons", CAME_UP],
  ]);
});

test("the third-largest capacity of four nodes counts: .5 and .2 degraded leave .5, then .2 of it when a whole one falls", () => {
  const faults = faultsOf(
    fourNodes(
      force(node(1), "degrade", 100, 1000, 0.5),
      force(node(2), "degrade", 200, 1000, 0.2),
      force(node(3), "halt", 300, 100),
      force("sequencers.commons", "degrade", 350, 1000, 0.5),
    ),
  );
  const whole = numberOf(faults, "sequencers.commons");
  const capacities: number[][] = [];
  while (faults.nextAt <= 400) {
    const at = faults.nextAt;
    const effect = takeFault(faults);
    if (effect === CHANGED_SERVICE) capacities.push([at, faults.capacity[whole]]);
  }
  expect(capacities).toEqual([
    [200, 0.5],
    [300, 0.2],
    [350, 0.1],
    [400, 0.25],
  ]);
});

test("two of four nodes that censor leave no honest quorum of three: the sequencer censors from the second on", () => {
  const faults = faultsOf(
    fourNodes(force(node(1), "censor", 100, 300), force(node(2), "censor", 200, 400)),
  );
  const whole = numberOf(faults, "sequencers.commons");
  expect(story(faults, 200).at(-1)).toEqual([200, "sequencers.commons", CHANGED_SERVICE]);
  expect(faults.censors[whole]).toBe(1);
  expect(story(faults, 400)).toEqual([[400, "sequencers.commons", CHANGED_SERVICE]]);
  expect(faults.censors[whole]).toBe(0);
  expect(rowsOf(faults).at(-1)).toEqual(["sequencers.commons", "censor", 200, 400, "quorum"]);
});

test("3 of 4 nodes, each up Exp(10 h) and down Exp(1 h): up for 14 000 / 14 641 of the time", () => {
  // a = 10/11: a^4 + 4 a^3 (1 - a) = (10^4 + 4 * 10^3) / 11^4.
  const halt = fault("halt", 1 / (10 * HOUR), 0, {
    duration: { kind: "exponential", mean: HOUR },
  });
  const faults = faultsOf(
    machinery({ sequencers: [commons(4, 3, halt)], chains: [], bridges: [] }),
  );
  const span = 20_000 * HOUR;
  const shares = Array.from({ length: 60 }, (_, path) => {
    resetFaults(faults, path);
    let [down, since] = [0, NaN];
    for (const [at, , effect] of story(faults, span)) {
      if (effect === WENT_DOWN) since = at;
      if (effect === CAME_UP) down += at - since;
    }
    return 1 - down / span;
  });
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / 59;
  expect(Math.abs(mean - 14_000 / 14_641)).toBeLessThan(4 * Math.sqrt(variance / 60));
  expect(Math.sqrt(variance / 60)).toBeLessThan(5e-4);
});

test("members of an availability committee withhold each: with a threshold of 2 of 3 the second stops the layer", () => {
  const layer = {
    kind: "committee",
    name: "dac",
    members: 3,
    threshold: 2,
    faults: [],
  } as const;
  const member = (number: number): string => `availability.dac/member-${number}`;
  const scenario = [force(member(1), "withhold", 10, 90), force(member(3), "withhold", 50, 100)];
  const faults = faultsOf(machinery({ availability: [layer], scenario }));
  const changes = story(faults, 1000).filter(([, , effect]) => effect !== NO_EFFECT);
  expect(changes).toEqual([
    [50, "availability.dac", WENT_DOWN],
    [100, "availability.dac", CAME_UP],
  ]);
  expect(rowsOf(faults).at(-1)).toEqual(["availability.dac", "withhold", 50, 100, "quorum"]);
});

function signed(compromiseRate: number): ResolvedModel {
  const loss = { kind: "constant", value: 0.75 } as const;
  const signers = { count: 5, threshold: 3, compromiseRate, loss };
  return machinery({
    chains: [optimistic("side", 0, { kind: "sidechain", signers })],
    bridges: [],
  });
}

test("the third of five signers to be compromised costs the chain .75 of its backing, once and for good", () => {
  const faults = faultsOf(signed(1e-4));
  const events = story(faults, 1e9);
  expect(events.map(([, key, effect]) => [key, effect])).toEqual([
    ["chains.side", NO_EFFECT],
    ["chains.side", NO_EFFECT],
    ["chains.side", STRUCK],
    ["chains.side", NO_EFFECT],
    ["chains.side", NO_EFFECT],
  ]);
  expect(faults.loss).toBe(0.75);
  const at = events[2][0];
  expect(rowsOf(faults)[3]).toEqual(["chains.side", "compromise", at, at, "quorum"]);
  expect(rowsOf(faults).filter(([, , , end]) => Number.isNaN(end))).toHaveLength(5);
});

test("signers compromised at .001 a second each: the third of five falls after 1000 (1/5 + 1/4 + 1/3) s on average", () => {
  const faults = faultsOf(signed(1e-3));
  const times = Array.from({ length: 20_000 }, (_, path) => {
    resetFaults(faults, path);
    while (takeFault(faults) !== STRUCK);
    return rowsOf(faults).at(-1)![2];
  });
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  const expected = 1000 * (1 / 5 + 1 / 4 + 1 / 3);
  const error = (1000 * Math.hypot(1 / 5, 1 / 4, 1 / 3)) / Math.sqrt(times.length);
  expect(Math.abs(mean - expected)).toBeLessThan(4 * error);
});
