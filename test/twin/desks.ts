/** Desks that lose a leg. */
import { DRAWS_PER_ITEM, streamOf, uniform } from "../../src/random/streams.ts";
import type { Account, World } from "./world.ts";

/** A leg is gone: its trader decides, once, about the others. */
export function loseLeg(world: World, account: Account): void {
  for (const { component, first, traders, legs, probability, delay } of world.book.desks) {
    const trader = Math.floor((account.index - first) / legs);
    if (trader < 0 || trader >= traders || world.decided.has(`${component}/${trader}`)) continue;
    world.decided.add(`${component}/${trader}`);
    const stream = streamOf(world.registry, component, "unwind");
    if (uniform(stream, world.path, trader * DRAWS_PER_ITEM) >= probability) continue;
    for (let leg = 0; leg < legs; leg++) {
      const other = world.accounts[first + trader * legs + leg];
      if (other === account || other.order !== null || !hasPositions(other)) continue;
      const at = world.now + delay;
      other.order = { cause: "unwind", at, sent: false, forcedAt: Infinity, done: false };
    }
  }
}

/** Whether anything is open. */
export function hasPositions({ closed, positions }: Account): boolean {
  return !closed && positions.some(({ size }) => size !== 0);
}
