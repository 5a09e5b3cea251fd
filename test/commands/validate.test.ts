import { expect, it } from "vitest";
import { schemaText } from "../../src/commands/schema.ts";
import { validate } from "../../src/commands/validate.ts";

it("says how often each mode strikes: up 720 h, down 4 h is 8760 / 724 a year in the long run", async () => {
  const { rates } = await validate("models/acceptance/one-sequencer.yaml");
  expect(rates).toHaveLength(1);
  expect(rates[0]).toMatchObject({
    component: "sequencers.s",
    mode: "halt",
    mean_duration_hours: 4,
  });
  expect(rates[0].rate_per_year).toBeCloseTo(8760 / 720, 12);
  expect(rates[0].realised_per_year).toBeCloseTo(8760 / 724, 12);
});

it("tells the parts of a committee once, each; aftershocks shorten the mean up-time; common causes have rates, too", async () => {
  const set = ["market.assets.ETH.volatility=0", "market.jumps.rate=0"];
  const { rates } = await validate("models/shared-infrastructure.yaml", { set });
  const [, halt] = rates;
  expect(halt).toMatchObject({ component: "sequencers.commons.nodes", mode: "halt", load: 9 });
  expect(rates.filter(({ component }) => component.includes("node"))).toHaveLength(3);
  // Hazards per hour: 6 / 8760, and for six hours after a restart log(1 / .8) / 6 more.
  const [rate, shock] = [6 / 8760, Math.log(1.25) / 6];
  const calm = 0.8 * Math.exp(-6 * rate);
  const up = (1 - calm) / (rate + shock) + calm / rate;
  expect(halt.realised_per_year).toBeCloseTo(8760 / (up + halt.mean_duration_hours), 9);
  expect(rates.slice(-2).map(({ component }) => component)).toEqual([
    "common_causes.region",
    "common_causes.client-bug",
  ]);
});

it("counts stress at its mean over the market: at E[m^2] = 1.48 a year of 8760 / 720 faults while up has so many times that", async () => {
  const set = [
    "horizon=1000000 hours",
    "step=1000 hours",
    "market.assets.ETH.volatility=0.01",
    "sequencers.s.faults.0.stress=2",
  ];
  const [rate] = (await validate("models/acceptance/one-sequencer.yaml", { set })).rates;
  expect(Math.abs(rate.mean_stress_factor - 1.4834)).toBeLessThan((4 * 1.17) / Math.sqrt(500_000));
  expect(rate.rate_per_year).toBeCloseTo(8760 / 720, 12);
  expect(rate.realised_per_year).toBeCloseTo(8760 / (720 / rate.mean_stress_factor + 4), 9);
});

it("prints a resolved model that JSON can hold, infinities and all", async () => {
  const { model } = await validate("models/acceptance/single-long.yaml");
  const text = JSON.stringify(model);
  expect(text).toContain('"keepers":"Infinity"');
  expect(JSON.parse(text)).toEqual(model);
});

it("takes settings", async () => {
  const { model } = await validate("models/acceptance/single-long.yaml", {
    set: ["horizon=2 days"],
  });
  expect(model).toMatchObject({ steps: 2 });
});

it("a never-failing mode strikes 0 times a year", async () => {
  const set = [
    "sequencers.s.faults.0.rate=0",
    "sequencers.s.faults.0.duration={ pareto: { minimum: 1 hour, alpha: 0.5 } }",
  ];
  const { rates } = await validate("models/acceptance/one-sequencer.yaml", { set });
  expect(rates[0].realised_per_year).toBe(0);
});

it("the JSON Schema knows the sections and refuses unknown ones", () => {
  const schema = JSON.parse(schemaText()) as {
    properties: object;
    additionalProperties: boolean;
    required: string[];
  };
  expect(Object.keys(schema.properties)).toEqual(
    expect.arrayContaining(["market", "venues", "book", "claims", "metrics"]),
  );
  expect(schema.additionalProperties).toBe(false);
  expect(schema.required).toEqual(["name", "horizon", "step", "market"]);
});
