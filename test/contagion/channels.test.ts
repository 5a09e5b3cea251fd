/**
 * Channels by which trouble spreads, each alone in a small world: the loss that it makes, by hand, and none where its switch
 * is off. ETH moves only where the scenario says so. What one venue's accounts cannot show is in the tests that
 * docs/model.md names beside the channel.
 */
import { describe, expect, it } from "vitest";
import { type Block, type Played, halt, move, orderbook, play, trader, world } from "./stage.ts";

const DEEP: Block = { depth_1pct: 1e24 };

/** ETH from 1000 to a price, s minutes into the path, from the price before. */
const to = (minutes: number, price: number, from: number): Block => move(minutes, price / from - 1);

describe("sales that move prices: A sells 1000 ETH at 947 into a depth of 1e5, which is 9.47 %", () => {
  const sold = 947 * Math.exp(-0.0947);

  it("at their own venue: B, long 10 with 1050, is sold at what A left, and owes; `feedback: off`", () => {
    const played = (feedback: string): Played =>
      play(
        world({
          venues: { v: orderbook({}, { depth_1pct: 1e5 }) },
          book: { accounts: [trader("A", 1000, 1e5), trader("B", 10, 1050)] },
          scenario: [move(5, -0.053)],
          sampling: { paths: 1, seed: 1, feedback },
        }),
      );
    const fill = sold * Math.exp((-0.005 * 10 * sold) / 1e5);
    expect(played("calibrated").row.bad_debt_usd).toBeCloseTo(10 * (1000 - fill) - 1050, 8);
    expect(played("off").row.bad_debt_usd).toBe(0);
    expect(played("off").liquidations.map(({ account }) => account)).toEqual(["A"]);
  });

  it("at other venues through S: B at w falls with what is permanent of it; `permanent: 0`", () => {
    const played = (permanent: number): Played =>
      play(
        world({
          venues: {
            v: orderbook({}, { depth_1pct: 1e5, permanent }),
            w: orderbook({}, DEEP),
          },
          book: { accounts: [trader("A", 1000, 1e5), trader("B", 10, 1050, { venue: "w" })] },
          scenario: [move(5, -0.053)],
        }),
      );
    expect(played(1).row.bad_debt_usd).toBeCloseTo(10 * (1000 - sold) - 1050, 8);
    expect(played(1).contagion["v>w"]).toBeCloseTo(10 * sold, 8);
    expect(played(0).row.bad_debt_usd).toBe(0);
  });
});

describe("makers: A's 473 500 tie up .947 of an inventory, and C sells 94 000 into what depth is left two minutes later", () => {
  /** Refills come from a zk chain, whose batches close every 15 s and are proven in 15. */
  const played = (makers: Block, slowdown = 1): Played =>
    play(
      world({
        provers: { p: { workers: 100, proof_time: { constant: "15 seconds" } } },
        chains: {
          l2: { kind: "optimistic", challenge_window: "7 days" },
          home: { kind: "zk", prover: "p", batch_interval: "15 seconds" },
        },
        bridges: { gate: { kind: "canonical", chain: "home" } },
        venues: {
          v: orderbook(
            { mark: "oracle", makers: { inventory: 5e5, hub: "home", ...makers } },
            { depth_1pct: 1e5, resilience: "1 second" },
          ),
        },
        book: { accounts: [trader("A", 500, 50_000), trader("C", 100, 10_100)] },
        scenario: [
          { at: 0, fault: "provers.p", mode: "slow", duration: "20 minutes", slowdown },
          to(5, 947, 1000),
          to(7, 940, 947),
        ],
      }),
    );
  const depth = 1e5 * (1 - 473_500 / 5e5);
  const loss = 100 * (1000 - 940 * Math.exp((-0.005 * 94_000) / depth)) - 10_100;

  it("thin depth turns 3660 that C would keep into a debt; an inventory without bounds", () => {
    expect(played({}).row.bad_debt_usd).toBeCloseTo(loss, 8);
    expect(played({ inventory: 1e15 }).row.bad_debt_usd).toBe(0);
  });

  it("a refill in time takes the debt away, and a slow prover brings it back: 390 s, or 525 s", () => {
    const refilled = played({ replenish: ["gate"] });
    expect(refilled.row.bad_debt_usd).toBe(0);
    expect(refilled.transfers[0].landed_s).toBe(390);
    const late = played({ replenish: ["gate"] }, 10);
    expect(late.transfers[0].landed_s).toBe(525);
    expect(late.row.bad_debt_usd).toBeCloseTo(loss, 8);
  });
});

