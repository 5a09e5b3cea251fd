import { expect, test } from "vitest";
import {
  createLoads,
  loadFelt,
  type Loads,
  noteLiquidated,
  resetLoads,
} from "../../src/contagion/state/load.ts";
import { createRegistry, exponential, streamOf } from "../../src/random/streams.ts";
import { HALTABLE, move, orderbook, play, trader, world } from "./stage.ts";

/** Two venues on one chain, 6e6 and 2e6 USD an hour, and one without a keepers' capacity. */
function loads(lag: number, step = "10 minutes"): Loads {
  const keepers = (capacity: string) => orderbook({ liquidation: { keepers: capacity } });
  const { model } = world({
    horizon: "30 hours",
    step,
    venues: { v: keepers("6e6 / hour"), w: keepers("2e6 / hour"), x: orderbook() },
  });
  return createLoads(model, [{ chains: [0], lag }]);
}

/** y throughout each step, from what the venues close in it. */
function felt(entry: Loads, closed: readonly (readonly number[])[]): number[] {
  resetLoads(entry);
  const total = new Float64Array(3);
  return closed.map((usd, at) => {
    const y = loadFelt(entry, 0, at);
    usd.forEach((one, venue) => (total[venue] += one));
    noteLiquidated(entry, { liquidated: total, undone: new Float64Array(total.length) }, at + 1);
    return y;
  });
}

test("4e6 USD closed where keepers can close 8e6 an hour are a load of 1/2 for an hour, from the next step on", () => {
  const closed = Array.from({ length: 12 }, (_, at) => (at === 2 ? [3e6, 1e6, 9e9] : [0, 0, 0]));
  expect(felt(loads(0), closed)).toEqual([0, 0, 0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0, 0, 0]);
});

test("with a lag of 20 minutes it is felt two steps later, with one of 15 minutes at the first step's start after it", () => {
  const closed = Array.from({ length: 12 }, (_, at) => (at === 2 ? [4e6, 0, 0] : [0, 0, 0]));
  expect(felt(loads(1200), closed).indexOf(0.5)).toBe(5);
  expect(felt(loads(900), closed).indexOf(0.5)).toBe(5);
  expect(felt(loads(600), closed).indexOf(0.5)).toBe(4);
});

test("a lag that ends within the horizon is felt, one that does not takes no memory", () => {
  const closed = Array.from({ length: 180 }, (_, at) => (at === 0 ? [4e6, 0, 0] : [0, 0, 0]));
  expect(felt(loads(29.5 * 3600), closed).indexOf(0.5)).toBe(178);
  const entry = loads(1e20 * 3600);
  expect(felt(entry, closed).every((y) => y === 0)).toBe(true);
  expect(entry.totals[0]).toHaveLength(182);
});

test("it is at most 1, and sums what was closed within the hour, also where a step is longer than that", () => {
  const closed = Array.from({ length: 9 }, () => [1e6, 0, 0]);
  expect(felt(loads(0), closed)).toEqual([0, 1, 2, 3, 4, 5, 6, 6, 6].map((steps) => steps / 8));
  expect(
    felt(loads(0), [
      [9e6, 9e6, 0],
      [0, 0, 0],
    ]),
  ).toEqual([0, 1]);
  expect(
    felt(loads(0, "3 hours"), [
      [8e5, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]),
  ).toEqual([0, 0.1, 0]);
});

test("where no venue has a keepers' capacity nothing is felt", () => {
  const { model } = world({ venues: { x: orderbook() } });
  expect(felt(createLoads(model, [{ chains: [0], lag: 0 }]), [[1e9], [0]])).toEqual([0, 0]);
});

const DAY = 86_400;

/** A crash at 5 minutes closes A whole: 947 000 USD are a sixtieth of what the keepers can do in an hour. */
function crash(load: number, path: number) {
  const halt = { mode: "halt", rate: "5 / day", duration: { constant: "1 minute" }, load };
  return play(
    world({
      ...HALTABLE,
      horizon: "1 day",
      sequencers: { s: { faults: [{ ...halt, load_lag: "30 minutes" }] } },
      venues: { v: orderbook({ liquidation: { keepers: "56.82e6 / hour" } }) },
      book: { accounts: [trader("A", 1000, 100_000)] },
      scenario: [move(5, -0.053)],
    }),
    path,
  );
}

test("a cascade breaks the chain that it runs on, half an hour later: at load 600 the hazard is 11-fold from 35 to 95 minutes", () => {
  const draws = streamOf(createRegistry("1"), "sequencers.s", "halt#0");
  const rate = 5 / DAY;
  const [from, to] = [35 * 60, 95 * 60];
  const byHand = (draw: number): number => {
    const [before, within] = [rate * from, 11 * rate * (to - from)];
    if (draw <= before) return draw / rate;
    if (draw <= before + within) return from + (draw - before) / (11 * rate);
    return to + (draw - before - within) / rate;
  };
  let brought = 0;
  for (let path = 0; path < 20; path++) {
    const draw = exponential(draws, path, 0);
    // A chain that is down at the crash closes A later.
    if (draw / rate < 6 * 60) continue;
    const { faults, row } = crash(600, path);
    expect(row.liquidated_usd).toBeCloseTo(947_000, 6);
    expect(faults[0].start_s).toBeCloseTo(byHand(draw), 6);
    expect(crash(0, path).faults[0]?.start_s ?? draw / rate).toBeCloseTo(draw / rate, 6);
    if (draw > rate * from) brought++;
  }
  expect(brought).toBeGreaterThan(10);
});
