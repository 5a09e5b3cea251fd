/** Security breaks when value outgrows stake: by hand, with the stake just under and just over the profit. */
import { describe, expect, it } from "vitest";
import { isTouched } from "../../src/book/accounts.ts";
import { netWorth, valueAccount } from "../../src/book/margin.ts";
import {
  censorshipProfit,
  createOutlook,
} from "../../src/contagion/liquidation/censorshipProfit.ts";
import { HOLDER, gained } from "../../src/contagion/state/ledger.ts";
import type { Trading } from "../../src/contagion/state/trading.ts";
import { loadModel } from "../../src/model/load.ts";
import type { Security } from "../../src/model/resolved/fault.ts";
import { normalCdf } from "../../src/random/normalCdf.ts";
import {
  type Block,
  type Played,
  move,
  orderbook,
  play,
  playUntil,
  simulatorOf,
  trader,
  world,
} from "../contagion/stage.ts";

const USDC = 1;
const DEEP: Block = { depth_1pct: 1e24 };
/** Somebody looks every twenty seconds or so. */
const tried = (stake: number, parts: Block = {}): Block => ({
  attempts: "3 / minute",
  stake,
  slashed: 0.5,
  detection: 1,
  ...parts,
});
const attacks = ({ faults }: Played): string[] =>
  faults
    .filter(({ cause }) => cause === "attack")
    .map(({ component, mode }) => `${component} ${mode}`);

describe("a sequencer that could trade against a late oracle", () => {
  /** S falls by 100 in minute 2, the oracle does not move: with 10 ETH open on either side that is worth 1000. */
  const censored = (stake: number, parts: Block = {}): Played =>
    play(
      world({
        sequencers: {
          s: { security: tried(stake, { duration: { constant: "3 minutes" }, ...parts }) },
        },
        chains: { l2: { kind: "optimistic", sequencer: "s", challenge_window: "7 days" } },
        venues: {
          v: orderbook(
            { mark: "oracle", oracle: { deviation: 0.5 }, waterfall: [{ insurance: 1000 }] },
            DEEP,
          ),
        },
        book: { accounts: [trader("A", 10, 1e5), trader("B", -10, 1e5)] },
        scenario: [move(2, -0.1)],
      }),
    );

  it("does not censor where 2002 are staked, half of them at risk", () => {
    expect(attacks(censored(2002))).toEqual([]);
  });

  it("censors where 1998 are staked, not before the price has fallen, for 3 minutes at a time", () => {
    const { faults } = censored(1998);
    expect(attacks(censored(1998))[0]).toBe("sequencers.s censor");
    expect(faults[0].start_s).toBeGreaterThan(120);
    expect(faults[0].end_s - faults[0].start_s).toBeCloseTo(180, 9);
    // Nobody attacks what is under attack.
    expect(faults[1].start_s).toBeGreaterThan(faults[0].end_s);
  });

  it("counts the bond as spent, and detection as a probability", () => {
    expect(attacks(censored(1500, { bond: 252 }))).toEqual([]);
    expect(attacks(censored(1500, { bond: 248 })).length).toBeGreaterThan(0);
    expect(attacks(censored(3950, { detection: 0.5 })).length).toBeGreaterThan(0);
    expect(attacks(censored(4050, { detection: 0.5 }))).toEqual([]);
  });

  it("is slashed half of what is left each time, to outside or to insurance", () => {
    const burnt = censored(1000);
    const times = attacks(burnt).length;
    const { ledger } = burnt.simulator.context.trading;
    expect(times).toBeGreaterThan(1);
    expect(gained(ledger, HOLDER.stakes, USDC)).toBeCloseTo(-1000 * (1 - 0.5 ** times), 9);
    const insured = censored(1000, { to: "insurance" });
    expect(insured.simulator.context.trading.funds.insuranceGained[0]).toBeCloseTo(
      1000 * (1 - 0.5 ** times),
      9,
    );
  });

  it("is never tried where nobody attempts it", () => {
    expect(attacks(censored(0, { attempts: 0 }))).toEqual([]);
  });
});

