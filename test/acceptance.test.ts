/** The acceptance models, to the last digit that the design gives, and every shipped model for a few paths. */
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadModel } from "../src/model/load.ts";
import { type Played, meanOf, play, playColumn, simulatorOf } from "./contagion/stage.ts";

const acceptance = (name: string): Played => play(loadModel(`models/acceptance/${name}.yaml`));
/** 14 digits: the printed numbers have 16, the engine may round a few of its own multiplications differently. */
const DIGITS = 1e-14;
const same = (got: number, printed: number): void =>
  expect(Math.abs(got / printed - 1)).toBeLessThanOrEqual(DIGITS);

describe("worked-cascade: two liquidations, the second caused by the first", () => {
  const { row, liquidations, cascades, delays, simulator } = acceptance("worked-cascade");

  it("executes A at 942.5265542408035 and B at 933.6846262848351", () => {
    expect(liquidations.map(({ account }) => account)).toEqual(["A", "B"]);
    expect(liquidations[0].mark).toBe(947);
    same(liquidations[0].execution, 942.5265542408035);
    same(liquidations[1].mark, 938.0742401785029);
    same(liquidations[1].execution, 933.6846262848351);
  });

  it("leaves A 42 526.55424080353 and B 38 684.626284835074", () => {
    same(liquidations[0].equity_after_usd, 42526.55424080353);
    same(liquidations[1].equity_after_usd, 38684.626284835074);
  });

  it("closes 1 885 074.2401785029 in generations 0 and 1, half of them by impact, without bad debt", () => {
    same(row.liquidated_usd, 1885074.2401785029);
    expect(liquidations.map(({ generation }) => generation)).toEqual([0, 1]);
    expect(liquidations.map(({ cause }) => cause)).toEqual(["market", "impact"]);
    expect(liquidations.map(({ parent }) => parent)).toEqual([NaN, 0]);
    expect(row.max_generation).toBe(1);
    expect(row.branching_ratio).toBe(0.5);
    expect(row.same_step_share).toBe(0.5);
    expect(row.bad_debt_usd).toBe(0);
    expect(cascades).toHaveLength(1);
    expect(cascades[0].accounts).toBe(2);
    expect(delays).toEqual([
      ["v", 0, true],
      ["v", 0, true],
    ]);
  });

  it("displaces the venue by -0.00947, then by -0.01885074240178503, and S not at all", () => {
    const { venuePrices, prices } = simulator.context.trading;
    // 1e9 hours of resilience leave five minutes of decay: 1e-10 relative.
    expect(venuePrices.displacement[0]).toBeCloseTo(-0.01885074240178503, 11);
    expect(prices.global[0]).toBe(947);
  });
});

describe("two-venues: contagion through the permanent part alone", () => {
  const { row, liquidations, venues, contagion, cascades, simulator } = acceptance("two-venues");

  it("executes A at 942.5265542408035 and B, through S, at 941.1970704807208", () => {
    expect(liquidations.map(({ account }) => account)).toEqual(["A", "B"]);
    expect(liquidations.map(({ venue }) => venue)).toEqual(["v1", "v2"]);
    same(liquidations[0].execution, 942.5265542408035);
    same(liquidations[1].mark, 943.4195496542607);
    same(liquidations[1].execution, 941.1970704807208);
  });

  it("leaves A 33 101.288698395496 and B 34 785.09977591354 after penalties", () => {
    same(liquidations[0].equity_after_usd, 33101.288698395496);
    same(liquidations[1].equity_after_usd, 34785.09977591354);
  });

  it("pushes S to 941.6411470683043, v1 to 936.3059138223618 and v2 to 938.9798269562392", () => {
    const { prices, venuePrices } = simulator.context.trading;
    same(row.final_price_ETH, 941.6411470683043);
    same(prices.global[0], 941.6411470683043);
    // Five minutes of decay with a resilience of 1e9 hours: 1.2e-12 of the price.
    expect(venuePrices.least[0]).toBeCloseTo(936.3059138223618, 9);
    expect(venuePrices.least[1]).toBeCloseTo(938.9798269562392, 9);
  });

  it("closes 1 890 419.5496542607, of which v1 pushed 943 419.5496542606 at v2", () => {
    same(row.liquidated_usd, 1890419.5496542607);
    expect(Object.keys(contagion)).toEqual(["v1>v2"]);
    same(contagion["v1>v2"], 943419.5496542606);
    expect(cascades).toHaveLength(1);
    expect(cascades[0].venues).toBe(2);
  });

  it("pays 18 837.23624721524 of penalties into insurance", () => {
    same(row.penalties_usd, 18837.23624721524);
    const gained = venues.reduce((sum, venue) => sum + venue.insurance_left_usd - 1e6, 0);
    // Balances beside a fund of 1e6 carry 1e-10 of it.
    expect(gained).toBeCloseTo(18837.23624721524, 8);
  });
});

describe("expectations, within 4 standard errors (false alarm 6e-5 each)", () => {
  it.each([
    ["single-long", 20_000, "liquidated_accounts", 0.624463453],
    ["one-sequencer", 8_000, "downtime_hours", 3.9559232],
  ] as const)(
    "%s: over %d paths %s is %d on average",
    { timeout: 60_000 },
    (name, paths, column, expected) => {
      const model = loadModel(`models/acceptance/${name}.yaml`);
      const { mean, error } = meanOf(playColumn(model, column, paths));
      expect(Math.abs(mean - expected)).toBeLessThan(4 * error);
    },
  );
});

describe("every model that is shipped", () => {
  const files = ["models", "models/acceptance"].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".yaml"))
      .map((name) => `${folder}/${name}`),
  );

  // A path whose ledger does not balance throws.
  it.each(files)("%s plays three paths whose ledgers balance", (file) => {
    const simulator = simulatorOf(loadModel(file));
    for (let path = 0; path < 3; path++) {
      const { row, liquidations } = play(simulator, path);
      const standing = liquidations.filter(
        ({ undone, generation }) => undone === 0 && generation >= 0,
      );
      const closed = standing.reduce((sum, { notional_usd }) => sum + notional_usd, 0);
      expect(Math.abs(row.liquidated_usd - closed)).toBeLessThanOrEqual(1e-9 * closed);
    }
  });
});
