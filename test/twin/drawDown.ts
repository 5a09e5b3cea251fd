/** Borrowers who draw down their credit while a claim of theirs is shown above its worth. */
import { DRAWS_PER_ITEM, streamOf, uniform } from "../../src/random/streams.ts";
import { compileDistribution } from "../../src/random/distribution.ts";
import { keep } from "./rollbacks.ts";
import { atMark, equityOf, requirementOf } from "./valuation.ts";
import { type Account, type Drawing, type World, notice } from "./world.ts";

/** The cohorts that may, from the model: their accounts stand first in the book, in file order. */
export function createDrawing({ model, accounts }: World): Drawing[] {
  let first = 0;
  return model.book.cohorts.flatMap((cohort) => {
    const own = accounts.slice(first, first + cohort.accounts);
    first += cohort.accounts;
    if (cohort.drawDown === undefined) return [];
    return [{ cohort, accounts: own, seen: -Infinity, exploits: 0, ready: [] }];
  });
}

export function drawDown(world: World): void {
  const { chainLive, chainCensored } = world.machinery;
  for (const drawing of world.drawing) {
    noteExploit(world, drawing);
    const due = drawing.ready.filter(({ at }) => at <= world.now);
    drawing.ready = drawing.ready.filter(({ at }) => at > world.now);
    for (const one of due) {
      const { chain } = one.account.venue.terms;
      if (!one.account.balances.some(({ asset }) => isShownAbove(world, asset))) continue;
      if (chainLive[chain] === 0 || chainCensored[chain] === 1) drawing.ready.push(one);
      else borrowAll(world, one.account);
    }
  }
}

function noteExploit(world: World, drawing: Drawing): void {
  const { model, machinery, path, registry } = world;
  const { cohort, accounts } = drawing;
  const bridges = cohort.collateral.flatMap(({ collateral }) => {
    const asset = model.market.assets[model.venues[cohort.venue].collateral[collateral].asset];
    return asset.kind === "wrapped" ? [asset.bridge] : [];
  });
  const latest = Math.max(-Infinity, ...bridges.map((bridge) => machinery.exploitedAt[bridge]));
  if (latest === drawing.seen) return;
  drawing.seen = latest;
  const stream = streamOf(registry, `book.${cohort.name}`, `draw-down/${drawing.exploits++}`);
  const { probability, reaction } = cohort.drawDown!;
  accounts.forEach((account, item) => {
    const draw = (k: number): number => uniform(stream, path, item * DRAWS_PER_ITEM + k);
    if (draw(0) >= probability) return;
    drawing.ready.push({ account, at: latest + compileDistribution(reaction).quantile(draw(1)) });
  });
}

function isShownAbove({ ratios }: World, asset: number): boolean {
  return ratios[asset].shown > ratios[asset].true;
}

/** Up to the limit but for a billionth of it; the money is gone. */
function borrowAll(world: World, account: Account): void {
  if (account.closed) return;
  const view = atMark(world);
  const usd = equityOf(account, view) * (1 - 1e-9) - requirementOf(account, view);
  if (usd <= 0) return;
  keep(world, account);
  account.debt += usd / account.venue.peg / account.venue.debtIndex;
  account.left = true;
  notice(world, "drawn down");
}
