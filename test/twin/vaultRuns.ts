/** Runs on vaults: who has lost too much is left by a share of his liquidity providers. */
import { EXIT, NOT_REFUSED } from "../../src/bridges/transferWords.ts";
import { noteTransfer } from "../../src/engine/network/askTransfer.ts";
import { unsettledCharge } from "./valuation.ts";
import { type TwinVenue, type World, notice, sum } from "./world.ts";

export function reviewVaults(world: World): void {
  for (const venue of world.venues) {
    const { run } = venue.terms;
    if (run === undefined || venue.runAt !== null) continue;
    if (worthOf(world, venue) < venue.runBase * (1 - run.loss)) venue.runAt = world.now + run.delay;
  }
}

export function payRuns(world: World): void {
  const { machinery, now } = world;
  for (const venue of world.venues) {
    const { run, chain } = venue.terms;
    const takes = machinery.chainLive[chain] === 1 && machinery.chainCensored[chain] === 0;
    if (run === undefined || venue.runAt === null || venue.runAt > now || !takes) continue;
    const worth = worthOf(world, venue);
    const usd = run.share * Math.max(0, Math.min(worth, venue.vault * venue.peg));
    venue.runAt = null;
    venue.runBase = worth - usd;
    if (usd === 0) continue;
    const units = usd / venue.peg;
    venue.vault -= units;
    const { settlement, index } = venue;
    const where = { asset: settlement, from: chain, to: chain };
    const request = { purpose: EXIT, owner: index, ...where, usd, units, at: now };
    noteTransfer(machinery, request, NOT_REFUSED);
    notice(world, "run on a vault");
  }
}

/** Cash, and in a pool what the positions against the accounts have gained at S. */
function worthOf(world: World, venue: TwinVenue): number {
  const cash = venue.vault * venue.peg;
  if (venue.terms.kind !== "pool") return cash;
  const own = world.accounts.filter((account) => account.venue === venue);
  const taken = venue.markets.map(
    ({ counterpartySize, counterpartyCost, lane }) =>
      counterpartySize * lane.global - counterpartyCost,
  );
  const { book } = world;
  const first = own.flatMap(({ index, positions }) =>
    positions.map(({ market: { lane } }, place) => {
      return -book.positionSize[book.positionStart[index] + place] * (lane.global - lane.start);
    }),
  );
  const charges = own.flatMap(({ positions }) => positions.map(unsettledCharge));
  return cash + sum(taken) + sum(first) + sum(charges);
}
