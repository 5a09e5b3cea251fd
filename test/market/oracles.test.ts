/** Oracles: when an update is sent, when it lands, and what a halt does to it. */
import { describe, expect, it } from "vitest";
import {
  type Oracles,
  createOracles,
  resetOracles,
  updateOracles,
} from "../../src/market/oracles.ts";
import type { Oracle } from "../../src/model/resolved/venue.ts";

const NEVER: Oracle = {
  heartbeat: Infinity,
  deviation: Infinity,
  latency: 0,
  gracePeriod: 0,
  graceBlocksTopUp: false,
};
const STEP = 60;

/** One feed at 1000 USD on chain 0, steps of a minute. */
function feed(parts: Partial<Oracle>): Oracles {
  const oracles = createOracles([{ oracle: { ...NEVER, ...parts }, chain: 0, lanes: [0] }], 1, {
    step: STEP,
    horizon: 3600,
  });
  resetOracles(oracles, Float64Array.of(1000));
  return oracles;
}

/** What contracts read after each step. @param down steps (from 1) in which the chain is halted */
function read(oracles: Oracles, prices: readonly number[], down: readonly number[] = []): number[] {
  return prices.map((price, index) => {
    const live = Uint8Array.of(down.includes(index + 1) ? 0 : 1);
    updateOracles(
      oracles,
      Float64Array.of(price),
      Float64Array.of(price),
      live,
      (index + 1) * STEP,
    );
    return oracles.value[0];
  });
}

describe("an oracle", () => {
  it("with a deviation of 1 % updates beyond 1 % of the last value sent, not at it", () => {
    expect(read(feed({ deviation: 0.01 }), [1009, 1010, 1011, 1012, 1000])).toEqual([
      1000, 1000, 1011, 1011, 1000,
    ]);
  });

  it("with a deviation of 0 shows every price at the step's end, and one that did not move needs no update", () => {
    const oracles = feed({ deviation: 0 });
    expect(read(oracles, [1001, 1001, 1000])).toEqual([1001, 1001, 1000]);
    expect(oracles.sentAt[0]).toBe(3 * STEP);
  });

  it("with a latency no shorter than the horizon never updates, and takes no memory for it", () => {
    const oracles = feed({ deviation: 0, latency: 1e20 });
    const prices = Array.from({ length: 60 }, (_, at) => 1001 + at);
    expect(new Set(read(oracles, prices))).toEqual(new Set([1000]));
    expect(new Set(read(feed({ deviation: 0, latency: 3600 }), prices))).toEqual(new Set([1000]));
    expect(read(feed({ deviation: 0, latency: 3540 }), prices).at(-1)).toBe(1001);
    expect(oracles.ringSize).toBe(2);
  });

  it("with a heartbeat of two minutes updates when the last one is older than that", () => {
    expect(read(feed({ heartbeat: 120 }), [1001, 1002, 1003, 1004, 1005, 1006])).toEqual([
      1000, 1000, 1003, 1003, 1003, 1006,
    ]);
  });

  it("with a latency of 150 s shows a price three steps later", () => {
    expect(
      read(feed({ deviation: 0, latency: 150 }), [1001, 1002, 1003, 1004, 1005, 1006]),
    ).toEqual([1000, 1000, 1000, 1001, 1002, 1003]);
  });

  it("with a latency of 20 s shows a price one step later, with 60 s too", () => {
    for (const latency of [20, 60])
      expect(read(feed({ deviation: 0, latency }), [1001, 1002, 1003])).toEqual([1000, 1001, 1002]);
  });

  it("holds updates back while the chain is halted and lands them together at the restart: the newest counts", () => {
    expect(read(feed({ deviation: 0 }), [1001, 1002, 1003, 1004], [2, 3])).toEqual([
      1001, 1001, 1001, 1004,
    ]);
    // What has not arrived at the restart lands after it.
    const prices = [1001, 1002, 1003, 1004, 1005, 1006];
    expect(read(feed({ deviation: 0, latency: 120 }), prices, [2, 3, 4])).toEqual([
      1000, 1000, 1000, 1000, 1003, 1004,
    ]);
  });

  it("after a halt of 50 steps shows the newest update that has arrived, as after one of 3", () => {
    const prices = Array.from({ length: 60 }, (_, index) => 1001 + index);
    const down = Array.from({ length: 50 }, (_, index) => index + 5);
    const values = read(feed({ deviation: 0, latency: 120 }), prices, down);
    expect(values.slice(3, 57)).toEqual([
      1002,
      ...Array.from<number>({ length: 50 }).fill(1002),
      1053,
      1054,
      1055,
    ]);
  });

  it("deviates from the last value sent, not from the one that has landed", () => {
    const oracles = feed({ deviation: 0.01, latency: 600 });
    read(oracles, [1020, 1025, 1035]);
    expect(oracles.sent[0]).toBe(1035);
    expect(oracles.ringLength[0]).toBe(2);
  });

  it("forgets at the next path what was under way", () => {
    const oracles = feed({ deviation: 0, latency: 120 });
    read(oracles, [1500, 1500]);
    resetOracles(oracles, Float64Array.of(1000));
    expect(read(oracles, [1000, 1000, 1000])).toEqual([1000, 1000, 1000]);
  });
});
