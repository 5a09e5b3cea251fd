/** Makers' inventory: liquidation flow ties it up, depth thins with it, and a refill takes the route's time. */
import { describe, expect, it } from "vitest";
import { type Block, halt, move, orderbook, play, trader, world } from "../stage.ts";

/** A sells 500 ETH at 947 into 1e6 of inventory; B, 10 ETH, follows when ETH falls again after `minutes`. */
function sold(
  minutes: number,
  more: readonly Block[] = [],
  makers: Block = {},
): ReturnType<typeof play> {
  return play(
    world({
      horizon: "20 minutes",
      sequencers: { s: {}, t: {} },
      chains: {
        l2: { kind: "optimistic", sequencer: "s", challenge_window: "7 days" },
        home: { kind: "optimistic", sequencer: "t", challenge_window: "7 days" },
      },
      bridges: {
        hop: { kind: "liquidity", pools: { l2: 1e6, home: 1e6 }, latency: "2 minutes", fee: 0.01 },
      },
      venues: {
        v: orderbook(
          { makers: { inventory: 1e6, hub: "home", replenish: ["hop"], ...makers } },
          { depth_1pct: 1e7, resilience: "1 second" },
        ),
      },
      book: { accounts: [trader("A", 500, 50_000), trader("B", 10, 1500)] },
      scenario: [move(5, -0.053), move(minutes, -0.06), ...more],
    }),
  );
}

const FLOW = 500 * 947;

describe("a sale of 473 500 into an inventory of 1e6", () => {
  it("leaves a share of .5265 and asks the hub for all of it a minute later, which lands at 480 s", () => {
    const { transfers, row } = sold(15);
    expect(row.min_inventory_share).toBeCloseTo(1 - FLOW / 1e6, 9);
    const [refill] = transfers;
    expect([refill.purpose, refill.from, refill.to, refill.asked_s, refill.landed_s]).toEqual([
      "refill",
      "home",
      "l2",
      360,
      480,
    ]);
    expect(refill.amount_usd).toBeCloseTo(FLOW, 6);
  });

  it("thins the depth of a sale at 420 s to .5265 and of one at 480 s, less a fee of 1 %, to .995265", () => {
    const shares = [7, 8].map((minutes) => sold(minutes).venues[0].min_depth_share);
    expect(shares[0]).toBeCloseTo(1 - FLOW / 1e6, 9);
    // The least of that path is that of A's own sale, 1; B's is what the refill left.
    expect(shares[1]).toBeCloseTo(1 - (0.01 * FLOW) / 1e6, 9);
  });

  it("stays thin while the hub is halted, and the refused refill stands once in the tables", () => {
    const { venues, transfers } = sold(15, [halt(4, 9, "sequencers.t")]);
    expect(transfers.map(({ asked_s, outcome }) => [asked_s, outcome])).toEqual([
      [360, "blocked"],
      [780, "landed"],
    ]);
    expect(venues[0].min_depth_share).toBeCloseTo(1 - (0.01 * FLOW) / 1e6, 9);
    expect(sold(12, [halt(4, 9, "sequencers.t")]).venues[0].min_depth_share).toBeCloseTo(
      1 - FLOW / 1e6,
      9,
    );
  });

  it("needs no refill above nine tenths: 473 500 of 1e7", () => {
    expect(sold(15, [], { inventory: 1e7 }).transfers).toEqual([]);
  });
});
