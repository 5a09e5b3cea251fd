/** A data committee withholds what it signed for, for a while, and takes a share of the backing of every chain it serves. */
import { attackComponent } from "../../reliability/faults.ts";
import { stealFromChain } from "../network/strikes.ts";
import type { Attack, Ground } from "./attack.ts";
import { backingOf } from "./attackChain.ts";

export const attackCommittee: Attack = {
  profit: (ground, { index, loss }) =>
    chainsOf(ground, index).reduce(
      (usd, chain) => usd + backingOf(ground.machinery, chain) * loss,
      0,
    ),
  carryOut(ground, { component, index, duration, loss, at }) {
    const { machinery } = ground;
    attackComponent(machinery.faults, component, at, duration);
    for (const chain of chainsOf(ground, index)) stealFromChain(machinery, chain, loss, at);
    return at + duration;
  },
};

function chainsOf({ machinery }: Ground, layer: number): number[] {
  return machinery.rollup.chains.flatMap(({ availability }, chain) =>
    availability === layer ? [chain] : [],
  );
}