describe("an optimistic chain with 1e6 locked, of which a claim would take .3", () => {
  const claimed = (stake: number): Played =>
    play(
      world({
        chains: {
          l2: {
            kind: "optimistic",
            challenge_window: "4 minutes",
            value_locked: 1e6,
            security: tried(stake, { loss: { constant: 0.3 } }),
          },
        },
      }),
    );

  it("is not attacked where .5 * 600 002 are at risk", () => {
    expect(attacks(claimed(600_002))).toEqual([]);
  });

  it("loses .3 four minutes after a claim where it is .5 * 599 998, once: its exits are frozen", () => {
    const played = claimed(599_998);
    expect(attacks(played)).toEqual(["chains.l2 invalid_claim"]);
    const { machinery } = played.simulator.context;
    expect(machinery.chainBackingRatio[0]).toBeCloseTo(0.7, 12);
    expect(gained(played.simulator.context.trading.ledger, HOLDER.attackers, USDC)).toBeCloseTo(
      3e5,
      6,
    );
  });
});

describe("a lock-mint bridge with 20 ETH of backing", () => {
  const bought = (stake: number, fall = 0): Played =>
    play(
      world({
        market: {
          assets: {
            ETH: { price: 1000, volatility: 0 },
            USDC: { price: 1, kind: "cash" },
            ETHw: { kind: "wrapped", underlying: "ETH", bridge: "gate", recovery: "1 hour" },
          },
        },
        chains: { l2: { kind: "zk" }, m2: { kind: "zk" } },
        bridges: {
          gate: {
            kind: "lock_mint",
            from: "m2",
            to: "l2",
            locked: 20_000,
            security: tried(stake, { loss: { constant: 0.4 }, duration: { constant: "1 minute" } }),
          },
        },
        scenario: fall === 0 ? [] : [{ at: 0, price: { ETH: fall } }],
      }),
    );

  it("is exploited once where 8000 are to be had for 7999, and stops a minute later", () => {
    const { faults, simulator } = bought(15_998);
    expect(attacks(bought(15_998))).toEqual(["bridges.gate exploit"]);
    expect(faults[0].cause).toBe("attack");
    expect(simulator.context.machinery.backing[0]).toBeCloseTo(12, 12);
    expect(simulator.context.machinery.bridgeLive[0]).toBe(0);
  });

  it("is safe where they cost 8001, or once ETH has fallen by a thousandth", () => {
    expect(attacks(bought(16_002))).toEqual([]);
    const [first] = bought(15_998, -0.001).faults;
    // At the very start the price had not fallen yet.
    expect(first === undefined || first.start_s < 60).toBe(true);
  });
});

it("a liquidity bridge loses .4 of its pools of 30 000 where that is more than it stakes", () => {
  const drained = (stake: number): Played =>
    play(
      world({
        chains: { l2: { kind: "zk" }, m2: { kind: "zk" } },
        bridges: {
          hop: {
            kind: "liquidity",
            pools: { l2: 10_000, m2: 20_000 },
            security: tried(stake, { loss: { constant: 0.4 } }),
          },
        },
      }),
    );
  expect(attacks(drained(24_002))).toEqual([]);
  const played = drained(23_998);
  expect(attacks(played)).toEqual(["bridges.hop exploit"]);
  const { balance } = played.simulator.context.machinery.bridges.pools;
  expect([...balance]).toEqual([6000, 12_000]);
});

describe("a top-up of 300 that has landed within the five minutes that a reorganisation would undo", () => {
  const undone = (stake: number): Played =>
    play(
      world({
        settlement: {
          reorganisation: { rate: 0, depth: { constant: "5 minutes" }, security: tried(stake) },
        },
        chains: { l2: { kind: "zk" }, m2: { kind: "zk" } },
        bridges: { hop: { kind: "liquidity", pools: { l2: 1e4, m2: 1e4 }, latency: "1 minute" } },
        venues: { v: orderbook({}, DEEP) },
        book: {
          accounts: [
            trader("A", 10, 600, {
              top_up: {
                call_level: 1.3,
                reaction: { constant: "1 second" },
                from: "m2",
                amount: 0.5,
              },
            }),
          ],
        },
      }),
    );

  it("is spent twice where 299 are at risk, and left where it is 301", () => {
    const played = undone(598);
    expect(attacks(played)).toEqual(["settlement reorganisation"]);
    expect(played.transfers.map(({ outcome, amount_usd }) => [outcome, amount_usd])).toEqual([
      ["undone", 300],
    ]);
    expect(attacks(undone(602))).toEqual([]);
    expect(undone(602).transfers[0].outcome).toBe("landed");
  });
});

