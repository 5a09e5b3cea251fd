/** Restarts that undo the last minutes, by hand. */
import { describe, expect, it } from "vitest";
import { type Block, type Played, halt, move, orderbook, play, trader, world } from "./stage.ts";

/** A sequencer whose restarts undo so many minutes. */
const undoing = (minutes: number): Block => ({
  restart: { rollback: { probability: 1, minutes: { constant: minutes } } },
});

/** Chain `l2` behind one. */
function returning(minutes: number): Block {
  return {
    sequencers: { s: undoing(minutes) },
    chains: { l2: { kind: "optimistic", sequencer: "s", challenge_window: "7 days" } },
  };
}

/** S falls to 947 at minute 4 and A goes; a halt from 6 to 9. */
function fall(minutes: number, scenario: readonly Block[] = [], venue: Block = {}): Played {
  return play(
    world({
      ...returning(minutes),
      venues: {
        v: orderbook({ liquidation: { penalty: 0.01 }, waterfall: [{ insurance: 1e4 }], ...venue }),
      },
      book: { accounts: [trader("A", 1000, 1e5)] },
      scenario: [move(4, -0.053), halt(6, 3), ...scenario],
    }),
  );
}

describe("a restart that undoes a liquidation", () => {
  it("gives account, fund, makers and price back: where S has recovered, nothing has happened", () => {
    const { row, liquidations, venues, cascades, delays, contagion, simulator } = fall(3, [
      move(8, 0.06),
    ]);
    expect(liquidations.map(({ time_s, undone }) => [time_s, undone])).toEqual([[240, 1]]);
    expect(row).toMatchObject({
      liquidated_usd: 0,
      liquidated_accounts: 0,
      cascades: 0,
      largest_cascade_usd: 0,
      max_generation: NaN,
      branching_ratio: NaN,
      same_step_share: NaN,
      penalties_usd: 0,
      bad_debt_usd: 0,
      peak_minute_usd: 0,
    });
    expect([venues, cascades, contagion]).toEqual([[], [], {}]);
    // In breach from minute 4 to the restart, and recovered.
    expect(delays).toEqual([["v", 5, false]]);
    const { accounts, funds, positions, venuePrices } = simulator.context.trading;
    expect([accounts.size[0], accounts.cash[0]]).toEqual([1000, 1e5]);
    expect(funds.insuranceGained[0]).toBe(0);
    expect([positions.long[0], positions.counterpartySize[0]]).toEqual([1000, -1000]);
    expect([venuePrices.state[0], venuePrices.displacement[0]]).toEqual([0, 0]);
    expect(row.makers_pnl_usd).toBeCloseTo(-1000 * (1000 * 0.947 * 1.06 - 1000), 6);
  });

  it("lets it happen again where S has not: one liquidation counts, its delay runs from the first breach", () => {
    const { row, liquidations, delays, cascades } = fall(3);
    expect(liquidations.map(({ time_s, undone, cause }) => [time_s, undone, cause])).toEqual([
      [240, 1, "market"],
      [540, 0, "gap"],
    ]);
    // As in the worked example: from 947 with x = 0, half of 0.947 % down.
    for (const { execution, equity_after_usd } of liquidations) {
      expect(execution).toBeCloseTo(942.5265542408035, 9);
      expect(equity_after_usd).toBeCloseTo(33101.288698395496, 6);
    }
    expect(row.liquidated_usd).toBeCloseTo(947_000, 6);
    expect(row.penalties_usd).toBeCloseTo(9425.265542408035, 6);
    expect([row.liquidated_accounts, cascades.length]).toEqual([1, 1]);
    expect(cascades[0]).toMatchObject({ start_s: 540, accounts: 1 });
    expect(delays).toEqual([["v", 5, true]]);
  });

  it("leaves it alone where it was earlier than that", () => {
    const { liquidations, delays } = fall(1);
    expect(liquidations.map(({ time_s, undone }) => [time_s, undone])).toEqual([[240, 0]]);
    expect(delays).toEqual([["v", 0, true]]);
  });

  it("undoes nothing before t = 0, however far it goes", () => {
    expect(fall(1e4).liquidations.map(({ undone }) => undone)).toEqual([1, 0]);
  });

  it("undoes nothing before the last restart, however far it goes", () => {
    const { liquidations } = fall(1e4, [], {});
    expect(liquidations).toHaveLength(2);
    const again = play(
      world({
        ...returning(1e4),
        venues: { v: orderbook() },
        book: { accounts: [trader("A", 1000, 1e5)] },
        scenario: [halt(1, 1), move(4, -0.053), halt(6, 1), move(8, 0), halt(8, 1)],
      }),
    );
    // Undone by the second restart at minute 7 alone; the third goes back to that one, no further.
    expect(again.liquidations.map(({ time_s, undone }) => [time_s, undone])).toEqual([
      [240, 1],
      [420, 0],
    ]);
  });
});

