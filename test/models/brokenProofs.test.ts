/** models/broken-proofs.yaml: what fails under five chains takes from whom, and when, by hand. */
import { describe, expect, it } from "vitest";
import { loadModel } from "../../src/model/load.ts";
import { type Played, play } from "../contagion/stage.ts";

const MODEL = "models/broken-proofs.yaml";
const MINUTE = 60;
const played = (...set: readonly string[]): Played => play(loadModel(MODEL, { set }));
const closed = ({ liquidations }: Played): (readonly [string, number, string])[] =>
  liquidations.map(({ account, time_s, cause }) => [account, time_s / MINUTE, cause]);

describe(MODEL, () => {
  const story = played();
  const { machinery } = story.simulator.context;

  it("closes three: forged proof 60 + 60 + 10, third key 200, claim 180 + 3 * 10 + 60 minutes", () => {
    expect(closed(story)).toEqual([
      ["zk-trader", 130, "depeg"],
      ["side-trader", 200, "depeg"],
      ["op-trader", 270, "depeg"],
    ]);
    expect(story.liquidations.map(({ equity_after_usd }) => equity_after_usd)).toEqual([
      40_000, 40_000, 40_000,
    ]);
    expect([...machinery.chainBackingRatio]).toEqual([0.5, 0.5, 0.5, 1, 1]);
  });

  it("loses ten minutes of the first proof in the halt: closed at 60, proven at 90 + 20 minutes", () => {
    const { batches } = machinery.rollup;
    const first = batches.closedAt.indexOf(60 * MINUTE);
    expect(batches.provenAt[first]).toBe(110 * MINUTE);
    const kept = played("provers.prover.halt_loses_work=false").simulator.context.machinery.rollup;
    expect(kept.batches.provenAt[first]).toBe(100 * MINUTE);
  });

  it("halts the validium from its next batch, 105 minutes, until the samples are back at 160; the plasma for 6 hours", () => {
    expect(story.row.downtime_hours).toBeCloseTo(6 + 55 / 60, 12);
    expect(
      story.faults
        .filter(({ component }) => component === "availability.blobs")
        .map(({ mode, start_s, end_s }) => [mode, start_s / MINUTE, end_s / MINUTE]),
    ).toEqual([["withhold", 100, 160]]);
  });

  it("lets half of 2e7 but for the trader's 8e4 leave the plasma from 2 h on: whole for 30 minutes, then at 4e6 an hour", () => {
    const usd = (2e7 - 8e4) / 2;
    const { trappedUsdSeconds } = machinery.rollup.massExits;
    expect(trappedUsdSeconds / 3600).toBeCloseTo(usd * (0.5 + usd / 4e6 / 2), 6);
  });

  it.each([
    ["a settlement layer that is not congested", "scenario.7.slowdown=1", "op-trader"],
    ["one signer more to be found", "chains.side.signers.threshold=4", "side-trader"],
    ["a forgery of nothing but a billionth", "scenario.2.loss=1e-9", "zk-trader"],
  ])("%s keeps one of them", (_, set, kept) => {
    const left = closed(played(set)).map(([account]) => account);
    expect(left).toHaveLength(2);
    expect(left).not.toContain(kept);
  });

  it("nobody who looks costs the first claim its challenge: closed at 30 + 10 + 60 minutes", () => {
    expect(closed(played("chains.op.watchers.count=0"))[0]).toEqual(["op-trader", 100, "depeg"]);
  });
});
