/** models/chains.yaml: the times at which a top-up over each kind of chain arrives, by hand. */
import { describe, expect, it } from "vitest";
import { loadModel } from "../../../src/model/load.ts";
import { play } from "../../contagion/stage.ts";

const MODEL = "models/chains.yaml";

describe(MODEL, () => {
  const { row, transfers, liquidations, faults } = play(loadModel(MODEL));

  it("calls six accounts after an hour, who ask at 4200 s, and lands each over its own kind of chain", () => {
    expect(transfers.map(({ from, asked_s, landed_s }) => [from, asked_s, landed_s])).toEqual([
      // posting 600, window 7200, finality 600, deposit 600
      ["op", 4200, 4200 + 600 + 7200 + 1200],
      // batch 5 closes at 4500, its proof takes 1200, its aggregate 300, execution 3600
      ["zk", 4200, 4500 + 1200 + 300 + 3600 + 1200],
      // the same batch interval, but exits are frozen until the data are back at 25 200; then the deposit
      ["vld", 4200, 25_200 + 600],
      // window 7200, 50 000 USD at 50 000 an hour
      ["plas", 4200, 4200 + 7200 + 3600 + 1200],
      ["chan", 4200, 4200 + 1200],
      ["side", 4200, 4200 + 1200],
    ]);
  });

  it("closes the two whose money is not there at 14 400 s, because it is not", () => {
    expect(liquidations.map(({ account, time_s, cause }) => [account, time_s, cause])).toEqual([
      ["over-vld", 14_400, "blocked_top_up"],
      ["over-plas", 14_400, "blocked_top_up"],
    ]);
    expect(row.top_ups_asked).toBe(6);
  });

  it("halts the validium from its next batch at 8100 s until its data are back: 4.75 h", () => {
    expect(row.downtime_hours).toBe((25_200 - 8100) / 3600);
    expect(
      faults.map(({ component, mode, start_s, end_s }) => [component, mode, start_s, end_s]),
    ).toEqual([["availability.dac", "withhold", 7500, 25_200]]);
  });

  it.each([
    ["a longer exit queue", "chains.plas.exit_capacity=1e6 / hour", "over-vld"],
    [
      "a channel whose counterparty is absent",
      "chains.chan.counterparties.liveness=0",
      "over-chan",
    ],
    ["aggregates of forty proofs", "provers.aggregator.aggregation.batches=40", "over-zk"],
  ])("%s changes who is closed", (_, set, account) => {
    const closed = play(loadModel(MODEL, { set: [set] })).liquidations.map((each) => each.account);
    const wanted = account === "over-vld" ? [account] : ["over-vld", "over-plas", account];
    expect(closed.toSorted()).toEqual(wanted.toSorted());
  });

  it("congestion from before the first fall to the end makes all of them wait, but not all of them too long", () => {
    const congested = loadModel(MODEL, {
      set: [
        "scenario=[{ at: 0 hours, fault: settlement, mode: congestion, duration: 8 hours, slowdown: 3 }, { at: 1 hour, price: { ETH: -0.04 } }, { at: 4 hours, price: { ETH: -0.02 } }]",
      ],
    });
    expect(play(congested).transfers.map(({ from, landed_s }) => [from, landed_s])).toEqual([
      ["op", 4200 + 3 * 600 + 7200 + 3 * 600 + 600],
      ["zk", 4500 + 1500 + 3600 + 3 * 600 + 600],
      ["vld", 4500 + 1500 + 3600 + 3 * 600 + 600],
      ["plas", 4200 + 7200 + 3 * 3600 + 3 * 600 + 600],
      ["chan", 4200 + 3 * 600 + 600],
      ["side", 4200 + 3 * 600 + 600],
    ]);
  });
});