describe("who holds the keys of two chains with 1e6 and 2e6 locked", () => {
  const chain = (value_locked: number): Block => ({ kind: "zk", value_locked });
  const loaded = world({ chains: { l2: chain(1e6), m2: chain(2e6) } });
  const security = (stake: number): Security => ({
    attempts: 3 / 60,
    stake,
    slashed: 0.5,
    detection: 1,
    bond: 0,
    to: "outside",
    loss: { kind: "constant", value: 0.1 },
  });

  it("a data committee takes .1 of both where that is more than it stakes, and withholds a minute", () => {
    const committee = (stake: number): Played => {
      const duration = { kind: "constant", value: 60 } as const;
      const layer = {
        kind: "committee",
        name: "dac",
        members: 3,
        threshold: 2,
        faults: [],
      } as const;
      const model = {
        ...loaded.model,
        availability: [{ ...layer, security: { ...security(stake), duration } }],
        chains: loaded.model.chains.map((one) => ({ ...one, availability: 0 })),
      };
      return play({ ...loaded, model });
    };
    expect(attacks(committee(600_002))).toEqual([]);
    const { faults, simulator } = committee(599_998);
    expect(attacks(committee(599_998))).toEqual(["availability.dac withhold"]);
    expect(faults[0].end_s - faults[0].start_s).toBeCloseTo(60, 9);
    const { chainBackingRatio } = simulator.context.machinery;
    expect([...chainBackingRatio].map((ratio) => Number(ratio.toFixed(12)))).toEqual([0.9, 0.9]);
  });

  it("the signers of a sidechain take .1 of it at once, and then nothing can leave it", () => {
    const signers = (stake: number): Played => {
      const chains = loaded.model.chains.map((one, index) =>
        index === 0 ? { ...one, kind: "sidechain" as const, security: security(stake) } : one,
      );
      return play({ ...loaded, model: { ...loaded.model, chains } });
    };
    expect(attacks(signers(200_002))).toEqual([]);
    const { faults, simulator } = signers(199_998);
    expect(attacks(signers(199_998))).toEqual(["chains.l2 compromise"]);
    expect(faults[0].end_s).toBe(faults[0].start_s);
    expect(simulator.context.machinery.chainBackingRatio[0]).toBeCloseTo(0.9, 12);
  });
});

