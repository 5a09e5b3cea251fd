/** Each cause of a liquidation by a model in which nothing else can be it; cascades and the contagion matrix. */
import { describe, expect, it } from "vitest";
import {
  type Block,
  HALTABLE,
  borrower,
  halt,
  lending,
  move,
  orderbook,
  play,
  trader,
  world,
} from "../stage.ts";

const DEEP: Block = { depth_1pct: 1e24 };
const causesOf = (model: ReturnType<typeof world>): (readonly [string, string, number])[] =>
  play(model).liquidations.map(({ account, cause, time_s }) => [account, cause, time_s] as const);

const long = { book: { accounts: [trader("A", 10, 600)] } };

describe("cause", () => {
  it("market: S fell to 960", () => {
    const model = world({
      venues: { v: orderbook({}, DEEP) },
      ...long,
      scenario: [move(5, -0.04)],
    });
    expect(causesOf(model)).toEqual([["A", "market", 300]]);
  });

  it("market: a forced fall at 0 is seen at the first step's end, and is no variant's margin", () => {
    const model = world({
      venues: { v: orderbook({}, DEEP) },
      ...long,
      scenario: [move(0, -0.04)],
    });
    expect(causesOf(model)).toEqual([["A", "market", 60]]);
    expect(play(model).liquidations[0].breach_s).toBe(60);
  });

  it("market, not impact: a late oracle still shows the 940 that nobody's sale made, S is back at 996.4", () => {
    const model = world({
      venues: { v: orderbook({ mark: "oracle", oracle: { latency: "1 minute" } }) },
      book: { accounts: [trader("A", 100, 10_000)] },
      scenario: [move(5, -0.06), move(6, 0.06)],
    });
    const { liquidations, row } = play(model);
    expect(liquidations.map(({ cause, time_s }) => [cause, time_s])).toEqual([["market", 360]]);
    expect(row.branching_ratio).toBe(0);
  });

  it("impact: safe at S_ex, under water at a P that A's sale has moved by 1 %, and with A's sale for a parent", () => {
    const model = world({
      venues: { v: orderbook() },
      book: { accounts: [trader("A", 1000, 1e5), trader("B", 1, 105)] },
      scenario: [move(5, -0.053)],
    });
    const { liquidations, row } = play(model);
    expect(liquidations.map(({ cause, parent }) => [cause, parent])).toEqual([
      ["market", NaN],
      ["impact", 0],
    ]);
    expect(row.branching_ratio).toBe(0.5);
  });

  it("impact through collateral: a borrower elsewhere falls with S, which B's sale has moved for good", () => {
    const model = world({
      venues: {
        v: orderbook({}, { permanent: 1 }),
        w: lending({ mark: "oracle", oracle: { deviation: 0 } }, DEEP),
      },
      book: {
        accounts: [trader("A", 2000, 2e5), borrower("L", 1, 0.8 * 935, { venue: "w" })],
      },
      scenario: [move(5, -0.053)],
    });
    const { liquidations, contagion } = play(model);
    // The oracle sees the fall of S at the next step's end.
    expect(
      liquidations.map(({ account, cause, parent, time_s }) => [account, cause, parent, time_s]),
    ).toEqual([
      ["A", "market", NaN, 300],
      ["L", "impact", 0, 360],
    ]);
    expect(Object.keys(contagion)).toEqual(["v>w"]);
  });

  it("funding: A, long 10 at a P that Z's buying back holds 1.05 % over S, pays 105 a minute until it cannot", () => {
    const funded = (cap: number): ReturnType<typeof world> =>
      world({
        horizon: "15 minutes",
        venues: { v: orderbook({}, { funding: { interval: "1 minute", cap } }) },
        book: { accounts: [trader("Z", -1000, 90_000), trader("A", 10, 600)] },
        scenario: [move(5, 0.04)],
      });
    // P = 1040 exp(.0104) = 1050.87: 1108.7 less 105.09 a minute is under 525.4 after six of them.
    expect(causesOf(funded(0.01))).toEqual([
      ["Z", "market", 300],
      ["A", "funding", 660],
    ]);
    expect(causesOf(funded(0))).toEqual([["Z", "market", 300]]);
  });

  it("funding: interest takes a borrower over the edge, 1 % a minute on 7900 against 8000", () => {
    const model = world({
      venues: { v: lending({ borrow: { USDC: { rate: "0.01 / minute" } } }, DEEP) },
      book: { accounts: [borrower("L", 10, 7900)] },
    });
    expect(causesOf(model)[0]).toEqual(["L", "funding", 120]);
  });

  it("depeg: half of a bridge's backing is gone, 10 ETHw are worth 5000 against 7000", () => {
    const depegged = (oracleAtPar: string): (readonly [string, string, number])[] =>
      causesOf(
        world({
          market: {
            assets: {
              ETH: { price: 1000, volatility: 0 },
              USDC: { price: 1, kind: "cash" },
              ETHw: {
                kind: "wrapped",
                underlying: "ETH",
                bridge: "gate",
                oracle_at_par: oracleAtPar,
              },
            },
          },
          chains: {
            l2: { kind: "optimistic", challenge_window: "7 days" },
            home: { kind: "optimistic", challenge_window: "7 days" },
          },
          bridges: { gate: { kind: "lock_mint", from: "home", to: "l2", locked: 1e6 } },
          venues: {
            v: lending({ collateral: { ETHw: 0.2 }, liquidation: { close_factor: 1 } }, DEEP),
          },
          book: { accounts: [{ id: "L", venue: "v", collateral: { ETHw: 10 }, debt: 7000 }] },
          scenario: [
            {
              at: "5 minutes",
              fault: "bridges.gate",
              mode: "exploit",
              duration: "1 hour",
              loss: 0.5,
            },
          ],
        }),
      );
    expect(depegged("0 minutes")).toEqual([["L", "depeg", 300]]);
    // Two minutes of oracles at par: seen at 420 s.
    expect(depegged("2 minutes")).toEqual([["L", "depeg", 420]]);
  });

  describe("depeg of cash, to 80 cents and then to 50", () => {
    const coin = {
      price: 1,
      kind: "cash",
      depeg: { rate: 0, loss: { constant: 0 }, recovery: "1e9 hours" },
    };
    const assets = {
      ETH: { price: 1000, volatility: 0 },
      USDC: coin,
      DAI: { price: 1, kind: "cash" },
    };
    const depeg = (minutes: number, value: number): object => ({
      at: `${minutes} minutes`,
      price: { USDC: value },
    });

    it("600 USDC behind 10 ETH are worth 480 against 500: closed, and 480 USD are left", () => {
      const { liquidations, row } = play(
        world({
          market: { assets },
          venues: { v: orderbook({}, DEEP) },
          book: { accounts: [trader("A", 10, 600)] },
          scenario: [depeg(3, -0.2), depeg(5, -0.5)],
        }),
      );
      const [{ cause, time_s, equity_after_usd }] = liquidations;
      expect([cause, time_s, row.liquidated_accounts]).toEqual(["depeg", 180, 1]);
      expect(equity_after_usd).toBeCloseTo(480, 3);
    });

    it("10 000 USDC behind a debt of 7000 DAI are 5000: the lenders lose 2000, and nothing else moved", () => {
      const { liquidations, row } = play(
        world({
          market: { assets },
          venues: {
            v: lending(
              {
                collateral: { USDC: 0.2 },
                borrow: { DAI: {} },
                liquidation: { close_factor: 1, penalty: 0 },
              },
              DEEP,
            ),
          },
          book: { accounts: [{ id: "L", venue: "v", collateral: { USDC: 10_000 }, debt: 7000 }] },
          scenario: [depeg(5, -0.5)],
        }),
      );
      expect(liquidations.map(({ cause, time_s }) => [cause, time_s])).toEqual([["depeg", 300]]);
      expect(row.bad_debt_usd).toBeCloseTo(2000, 3);
      expect(row.final_price_ETH).toBe(1000);
    });

    it("who owes the coin that fell is the safer for it: 7000 USDC against 8 ETH stay open", () => {
      const { liquidations } = play(
        world({
          market: { assets },
          venues: { v: lending({}, DEEP) },
          book: { accounts: [borrower("L", 10, 7000)] },
          scenario: [depeg(3, -0.2), move(4, -0.15)],
        }),
      );
      // 8500 * .8 = 6800 against 7000 at par, 5600 as it is.
      expect(liquidations).toEqual([]);
    });
  });

  it("gap: the chain was halted from 4:30 to 8:45 and the breach of 5:00 is closed at 9:00", () => {
    const model = world({
      ...HALTABLE,
      venues: { v: orderbook({}, DEEP) },
      ...long,
      scenario: [halt(4.5, 4.25), move(5, -0.04)],
    });
    expect(causesOf(model)).toEqual([["A", "gap", 540]]);
  });

  it("market, not gap: a venue that liquidates late only because its oracle is slow has not been held up", () => {
    const model = world({
      venues: { v: orderbook({ mark: "oracle", oracle: { latency: "3 minutes" } }, DEEP) },
      ...long,
      scenario: [move(5, -0.04)],
    });
    expect(causesOf(model)).toEqual([["A", "market", 480]]);
    expect(play(model).delays).toEqual([["v", 3, true]]);
  });

  it("initial: what --set makes liquidatable at t = 0 is closed in step 1", () => {
    const parts = { venues: { v: orderbook({}, DEEP) }, ...long };
    expect(causesOf(world(parts))).toEqual([]);
    expect(causesOf(world(parts, ["venues.v.margin.0.maintenance=0.07"]))).toEqual([
      ["A", "initial", 60],
    ]);
  });

  it("initial: its notional and its debt stand in columns of their own, and nobody else's do", () => {
    const parts = { venues: { v: orderbook({}, DEEP) }, ...long };
    const falls = { ...parts, scenario: [move(1, -0.2)] };
    const set = ["venues.v.margin.0.maintenance=0.07"];
    const { row } = play(world(falls, set));
    expect(row.initial_liquidated_usd).toBeGreaterThan(0);
    expect(row.initial_liquidated_usd).toBe(row.liquidated_usd);
    expect(row.initial_bad_debt_usd).toBeGreaterThan(0);
    expect(row.initial_bad_debt_usd).toBe(row.bad_debt_usd);
    const market = play(world(falls)).row;
    expect(market.bad_debt_usd).toBeGreaterThan(0);
    expect([market.initial_liquidated_usd, market.initial_bad_debt_usd]).toEqual([0, 0]);
  });
});