describe("time lost: a long of 100 with 10 100 keeps 4100 at 940, at 5:00, and owes 4900 at 850, a minute later", () => {
  const played = (venue: Block, scenario: readonly Block[] = []): Played =>
    play(
      world({
        sequencers: { s: {} },
        chains: { l2: { kind: "optimistic", sequencer: "s", challenge_window: "7 days" } },
        venues: { v: orderbook(venue, DEEP) },
        book: { accounts: [trader("A", 100, 10_100)] },
        scenario: [to(5, 940, 1000), to(6, 850, 940), ...scenario],
      }),
    );
  const lost = (...of: Parameters<typeof played>): number => played(...of).row.bad_debt_usd;

  it("nothing lost, nothing owed", () => {
    expect(lost({})).toBe(0);
    expect(played({}).liquidations[0].equity_after_usd).toBeCloseTo(4100, 8);
  });

  it("to a halt from 4:30 to 6:30", () => {
    expect(lost({}, [halt(4.5, 2)])).toBeCloseTo(4900, 8);
  });

  it("to a grace period of 3 minutes after a restart at 4:00; `grace_period: 0`", () => {
    const grace = (grace_period: string): number =>
      lost({ oracle: { grace_period } }, [halt(2, 2)]);
    expect(grace("3 minutes")).toBeCloseTo(4900, 8);
    expect(grace("0 minutes")).toBe(0);
  });

  it("to keepers who can take 47 000 a minute: half at 940, half at 850; without `keepers`", () => {
    const slow = { liquidation: { keepers: "47000 / minute" } };
    expect(lost(slow)).toBeCloseTo(50 * 60 + 50 * 150 - 10_100, 8);
  });

  it("to an oracle that shows 940 two minutes late, while an order book fills at 850; `latency: 0`", () => {
    const late = (latency: string): number => lost({ mark: "oracle", oracle: { latency } });
    expect(late("2 minutes")).toBeCloseTo(4900, 8);
    expect(late("0 minutes")).toBe(0);
  });
});

it("a top-up of 500 that is blocked by a halt of the wallet's chain: 200 owed at 880, where 300 would be left", () => {
  const owed = (duration: number): number =>
    play(
      world({
        sequencers: { t: {} },
        chains: { l2: { kind: "zk" }, home: { kind: "zk", sequencer: "t" } },
        bridges: { hop: { kind: "liquidity", pools: { l2: 1e6, home: 1e6 }, latency: "1 minute" } },
        venues: { v: orderbook({}, DEEP) },
        book: {
          accounts: [
            trader("A", 10, 1000, {
              top_up: {
                call_level: 1.3,
                reaction: { constant: "10 seconds" },
                from: "home",
                amount: 0.5,
              },
            }),
          ],
        },
        // At 960 its 600 are under 1.3 * 480.
        scenario: [to(5, 960, 1000), to(7, 880, 960), halt(4, duration, "sequencers.t")],
      }),
    ).row.bad_debt_usd;
  expect(owed(5)).toBeCloseTo(200, 8);
  expect(owed(1)).toBe(0);
});

describe("a chain that breaks because of the market: A, long 10 with 2000, could be closed at 820 and is not until 700", () => {
  /** B is sold at 5:00; from then on A's chain fails within seconds if it feels that. */
  const played = (mode: Block): Played =>
    play(
      world({
        market: {
          assets: { ETH: { price: 1000, volatility: 1e-6 }, USDC: { price: 1, kind: "cash" } },
        },
        sequencers: {
          s: {
            faults: [{ mode: "halt", rate: "1 / year", duration: { constant: "1 hour" }, ...mode }],
          },
        },
        chains: { l2: { kind: "optimistic", sequencer: "s", challenge_window: "7 days" } },
        venues: { v: orderbook({ liquidation: { keepers: "1e6 / minute" } }, DEEP) },
        book: { accounts: [trader("A", 10, 2000), trader("B", 10, 1300)] },
        scenario: [to(5, 900, 1000), to(7, 820, 900), to(8, 700, 820)],
      }),
    );
  const unfelt = played({});
  /** What A owes at the last price, at which it was not closed either. */
  const owed = ({ row }: Played): number => 10 * (1000 - row.final_price_ETH) - 2000;

  it("unfelt: both are closed, and nobody owes", () => {
    expect(unfelt.row.faults).toBe(0);
    expect(unfelt.liquidations.map(({ account, time_s }) => [account, time_s])).toEqual([
      ["B", 300],
      ["A", 420],
    ]);
    expect(unfelt.row.bad_debt_usd).toBe(0);
  });

  it.each([
    // m = 20 after a tenth in a minute: once a year becomes once in ten seconds.
    ["its volatility; `stress: 0`", { stress: 5 }],
    // y = 9000 / 6e7.
    ["its liquidations; `load: 0`", { load: 2e10 }],
  ])("through %s", (_, mode) => {
    const felt = played(mode);
    const [fault] = felt.faults;
    expect(fault.start_s).toBeGreaterThan(300);
    expect(fault.start_s).toBeLessThan(420);
    expect(felt.row.bad_debt_usd).toBeCloseTo(owed(felt), 6);
    expect(owed(felt)).toBeGreaterThan(900);
  });
});
