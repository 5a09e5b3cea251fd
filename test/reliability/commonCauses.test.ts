import { expect, test } from "vitest";
import type { ResolvedModel } from "../../src/model/resolved.ts";
import type { CommonCause } from "../../src/model/resolved/fault.ts";
import { createRegistry, exponential, streamOf, uniform } from "../../src/random/streams.ts";
import { CAME_UP, NO_EFFECT, WENT_DOWN } from "../../src/reliability/effects.ts";
import { resetFaults, takeFault } from "../../src/reliability/faults.ts";
import { fault, force, machinery } from "./machinery.ts";
import { faultsOf, rowsOf, story } from "./told.ts";

const targets = ["sequencers.nitro", "sequencers.commons", "provers.prover"];

function region(strikes: CommonCause["strikes"], rate = 1e-3): CommonCause {
  const duration = { kind: "uniform", low: 100, high: 300 } as const;
  return { name: "region", fault: fault("halt", rate, 0, { duration }), strikes };
}

function struck(
  probabilities: readonly number[],
  parts: Partial<ResolvedModel> = {},
): ResolvedModel {
  const strikes = probabilities.map((probability, place) => ({
    component: targets[place],
    probability,
  }));
  return machinery({ commonCauses: [region(strikes)], ...parts });
}

test("everybody struck with probability 1 goes down at one moment and comes up at another, cause common:region", () => {
  const faults = faultsOf(struck([1, 1, 1]));
  const stream = streamOf(createRegistry("7"), "common_causes.region", "halt#0");
  const at = exponential(stream, 0, 0) / 1e-3;
  const end = at + 100 + 200 * uniform(stream, 0, 1);
  expect(story(faults, end)).toEqual([
    ...targets.map((key) => [at, key, WENT_DOWN]),
    ...targets.map((key) => [end, key, CAME_UP]),
  ]);
  expect(rowsOf(faults, ["region"])).toEqual(
    targets.map((key) => [key, "halt", at, end, "common:region"]),
  );
});

test("each target is struck by its own draw, 16 n of its own stream: one target more shifts nobody", () => {
  const two = faultsOf(struck([0.3, 0.6]));
  const three = faultsOf(struck([0.3, 0.6, 0.5]));
  story(two, 1e5);
  story(three, 1e5);
  const rows = rowsOf(two, ["region"]);
  expect(rowsOf(three, ["region"]).filter(([key]) => key !== targets[2])).toEqual(rows);
  expect(rows.length).toBeGreaterThan(30);
  const own = streamOf(createRegistry("7"), "common_causes.region", targets[0]);
  const times = streamOf(createRegistry("7"), "common_causes.region", "halt#0");
  let at = 0;
  const hits: number[] = [];
  for (let event = 0; event < 40; event++) {
    at += exponential(times, 0, 2 * event) / 1e-3;
    if (uniform(own, 0, 16 * event) < 0.3) hits.push(at);
    at += 100 + 200 * uniform(times, 0, 2 * event + 1);
  }
  const starts = rows.filter(([key]) => key === targets[0]).map(([, , start]) => start);
  expect(hits.length).toBeGreaterThan(5);
  hits.forEach((hit, place) => expect(starts[place]).toBeCloseTo(hit, 6));
});

test("whoever is down already stays down until the last cause is over", () => {
  const at = rowsOf(faultsAfter(struck([1])), ["region"])[0][2];
  const model = struck([1], { scenario: [force(targets[0], "halt", at - 50, 500)] });
  const changes = story(faultsOf(model), at + 460);
  expect(changes).toEqual([
    [at - 50, targets[0], WENT_DOWN],
    [at, targets[0], NO_EFFECT],
    [expect.closeTo(rowsOf(faultsAfter(struck([1])), ["region"])[0][3], 9), targets[0], NO_EFFECT],
    [at + 450, targets[0], CAME_UP],
  ]);
});

function faultsAfter(model: ResolvedModel): ReturnType<typeof faultsOf> {
  const faults = faultsOf(model);
  while (faults.log.count === 0 || Number.isNaN(faults.log.end[0])) takeFault(faults);
  return faults;
}

test("a component struck with probability .2 of rate .001: 1 in 5 of the events, within 4 standard errors", () => {
  const faults = faultsOf(struck([0.2, 1]));
  let [hits, events] = [0, 0];
  for (let path = 0; path < 200; path++) {
    resetFaults(faults, path);
    story(faults, 1e5);
    const rows = rowsOf(faults, ["region"]);
    hits += rows.filter(([key]) => key === targets[0]).length;
    events += rows.filter(([key]) => key === targets[1]).length;
  }
  expect(Math.abs(hits / events - 0.2)).toBeLessThan(4 * Math.sqrt((0.2 * 0.8) / events));
});
