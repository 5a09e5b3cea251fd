/** models/bridges.yaml: each kind of bridge breaks in its own way, and each switch saves its own account. */
import { describe, expect, it } from "vitest";
import { loadModel } from "../../src/model/load.ts";
import { type Played, play } from "../contagion/stage.ts";

const played = (set: readonly string[] = []): Played =>
  play(loadModel("models/bridges.yaml", { set }));

/** Account: [time, cause] of its close. */
const closed = ({ liquidations }: Played): Record<string, [number, string]> =>
  Object.fromEntries(liquidations.map(({ account, time_s, cause }) => [account, [time_s, cause]]));

describe("four ways and a borrower", () => {
  const story = played();

  it("end as their bridges do", () => {
    const told = story.transfers.map(({ from, route, asked_s, landed_s, outcome, cause }) => [
      from,
      route,
      asked_s / 60,
      landed_s / 60,
      outcome,
      cause,
    ]);
    expect(told).toEqual([
      ["a", "", 70, NaN, "refused", "pool_short"],
      ["b", "layer", 70, 75, "landed", ""],
      ["c", "c/hatch+hub-canonical", 70, 113, "landed", ""],
      ["d", "dash", 80, 81, "undone", "reorganisation"],
    ]);
  });

  it("close the two whose money was lost or kept out, and the borrower whose claims were robbed twice over", () => {
    expect(closed(story)).toEqual({
      borrower: [75 * 60, "depeg"],
      "over-hop": [180 * 60, "blocked_top_up"],
      "over-layer": [180 * 60, "market"],
    });
    // A tenth of 10 ETH at 960 against 4000.
    expect(story.row.bad_debt_usd).toBeCloseTo(4000 - 960, 6);
  });

  it("take a tenth of hop's pools, then half of the rest: .45 of its start are left", () => {
    expect(story.row.min_pool_share).toBeCloseTo(0.45, 12);
    const { pools } = story.simulator.context.machinery.bridges;
    expect(Array.from(pools.balance, (usd) => Math.round(usd))).toEqual([45_000, 27_000, 1e5, 5e4]);
  });
});

describe("without", () => {
  it("the run, hop still holds 54 000 and takes the top-up", () => {
    expect(closed(played(["bridges.hop.run.share=0"]))["over-hop"]).toBeUndefined();
  });

  it("the loss of the layer, all but a billionth, nobody on it is closed, and no debt is bad", () => {
    const safe = played(["scenario.3.loss=1e-9"]);
    expect(Object.keys(closed(safe))).toEqual(["over-hop"]);
    expect(safe.row.bad_debt_usd).toBe(0);
  });

  it("depth, the reorganisation reaches nothing", () => {
    const outcomes = played(["scenario.4.depth=1 minute"]).transfers.map(({ outcome }) => outcome);
    expect(outcomes).toEqual(["refused", "landed", "landed", "landed"]);
  });

  it("a hatch in time, its account is closed like the others", () => {
    const late = played(["chains.c.escape_hatch.delay=3 hours"]);
    expect(closed(late)["over-hatch"]).toEqual([180 * 60, "blocked_top_up"]);
  });
});
