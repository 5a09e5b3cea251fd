import { expect, it } from "vitest";
import { parseModel } from "../../src/model/parse.ts";
import { problemsOf, spoiled } from "./workbench.ts";

const terms = "attempts: 2 / year, stake: 30e6, slashed: 0.5, detection: 0.9";
const onSequencer = (more = ""): string =>
  spoiled("one: { faults", `one: { security: { ${terms}${more} }, faults`);
const onChain = (kind: string, more = ""): string =>
  spoiled(`kind: ${kind},`, `kind: ${kind}, security: { ${terms}${more} },`);

it("a sequencer censors for an hour on average where no duration is given, and takes nothing", () => {
  const { model } = parseModel(onSequencer(", bond: 1e6"), { fileName: "m.yaml" });
  expect(model.sequencers[0].security).toEqual({
    attempts: 2 / (365 * 86_400),
    stake: 30e6,
    slashed: 0.5,
    detection: 0.9,
    bond: 1e6,
    to: "outside",
    duration: { kind: "exponential", mean: 3600 },
  });
});

it("a chain loses what the attack says, or what its invalid claims take", () => {
  const said = onChain("optimistic", ", loss: { constant: 0.2 }").replace(
    "security:",
    "value_locked: 1e6, security:",
  );
  const { model } = parseModel(said, { fileName: "m.yaml" });
  expect(model.chains[0].security?.loss).toEqual({ kind: "constant", value: 0.2 });
  const claims = " invalid_claim: { rate: 1 / year, loss: { constant: 0.3 } },";
  const unsaid = onChain("optimistic").replace("security:", `${claims} security:`);
  expect(problemsOf(unsaid).filter((problem) => problem.includes("security"))).toEqual([]);
});

it.each([
  [onSequencer(", loss: { constant: 1 }"), "sequencers.one.security.loss: has no meaning here"],
  [onChain("optimistic"), "chains.arb.security.loss: is required"],
  [
    onChain("optimistic", ", loss: { constant: 1 }, duration: { constant: 1 hour }"),
    "chains.arb.security.duration: has no meaning here",
  ],
  [onChain("zk"), "chains.zk.security: has no meaning on a chain of kind 'zk'"],
  [
    spoiled("kind: lock_mint,", `kind: lock_mint, security: { ${terms} },`),
    "bridges.gate.security.loss: is required",
  ],
])("%#: %s", (text, problem) => {
  expect(problemsOf(text)).toEqual([expect.stringContaining(problem)]);
});