/** Chain `home` may return; `l2` has the venue. Pools on both: two minutes and 1 %. */
const HOME: Block = {
  sequencers: { s: {}, t: undoing(5) },
  chains: {
    l2: { kind: "optimistic", sequencer: "s", challenge_window: "7 days" },
    home: { kind: "optimistic", sequencer: "t", challenge_window: "7 days" },
  },
  bridges: {
    hop: { kind: "liquidity", pools: { l2: 1e6, home: 1e6 }, latency: "2 minutes", fee: 0.01 },
  },
};

/** Long 10 with 1000, called at minute 5, asks at 6, over the pools at 8. */
function called(from: string, scenario: readonly Block[], parts: Block = HOME): Played {
  const policy = { call_level: 1.5, reaction: { constant: "1 minute" }, from, amount: 0.3 };
  return play(
    world({
      horizon: "20 minutes",
      ...parts,
      venues: { v: orderbook({}, { depth_1pct: 1e24 }) },
      book: { accounts: [trader("A", 10, 1000, { top_up: policy })] },
      scenario: [move(5, -0.03), ...scenario],
    }),
  );
}

describe("a top-up of 300 from a chain that returns", () => {
  it("is cancelled where it is under way: nothing has left", () => {
    const { transfers, row, simulator } = called("home", [halt(7, 0.5, "sequencers.t")]);
    expect(transfers).toMatchObject([{ outcome: "cancelled", cause: "rollback", landed_s: NaN }]);
    const { topUps, network, accounts } = simulator.context.trading;
    expect([topUps.sent[0], accounts.cash[0]]).toEqual([0, 1000]);
    expect([...network.poolBalance]).toEqual([1e6, 1e6]);
    expect([row.top_ups_landed, row.top_ups_blocked_usd]).toEqual([0, 300]);
  });

  it("is spent twice where it has landed: account and wallet have it, the pool that was paid has not", () => {
    const { transfers, simulator } = called("home", [halt(9, 3, "sequencers.t")]);
    expect(transfers).toMatchObject([{ outcome: "undone", cause: "rollback", landed_s: 480 }]);
    const { topUps, network, accounts } = simulator.context.trading;
    expect([topUps.sent[0], accounts.cash[0]]).toEqual([0, 1297]);
    expect([...network.poolBalance]).toEqual([1e6 - 297, 1e6]);
  });

  it("stays where it was sent before that", () => {
    const { transfers, simulator } = called("home", [halt(12, 3, "sequencers.t")]);
    expect(transfers).toMatchObject([{ outcome: "landed", landed_s: 480 }]);
    expect(simulator.context.trading.topUps.sent[0]).toBe(300);
  });
});

describe("a top-up to a chain that returns", () => {
  const venueReturns: Block = { ...HOME, sequencers: { s: undoing(5), t: {} } };

  it("lands again at the restart where it came from elsewhere", () => {
    const { transfers, row, simulator } = called("home", [halt(9, 3)], venueReturns);
    expect(transfers).toMatchObject([{ outcome: "landed", landed_s: 720 }]);
    expect(simulator.context.trading.accounts.cash[0]).toBe(1297);
    expect([row.top_ups_asked, row.top_ups_landed]).toEqual([1, 1]);
  });

  it("is asked for again, in the same episode, where it came from the chain itself", () => {
    const { transfers, row, simulator } = called("l2", [halt(9, 3)], venueReturns);
    // Called anew at the restart, at minute 12, asked for a minute later.
    expect(transfers.map(({ asked_s, outcome }) => [asked_s, outcome])).toEqual([
      [360, "cancelled"],
      [780, "landed"],
    ]);
    const { accounts, topUps } = simulator.context.trading;
    expect([accounts.cash[0], topUps.sent[0], topUps.episode[0]]).toEqual([1300, 300, 1]);
    expect([row.top_ups_asked, row.top_ups_landed]).toEqual([2, 1]);
  });
});

it("a refill that lands in the step of the restart, before the halt, makes up for the flow once", () => {
  const { transfers, simulator } = play(
    world({
      horizon: "12 minutes",
      ...HOME,
      sequencers: { s: undoing(0), t: {} },
      bridges: {
        hop: {
          kind: "liquidity",
          pools: { l2: 2e6, home: 2e6 },
          latency: "130 seconds",
          fee: 0.01,
        },
      },
      venues: { v: orderbook({ makers: { inventory: 1e6, hub: "home", replenish: ["hop"] } }) },
      book: { accounts: [trader("A", 1000, 1e5)] },
      // Asked for at 300 s, landed at 430 s; down from 440 s to 460 s, back to 420 s.
      scenario: [move(4, -0.053), halt(440 / 60, 20 / 60)],
    }),
  );
  expect(transfers).toMatchObject([{ purpose: "refill", outcome: "landed" }]);
  expect(transfers[0].landed_s).toBeCloseTo(460, 6);
  // The fee, 1 % of 947 000, is not made up for.
  expect(simulator.context.trading.inventories.flow[0]).toBeCloseTo(-9470, 6);
});
