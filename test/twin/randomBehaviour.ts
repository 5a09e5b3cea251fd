/**
 * Behaviour for the random models: crowds that panic, desks at two venues, escape hatches. Draws of its own, so that model n
 * without it stays what it was.
 */
import type { ResolvedModel } from "../../src/model/resolved.ts";
import type { Cohort, Desk, Panic } from "../../src/model/resolved/book.ts";
import type { Chain } from "../../src/model/resolved/chain.ts";
import type { Venue } from "../../src/model/resolved/venue.ts";
import { type Dice, createDice } from "./dice.ts";

const MINUTE = 60;
const HOUR = 3600;

/** Model `number` of `randomModel`, whose people behave. */
export function withBehaviour(model: ResolvedModel, number: number): ResolvedModel {
  const dice = createDice(number, "behaviour");
  const drawDice = createDice(number, "draw-down");
  const cohorts = model.book.cohorts.map((cohort) => withPanic(dice, model, cohort));
  const hatched = model.chains.map((chain) => withHatch(dice, chain));
  const takings = createDice(number, "takings");
  const chains = hatched.map((chain) => withTakings(takings, chain));
  const trading = model.venues.flatMap(({ kind }, venue) => (kind === "lending" ? [] : [venue]));
  const desks = trading.length > 0 ? [randomDesk(dice, model.venues, trading)] : [];
  const drawing = cohorts.map((cohort) => withDrawDown(drawDice, model.venues, cohort));
  const inboxes = createDice(number, "inboxes");
  const sequencers = model.sequencers.map((one) =>
    inboxes.chance(0.5) ? one : { ...one, delayedFirst: true as const },
  );
  const venues = model.venues.map((venue) => ({
    ...venue,
    ...randomRun(createDice(number, `run/${venue.name}`), venue),
    markets: venue.markets.map((market) =>
      inboxes.chance(0.4) ? market : { ...market, openInterestCap: inboxes.scale(1e4, 3e6) },
    ),
  }));
  return { ...model, sequencers, chains, venues, book: { ...model.book, cohorts: drawing, desks } };
}

function randomRun(dice: Dice, { waterfall }: Venue): Pick<Venue, "run"> {
  if (!waterfall.some(({ kind }) => kind === "vault") || dice.chance(0.3)) return {};
  const delay = dice.chance(0.3) ? 0 : dice.between(0.5, 10) * MINUTE;
  return { run: { loss: dice.between(0.02, 0.5), share: dice.between(0.1, 1), delay } };
}

function randomPanic(dice: Dice): Panic {
  return {
    patience: dice.pick([0.3, 3, 8]) * dice.between(0.5, 1.5) * MINUTE,
    share: dice.between(0.1, 0.8),
  };
}

function withPanic(dice: Dice, { venues }: ResolvedModel, cohort: Cohort): Cohort {
  if (venues[cohort.venue].kind === "lending" || dice.chance(0.4)) return cohort;
  return { ...cohort, panic: randomPanic(dice) };
}

function withDrawDown(dice: Dice, venues: readonly Venue[], cohort: Cohort): Cohort {
  if (venues[cohort.venue].kind !== "lending" || dice.chance(0.3)) return cohort;
  const reaction = { kind: "exponential", mean: dice.between(0.5, 10) * MINUTE } as const;
  return { ...cohort, drawDown: { probability: dice.between(0.3, 1), reaction } };
}

function withHatch(dice: Dice, chain: Chain): Chain {
  if (dice.chance(0.4)) return chain;
  const escapeHatch = {
    delay: dice.between(1, 10) * MINUTE,
    capacity: dice.scale(1e6, 1e9) / HOUR,
  };
  return { ...chain, escapeHatch };
}

/** An invalid claim that nobody watches for, now and then. */
function withTakings(dice: Dice, chain: Chain): Chain {
  if (chain.kind !== "optimistic" || dice.chance(0.4)) return chain;
  const loss = { kind: "uniform", low: 0.02, high: 0.6 } as const;
  const invalidClaim = { rate: 1 / dice.scale(HOUR / 2, 4 * HOUR), loss };
  return {
    ...chain,
    challengeWindow: dice.between(1, 10) * MINUTE,
    invalidClaim,
    backingAtRisk: true,
  };
}

function randomDesk(dice: Dice, venues: readonly Venue[], trading: readonly number[]): Desk {
  const legs = Array.from({ length: dice.count(2, 3) }, (_, leg) => {
    const venue = dice.pick(trading);
    return {
      venue,
      market: dice.count(0, venues[venue].markets.length - 1),
      long: leg % 2 === 0,
      collateral: dice.chance(0.7)
        ? [{ collateral: 0, share: 1 }]
        : [
            { collateral: 0, share: 0.6 },
            { collateral: 1, share: 0.4 },
          ],
    };
  });
  return {
    name: "desk",
    accounts: dice.count(3, 25),
    legs,
    notional: { kind: "lognormal", median: dice.scale(3e3, 6e4), sigma: 0.7 },
    leverage: { kind: "uniform", low: 4, high: dice.between(9, 16) },
    unwind: dice.chance(0.1)
      ? null
      : {
          probability: dice.between(0.4, 1),
          delay: dice.chance(0.3) ? 0 : dice.between(0.2, 12) * MINUTE,
        },
    topUp: dice.chance(0.5)
      ? null
      : {
          callLevel: dice.between(1.1, 2),
          probability: dice.between(0.4, 1),
          reaction: { kind: "exponential", mean: 3 * MINUTE },
          from: venues[legs[0].venue].chain,
          amount: dice.between(0.2, 0.8),
          wallet: 1,
        },
    ...(dice.chance(0.5) ? { panic: randomPanic(dice) } : {}),
  };
}