describe("what censorship earns from accounts near their level", () => {
  const near = (accounts: readonly Block[]): Trading =>
    playUntil(
      world({
        market: {
          assets: { ETH: { price: 1000, volatility: 0.8 }, USDC: { price: 1, kind: "cash" } },
        },
        venues: { v: orderbook({ liquidation: { penalty: 0.01 } }, DEEP) },
        book: { accounts },
      }),
      0,
    ).trading;
  const earned = (trading: Trading, seconds: number): number =>
    censorshipProfit(trading, createOutlook(trading), 0, seconds);

  it("is 2 N(-d) of the penalty and w (n(d) - d N(-d)) of the gap: a long of 10 with 600, an hour", () => {
    const w = 0.95 * 10_000 * 0.8 * Math.sqrt(1 / 8760);
    const d = 100 / w;
    const beyond = normalCdf(-d);
    const density = Math.exp((-d * d) / 2) / Math.sqrt(2 * Math.PI);
    const expected = 2 * beyond * 100 + w * (density - d * beyond);
    expect(earned(near([trader("A", 10, 600)]), 3600)).toBeCloseTo(expected, 6);
    expect(expected).toBeCloseTo(26.082, 3);
  });

  it("is nothing from whom three deviations leave safe, and nothing in no time", () => {
    expect(earned(near([trader("A", 10, 760)]), 3600)).toBe(0);
    expect(earned(near([trader("A", 10, 600)]), 0)).toBe(0);
  });

  it("is looked at without a trace of the path before: a top-up sent then is none now", () => {
    const top_up = { call_level: 1.2, reaction: { constant: 0 }, from: "l2", amount: 0.5 };
    const simulator = simulatorOf(
      world({
        market: {
          assets: { ETH: { price: 1000, volatility: 0.8 }, USDC: { price: 1, kind: "cash" } },
        },
        sequencers: { s: { security: tried(1e9) } },
        chains: { l2: { kind: "optimistic", sequencer: "s", challenge_window: "7 days" } },
        venues: { v: orderbook({ liquidation: { penalty: 0.01 } }, DEEP) },
        book: { accounts: [trader("A", 10, 700, { top_up })] },
        scenario: [move(5, -0.013)],
      }),
    );
    const first = play(simulator).row;
    expect(first.top_ups_landed).toBe(1);
    expect(play(simulator).row).toEqual(first);
  });

  it("is what a look at every account finds, in the middle of a crash of the quickstart model", () => {
    const { trading } = playUntil(
      loadModel("models/quickstart.yaml", {
        set: ["scenario=[{ at: 1 hour, price: { ETH: -0.09 } }]"],
      }),
      70,
    );
    const outlook = createOutlook(trading);
    const seconds = 2 * 3600;
    const found = censorshipProfit(trading, outlook, 0, seconds);
    const { book, layout, accounts, valuations, state } = trading;
    const excess = (account: number, factor: number): number => {
      const moved = { ...valuations.mark, mark: valuations.mark.mark.map((mark) => mark * factor) };
      valueAccount(layout, accounts, account, moved, state);
      return state.equity - state.requirement;
    };
    const reach = 3 * trading.stress.multiplier * Math.sqrt(outlook.variance[0] * seconds);
    let usd = 0;
    let concerned = 0;
    for (let account = 0; account < book.accounts; account++) {
      if (accounts.standing[account] === 2) continue;
      const x = excess(account, 1);
      const worst = Math.min(excess(account, 1 - reach), excess(account, 1 + reach));
      if (worst >= 0) continue;
      concerned++;
      const w = (x - worst) / 3;
      const size = (isTouched(accounts, account) ? accounts.size : book.positionSize)[account];
      const worth = Math.max(0, netWorth(accounts, account, valuations.mark));
      const penalty = Math.min(worth, 0.01 * Math.abs(size) * valuations.mark.mark[0]);
      const d = Math.max(0, x) / w;
      const density = Math.exp((-d * d) / 2) / Math.sqrt(2 * Math.PI);
      usd += 2 * normalCdf(-d) * penalty + w * (density - d * normalCdf(-d));
    }
    expect(concerned).toBeGreaterThan(20);
    expect(concerned).toBeLessThan(book.accounts);
    expect(Math.abs(found - usd)).toBeLessThan(1e-9 * usd);
  });
});

describe("models/attack.yaml", () => {
  const played = (stake: string): Played =>
    play(loadModel("models/attack.yaml", { set: [`sequencers.solo.security.stake=${stake}`] }), 1);

  it("is attacked minutes after the crash with 5e5 at stake, and what is dropped can be seen", () => {
    const { faults, row } = play(loadModel("models/attack.yaml"), 1);
    const [first] = faults.filter(({ cause }) => cause === "attack");
    expect(first.mode).toBe("censor");
    expect(first.start_s).toBeGreaterThan(6 * 3600);
    expect(first.start_s).toBeLessThan(7 * 3600);
    expect(row.mev_usd).toBeGreaterThan(0);
  });

  it("is the same path with 1e9 at stake as without attempts: those that do not pay leave no trace", () => {
    const safe = played("1e9");
    const set = ["sequencers.solo.security.attempts=0"];
    expect(attacks(safe)).toEqual([]);
    const untried = play(loadModel("models/attack.yaml", { set }), 1);
    expect(safe.row).toEqual(untried.row);
    expect(safe.liquidations).toEqual(untried.liquidations);
  });
});
