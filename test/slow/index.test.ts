/**
 * The liquidation index against a scan of all 5 000 accounts of the default model, at every step of a path: nobody is
 * in breach, or called, whom the index has not seen.
 */
import { describe, expect, test } from "vitest";
import { STANDING, isTouched } from "../../src/book/accounts.ts";
import { callLevelOf, recoveryLevelOf } from "../../src/book/liquidationIndex.ts";
import { valueAccount } from "../../src/book/margin.ts";
import { resetTrading } from "../../src/contagion/start.ts";
import type { Trading } from "../../src/contagion/state/trading.ts";
import { advanceMachinery } from "../../src/engine/network/advanceMachinery.ts";
import { resetMachinery } from "../../src/engine/network/machinery.ts";
import { buildBook, createPathSimulator } from "../../src/engine/path.ts";
import { advanceStep } from "../../src/engine/step.ts";
import { loadModel } from "../../src/model/load.ts";

const { model, base } = loadModel("models/three-rollups.yaml");
const { context } = createPathSimulator({ model, book: buildBook(model, base) }, []);
const { trading, machinery } = context;
const state = { equity: 0, requirement: 0 };

/** Accounts that a scan finds otherwise than the index has them. @param called episodes as the scan has them so far */
function disagreements(called: Uint8Array): number[] {
  const { book, accounts, valuations, layout, topUps, index } = trading;
  const wrong: number[] = [];
  for (let account = 0; account < book.accounts; account++) {
    const own = isTouched(accounts, account);
    const standing = own ? accounts.standing[account] : STANDING.safe;
    if (standing === STANDING.closed) continue;
    valueAccount(layout, accounts, account, valuations.mark, state);
    const level =
      called[account] === 1 ? recoveryLevelOf(index, account) : callLevelOf(index, account);
    called[account] = book.policy[account] >= 0 && state.equity < level * state.requirement ? 1 : 0;
    if (called[account] !== (own ? topUps.inEpisode[account] : 0)) wrong.push(account);
    if (standing === STANDING.safe && inBreach(trading, account)) wrong.push(account);
  }
  return wrong;
}

function inBreach({ layout, accounts, valuations }: Trading, account: number): boolean {
  return [valuations.mark, valuations.global].some((valuation) => {
    valueAccount(layout, accounts, account, valuation, state);
    return state.equity < state.requirement;
  });
}

describe("the index misses nobody", () => {
  // Calm paths, paths with halts, and the paths with the most liquidations among the first two hundred.
  test.each([0, 2, 8, 16, 58, 63, 111, 192])("on path %i", (path) => {
    resetMachinery(machinery, path);
    advanceMachinery(machinery, 0, 1);
    resetTrading(trading, { market: path, book: path });
    const called = new Uint8Array(trading.book.accounts);
    for (let step = 1; step <= model.steps; step++) {
      advanceStep(context, step);
      expect(disagreements(called), `step ${step}`).toEqual([]);
    }
    expect(Math.max(...trading.tallies.closes)).toBeGreaterThan(0);
  });
});
