/** The borrower's window: what is borrowed against a claim that oracles still show at par, and who loses it. */
import { describe, expect, it } from "vitest";
import { type Block, lending, play, world } from "../stage.ts";

const EXPLOIT: Block = {
  at: "150 seconds",
  fault: "bridges.gate",
  mode: "exploit",
  duration: "1 hour",
  loss: 1,
};

/** One borrower, 10 ETHw at 1000 (haircut 20 %), who owes 5000; nothing moves but the claim. */
function modelOf(drawDown: Block | null, oracleAtPar: string, parts: Block = {}) {
  return world({
    market: {
      assets: {
        ETH: { price: 1000, volatility: 0 },
        USDC: { price: 1, kind: "cash" },
        ETHw: { kind: "wrapped", underlying: "ETH", bridge: "gate", oracle_at_par: oracleAtPar },
      },
    },
    sequencers: { s: {} },
    chains: {
      l2: { kind: "optimistic", sequencer: "s", challenge_window: "7 days" },
      home: { kind: "optimistic", challenge_window: "7 days" },
    },
    bridges: { gate: { kind: "lock_mint", from: "home", to: "l2", locked: 1e6 } },
    venues: { v: lending({ collateral: { ETHw: 0.2 }, liquidation: { close_factor: 1 } }) },
    book: {
      cohorts: {
        loans: {
          accounts: 1,
          venue: "v",
          markets: { ETH: 1 },
          notional: { constant: 10_000 },
          loan_to_value: { constant: 0.5 },
          collateral: { ETHw: 1 },
          ...(drawDown === null ? {} : { draw_down: drawDown }),
        },
      },
    },
    scenario: [EXPLOIT],
    ...parts,
  });
}

const minute = { probability: 1, reaction: { constant: "1 minute" } };

describe("all backing of a claim is gone at 2:30", () => {
  const badDebt = (...of: Parameters<typeof modelOf>): number =>
    play(modelOf(...of)).row.bad_debt_usd;

  it("who does nothing leaves his lenders without the 5000 that he owed", () => {
    expect(badDebt(null, "4 minutes")).toBeCloseTo(5000, 4);
  });

  it("who is ready at 3:30, and par shows until 6:30, borrows 3000 more first: 8000 are lost", () => {
    const { row, liquidations } = play(modelOf(minute, "4 minutes"));
    expect(row.bad_debt_usd).toBeCloseTo(8000, 4);
    expect(liquidations.map(({ cause, time_s }) => [cause, time_s])).toEqual([["depeg", 420]]);
  });

  it("who is ready only when the window is shut takes nothing, nor does who is not willing", () => {
    expect(badDebt(minute, "80 seconds")).toBeCloseTo(5000, 4);
    expect(badDebt({ ...minute, probability: 0 }, "4 minutes")).toBeCloseTo(5000, 4);
  });

  it("a chain that is down from 3:15 to 5:15 makes him wait, and he still gets it; until 7:15 it saves the 3000", () => {
    const halt = (duration: number): Block => ({
      scenario: [
        EXPLOIT,
        {
          at: "195 seconds",
          fault: "sequencers.s",
          mode: "halt",
          duration: `${duration} minutes`,
        },
      ],
    });
    expect(badDebt(minute, "4 minutes", halt(2))).toBeCloseTo(8000, 4);
    expect(badDebt(minute, "4 minutes", halt(4))).toBeCloseTo(5000, 4);
  });
});

it("a draw-down is refused where nothing is lent", () => {
  expect(() =>
    world({
      venues: {
        v: {
          chain: "l2",
          kind: "orderbook",
          collateral: { USDC: 0 },
          markets: { ETH: { depth_1pct: 1e6, resilience: "1 hour" } },
          margin: [{ initial: 0.1, maintenance: 0.05 }],
        },
      },
      book: {
        cohorts: {
          traders: {
            accounts: 1,
            venue: "v",
            markets: { ETH: 1 },
            notional: { constant: 1000 },
            leverage: { constant: 5 },
            collateral: { USDC: 1 },
            draw_down: minute,
          },
        },
      },
    }),
  ).toThrow("book.cohorts.traders.draw_down: has no meaning but on a lending venue");
});