describe("a breach that heals", () => {
  it("is a delay of two steps that was never collected, and no liquidation", () => {
    const model = world({
      venues: { v: orderbook({ mark: "oracle", oracle: { latency: "30 minutes" } }, DEEP) },
      ...long,
      scenario: [move(5, -0.04), move(7, 1 / 0.96 - 1)],
    });
    const { delays, liquidations } = play(model);
    expect(liquidations).toEqual([]);
    expect(delays).toEqual([["v", 2, false]]);
  });
});

describe("cascades", () => {
  /** The worked example at v, and a long of its own at w. */
  const model = world({
    venues: { v: orderbook(), w: orderbook({}, { depth_1pct: 5e5 }) },
    book: {
      accounts: [
        trader("A", 1000, 100_000),
        trader("B", 1000, 105_000),
        trader("C", 10, 600, { venue: "w" }),
      ],
    },
    scenario: [move(5, -0.053)],
  });

  it("are sets of sales under one parent: v's two sales are one, w's is another", () => {
    const { cascades, row } = play(model);
    expect(
      cascades.map(({ accounts, venues, generations, trigger }) => [
        accounts,
        venues,
        generations,
        trigger,
      ]),
    ).toEqual([
      [2, 1, 2, "market"],
      [1, 1, 1, "market"],
    ]);
    expect(row.cascades).toBe(2);
    expect(row.largest_cascade_usd).toBeCloseTo(1885074.2401785029, 6);
    expect(cascades[1].peak_displacement).toBeCloseTo(0.01 * (9470 / 5e5), 12);
  });

  it("take the largest single sale for a parent: C at w falls with S by v's and u's sales, and hangs on v's", () => {
    const venues = {
      v: orderbook({}, { permanent: 1 }),
      u: orderbook({}, { permanent: 1 }),
      w: orderbook({}, { permanent: 1 }),
    };
    const accounts = [
      trader("A", 1000, 100_000),
      trader("A2", 900, 90_000, { venue: "u" }),
      trader("C", 10, 1100, { venue: "w" }),
      // Hangs on its own venue's sale.
      trader("D", 10, 600, { venue: "w" }),
    ];
    const { cascades, contagion, liquidations } = play(
      world({ venues, book: { accounts }, scenario: [move(5, -0.053)] }),
    );
    // C has the largest single sale, v's, for a parent: u's sale stays alone, D's is generation 0 of w.
    expect(liquidations.map(({ account, parent }) => [account, parent])).toEqual([
      ["A", NaN],
      ["A2", NaN],
      ["D", NaN],
      ["C", 0],
    ]);
    expect(cascades.map(({ accounts: closed, venues: at }) => [closed, at])).toEqual([
      [2, 2],
      [1, 1],
      [1, 1],
    ]);
    // What was closed at w splits by the venues' shares of S / S_ex: 947, 852.3 and 9.47.
    const pushes = [1000, 900, 10];
    const total = 10 * liquidations[3].mark;
    ["v>w", "u>w", "w>w"].forEach((pair, at) =>
      expect(contagion[pair]).toBeCloseTo((total * pushes[at]) / 1910, 6),
    );
  });

  it("unite where one sale has two parents: w closes C, whom v's ETH brought down, and E, whom u's BTC did", () => {
    const market = { depth_1pct: 1e6, resilience: "1e9 hours", permanent: 1 };
    const both = { markets: { ETH: market, BTC: market } };
    const { cascades, liquidations } = play(
      world({
        market: {
          assets: {
            ETH: { price: 1000, volatility: 0 },
            BTC: { price: 1000, volatility: 0 },
            USDC: { price: 1, kind: "cash" },
          },
        },
        venues: { v: orderbook(both), u: orderbook(both), w: orderbook(both) },
        book: {
          accounts: [
            trader("A", 1000, 100_000),
            trader("A2", 0, 100_000, { venue: "u", positions: { BTC: { size: 1000 } } }),
            trader("C", 10, 1050, { venue: "w" }),
            trader("E", 0, 1050, { venue: "w", positions: { BTC: { size: 10 } } }),
          ],
        },
        scenario: [{ at: "5 minutes", price: { ETH: -0.053, BTC: -0.053 } }],
      }),
    );
    expect(liquidations.map(({ account, parent }) => [account, parent])).toEqual([
      ["A", NaN],
      ["A2", NaN],
      ["C", 0],
      ["E", 1],
    ]);
    expect(
      cascades.map(({ accounts, venues, generations }) => [accounts, venues, generations]),
    ).toEqual([[4, 3, 2]]);
  });
});
