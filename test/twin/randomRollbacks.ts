/**
 * Restarts of the random models that undo the minutes before the halt: some less than a step, some more than the model
 * has lasted. Draws of its own, so that model n without it stays what it was.
 */
import type { ResolvedModel } from "../../src/model/resolved.ts";
import type { Distribution } from "../../src/model/resolved/distribution.ts";
import { type Dice, createDice } from "./dice.ts";

/** Model `number` with sequencers that may roll back, and that halt more often. */
export function withRollbacks(model: ResolvedModel, number: number): ResolvedModel {
  const dice = createDice(number, "rollback");
  const sequencers = model.sequencers.map((sequencer) => {
    const rollback = { probability: dice.pick([0.6, 1]), minutes: randomMinutes(dice) };
    const faults = sequencer.faults.map((fault) => ({ ...fault, rate: 4 * fault.rate }));
    return dice.chance(0.85) ? { ...sequencer, faults, rollback } : sequencer;
  });
  // Some sequencers have two chains behind them, which return together.
  const shared = dice.chance(0.5);
  const chains = model.chains.map((chain) => (shared ? { ...chain, sequencer: 0 } : chain));
  return { ...model, sequencers, chains };
}

function randomMinutes(dice: Dice): Distribution {
  if (dice.chance(0.2)) return { kind: "constant", value: dice.between(0, 1.5) };
  if (dice.chance(0.2)) return { kind: "exponential", mean: 60 };
  return { kind: "triangular", low: 1, mode: dice.between(3, 8), high: dice.between(9, 40) };
}
