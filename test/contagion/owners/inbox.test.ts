/** The delayed inbox and the escape hatch: what gets in while a chain takes nothing, and when. */
import { describe, expect, it } from "vitest";
import { type Block, type Played, halt, move, orderbook, play, trader, world } from "../stage.ts";

const DEEP: Block = { depth_1pct: 1e24 };
const POLICY = { call_level: 1.5, reaction: { constant: "30 seconds" }, from: "l2", amount: 0.3 };
const HATCH: Block = { escape_hatch: { delay: "2 minutes", capacity: "6e4 / hour" } };

/** A, long 10 ETH with 1000, is called at 2:00 (970) and asks for 300 at 2:30; its chain is down from 2:15 to 7:15. */
function called(
  sequencer: Block,
  chain: Block,
  scenario: readonly Block[],
  venue: Block = {},
): Played {
  return play(
    world({
      sequencers: { s: sequencer },
      chains: { l2: { kind: "optimistic", sequencer: "s", challenge_window: "7 days", ...chain } },
      venues: { v: orderbook(venue, DEEP) },
      book: { accounts: [trader("A", 10, 1000, { top_up: POLICY })] },
      scenario: [move(2, -0.03), ...scenario],
    }),
  );
}
const down = halt(2.25, 5);
const INBOX: Block = { restart: { backlog: "delayed_first" } };
const told = ({ transfers }: Played): (readonly unknown[])[] =>
  transfers.map(({ asked_s, landed_s, outcome, cause }) => [asked_s, landed_s, outcome, cause]);

describe("a top-up asked at 150 s on a chain that is down until 435 s", () => {
  it("is blocked where nothing waits", () => {
    const { row } = called({}, {}, [down]);
    expect([row.top_ups_landed, row.top_ups_blocked_usd]).toEqual([0, 300]);
  });

  it("is in at the restart where the sequencer works its inbox first", () => {
    const played = called(INBOX, {}, [down]);
    expect(told(played)).toEqual([[150, 435, "landed", ""]]);
    expect(played.simulator.context.trading.accounts.cash[0]).toBe(1300);
  });

  it("is forced in at 288 s through a hatch of 120 s that takes 300 USD in 18 s", () => {
    const played = called({}, HATCH, [down]);
    expect(told(played)).toEqual([[150, expect.closeTo(150 + 120 + 18, 9), "landed", ""]]);
    expect(played.row.top_ups_landed).toBe(1);
  });

  it("waits for a hatch of 20 minutes past the restart, unless the sequencer works its inbox first", () => {
    const slow = { escape_hatch: { delay: "20 minutes", capacity: "6e4 / hour" } };
    expect(told(called({}, slow, [down]))).toEqual([[150, NaN, "in_flight", ""]]);
    expect(told(called(INBOX, slow, [down]))).toEqual([[150, 435, "landed", ""]]);
  });

  it("is in before the liquidations of the restart: at 950 its 800 are under 1.5, its 500 would not be under 1", () => {
    // 945: 450 against 472.5. The top-up makes it 750.
    const fall = move(7, 945 / 970 - 1);
    expect(called({}, {}, [down, fall]).row.liquidated_accounts).toBe(1);
    expect(called(INBOX, {}, [down, fall]).row.liquidated_accounts).toBe(0);
  });

  it("waits for the end of a grace period that blocks it: 435 s + 90 s, the step's end after", () => {
    const oracle = { grace_period: "90 seconds", grace_blocks_top_up: true };
    const played = called(INBOX, {}, [down], { oracle });
    expect(played.row.top_ups_landed).toBe(1);
    const early = called(INBOX, {}, [halt(2.25, 7)], { oracle });
    expect(early.row.top_ups_landed).toBe(0);
  });

  it("gets past a censor through the hatch, and by the inbox when he stops", () => {
    const censor = {
      at: "2.25 minutes",
      fault: "sequencers.s",
      mode: "censor",
      duration: "5 minutes",
    };
    expect(told(called({}, HATCH, [censor]))[0]![1]).toBeCloseTo(288, 9);
    expect(told(called(INBOX, {}, [censor]))[0]![1]).toBe(480);
    expect(told(called({}, {}, [censor]))[0]).toEqual([150, NaN, "blocked", "censored"]);
  });
});

describe("a crowd of 10 longs of 1000 USD that panics after 1 minute of a halt from 2:00 on", () => {
  const panicking = (chain: Block): Played =>
    play(
      world({
        sequencers: { s: {} },
        chains: {
          l2: { kind: "optimistic", sequencer: "s", challenge_window: "7 days", ...chain },
        },
        venues: { v: orderbook({}, DEEP) },
        book: {
          cohorts: {
            c: {
              accounts: 10,
              venue: "v",
              markets: { ETH: 1 },
              notional: { constant: 1000 },
              leverage: { constant: 4 },
              long: 1,
              collateral: { USDC: 1 },
              patience: "1 minute",
              panic: 1,
            },
          },
        },
        scenario: [halt(2, 30)],
      }),
    );

  it("is forced out one after the other, 60 s each, from 3:00 + 2:00 on, and not at all without a hatch", () => {
    // 1000 USD at 6e4 an hour. The sixth is through at 300 + 6 * 60 s, past the horizon of 10 minutes at 600 s.
    expect(panicking(HATCH).liquidations.map(({ time_s }) => time_s)).toEqual([
      360, 420, 480, 540, 600,
    ]);
    expect(panicking({}).liquidations).toEqual([]);
  });
});
