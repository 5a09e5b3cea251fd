import { expect, it } from "vitest";
import { parseModel } from "../../src/model/parse.ts";
import type { Tilt } from "../../src/model/resolved/sampling.ts";
import { columns, smallModel } from "./workbench.ts";

const load = (...tilt: string[]): ReturnType<typeof parseModel> =>
  parseModel(smallModel, { fileName: "m.yaml", tilt, metricNames: columns });
const tiltOf = (...tilt: string[]): Tilt | undefined => load(...tilt).model.sampling.tilt;

it("a factor is for a component, or for one mode of it; one tenth of the paths is left alone", () => {
  expect(tiltOf("sequencers.one=5", "sequencers.*.halt=20")).toEqual({
    factors: [
      { component: "sequencers.one", factor: 5 },
      { component: "sequencers.one", mode: "halt", factor: 20 },
    ],
    defensive: 0.1,
  });
});

it("a later factor on all of a component leaves none of its modes' own", () => {
  expect(tiltOf("sequencers.one.halt=20", "sequencers.*=5")?.factors).toEqual([
    { component: "sequencers.one", factor: 5 },
  ]);
});

it("the market takes factors on jumps, and shifts of their sizes and of the drift, by lane", () => {
  const { model } = load(
    "market.jumps=3",
    "market.jumps.shared=4",
    "market.assets.*.jump_size=-2",
    "market.assets.ETH.drift=-1.5",
  );
  const lanes = model.market.baseAssets.length;
  const eth = model.market.baseAssets.findIndex((a) => model.market.assets[a].name === "ETH");
  const { market } = model.sampling.tilt!;
  expect(market?.jumps?.[eth]).toBe(3);
  expect(market?.jumps?.[lanes]).toBe(4);
  expect(market?.sizes?.[eth]).toBe(-2);
  expect(market?.drift?.[eth]).toBe(-1.5);
});

it("tilts of the command line stand in place of the file's, and are no variant: the digest is that of the file with them", () => {
  const written = smallModel.replace("seed: 0 }", "seed: 0, tilt: { sequencers.one: 5 } }");
  const file = parseModel(written, { fileName: "m.yaml" });
  expect(load("sequencers.one=5").digest).toBe(file.digest);
  expect(parseModel(written, { fileName: "m.yaml", tilt: [] }).digest).toBe(load().digest);
});

it.each([
  ["sequencers.two=5", /--tilt sequencers.two=5: .*unknown tilt .*did you mean .sequencers.one/],
  ["sequencers.one=0", /must be above 0, got 0/],
  ["sequencers.one=-1", /must be above 0/],
  ["market.assets.ETH.drift=-40", /must be from -20 to 20/],
  ["market.assets.BTC.jumps=2", /unknown tilt 'market.assets.BTC.jumps'/],
  ["sequencers.one", /must be KEY=VALUE/],
  ["__proto__=1", /not a legal key/],
])("--tilt %s is refused", (tilt, message) => {
  expect(() => load(tilt)).toThrow(message);
});

it.each([
  ["strata: [1, 1, 1, 1]", /sampling.strata: tells 0 to 3 faults apart, and only 2 can happen/],
  ["strata: [1, 1], method: sobol", /sampling.strata: cannot stand beside method 'sobol'/],
  ["strata: [1]", /sampling.strata: must have at least 2/],
  ["strata: [1, 0]", /sampling.strata\[1\]: must be at least 1/],
  ["splitting: { levels: [0.5, 0.5] }", /splitting.levels\[1\]: must be above the level before/],
  ["splitting: { levels: [0] }", /splitting.levels\[0\]: must be above 0/],
  ["splitting: { levels: [] }", /splitting.levels: must have at least 1/],
  ["splitting: { levels: [1], copies: 1 }", /splitting.copies: must be at least 2, got 1/],
  ["splitting: { levels: [1, 2], copies: 300 }", /splitting: makes 90000 paths of each root/],
  ["splitting: { levels: [1] }, method: antithetic", /beside method 'antithetic'/],
  ["splitting: { levels: [1] }, strata: [1, 1]", /splitting: cannot stand beside strata/],
  ["splitting: { levels: [1] }, tilt: { sequencers.one: 2 }", /splitting: cannot .* beside a tilt/],
])("'%s' is refused", (strata, message) => {
  const file = smallModel.replace("seed: 0 }", `seed: 0, ${strata} }`);
  expect(() => parseModel(file, { fileName: "m.yaml" })).toThrow(message);
});
