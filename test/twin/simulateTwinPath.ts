/**
 * The naive twin of the engine: one path, account by account, step by step, in the order of the model.
 *
 * No index, no typed arrays, no running sums: everybody is valued at every step and in every generation. It is slow and
 * meant to be read; the engine must agree with it on every row.
 */
import type { Book } from "../../src/book/book.ts";
import { REFILL, TOP_UP } from "../../src/bridges/transferWords.ts";
import { advanceMachinery } from "../../src/engine/network/advanceMachinery.ts";
import type { ResolvedModel } from "../../src/model/resolved.ts";
import { look } from "./breaches.ts";
import { countCensored, openVenues } from "./opening.ts";
import { createWorld } from "./createWorld.ts";
import { runGenerations } from "./generations.ts";
import { closeHorizon, settleLosses } from "./losses.ts";
import { advanceMarket } from "./market.ts";
import { drawDown } from "./drawDown.ts";
import { closeOrdered, nextOrderAt, takeOrder, watchHalts } from "./orders.ts";
import { askRefills, landRefill } from "./refills.ts";
import { remember, rollBack } from "./rollbacks.ts";
import { cascadesOf, pathRow, writeContagion, writeTransfers, writeVenues } from "./rows.ts";
import { ask, land, nextRequest, releaseHeldBack, reviewCalls, takeInbox } from "./topUps.ts";
import { atTruth, collateralValue } from "./valuation.ts";
import { payRuns, reviewVaults } from "./vaultRuns.ts";
import type { Row, Tables, World } from "./world.ts";

/** The rows of one path, and how often things happened that a sample of models should cover. */
export interface TwinPath extends Tables {
  readonly paths: Row[];
  readonly events: ReadonlyMap<string, number>;
  /** Whether a price left the range of doubles. */
  readonly overflows: boolean;
}

export function simulateTwinPath(model: ResolvedModel, book: Book, path: number): TwinPath {
  const world = createWorld(model, book, path);
  advanceMachinery(world.machinery, 0, 1);
  look(world);
  remember(world);
  for (let step = 1; step <= model.steps; step++) advance(world, step);
  closeHorizon(world);
  writeVenues(world);
  world.tables.cascades.push(...cascadesOf(world));
  writeTransfers(world);
  writeContagion(world);
  return {
    ...world.tables,
    delays: world.tables.delays.filter((row) => row["count"] > 0),
    paths: [pathRow(world)],
    events: world.events,
    overflows: everyPrice(world).some((price) => !(price > 0 && price < Infinity)),
  };
}

function everyPrice({ lanes, venues }: World): number[] {
  const markets = venues.flatMap((venue) => venue.markets);
  return [...lanes.map(({ global }) => global), ...markets.map(({ price }) => price)];
}

function advance(world: World, step: number): void {
  world.step = step;
  world.now = step * world.model.step;
  advanceInfrastructure(world);
  advanceMarket(world);
  takeInbox(world);
  releaseHeldBack(world);
  askRefills(world);
  payRuns(world);
  openVenues(world);
  drawDown(world);
  closeOrdered(world);
  runGenerations(world);
  countCensored(world);
  settleLosses(world);
  reviewCalls(world);
  reviewVaults(world);
  countTrapped(world);
  remember(world);
}

/** The network runs to the step's end and stops wherever an account asks for something. */
function advanceInfrastructure(world: World): void {
  const { now } = world;
  for (;;) {
    const account = nextRequest(world, now);
    const order = nextOrderAt(world);
    const at = Math.min(order, account?.calls?.requestAt ?? Infinity);
    if (at > now) break;
    reach(world, at);
    if (order === at) takeOrder(world, at);
    else ask(world, account!);
  }
  reach(world, now);
  watchHalts(world);
}

/** The network runs to `to` and stops wherever a restart undoes something. */
function reach(world: World, to: number): void {
  const { machinery } = world;
  do {
    advanceMachinery(machinery, to, world.stress);
    takeArrivals(world);
    if (machinery.rollbacks.dueCount > 0) rollBack(world);
  } while (machinery.now < to);
}

function takeArrivals(world: World): void {
  const { transfers } = world.machinery;
  for (const id of transfers.landed.slice(0, transfers.landedCount)) {
    if (transfers.purpose[id] === TOP_UP) land(world, id);
    if (transfers.purpose[id] === REFILL) landRefill(world, id);
  }
}

/** Value at S on a chain, times the seconds of the step in which nothing could leave it. */
function countTrapped(world: World): void {
  const { machinery, model, tally } = world;
  const view = atTruth(world);
  for (let chain = 0; chain < model.chains.length; chain++) {
    const blocked = machinery.chainExitBlockedSeconds[chain] - world.exitBlocked[chain];
    world.exitBlocked[chain] = machinery.chainExitBlockedSeconds[chain];
    world.downtime[chain] = machinery.chainDowntime[chain];
    for (const account of world.accounts) {
      const { venue, cash } = account;
      if (venue.terms.chain !== chain) continue;
      tally.trappedUsdSeconds += blocked * (cash * venue.peg + collateralValue(account, view));
    }
  }
}
