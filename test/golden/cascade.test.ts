/** The cascade in synchronous rounds under exponential impact: the generation loop with another law plugged in. */
import { describe, expect, it } from "vitest";
import type { ImpactLaw } from "../../src/market/impact.ts";
import {
  type Played,
  move,
  orderbook,
  play,
  simulatorOf,
  trader,
  world,
} from "../contagion/stage.ts";

const K = 0.003;
/** p' = p exp(-K Q), Q in units; a fill is p (1 - exp(-K Q)) / (K Q). The state is the flow in units times K. */
const exponentialImpact: ImpactLaw = {
  flow: (_usd, units) => K * units,
  transient: (x) => x,
  permanent: () => 0,
  fill: (_x, q) => (q === 0 ? 0 : Math.log(Math.expm1(q) / q)),
};

/** Four longs entered at 100, ETH shocked from 100 to `price`. */
function shockedTo(price: number): Played {
  const longs = [
    [10, 100],
    [20, 260],
    [30, 500],
    [15, 400],
  ];
  const simulator = simulatorOf(
    world({
      market: {
        assets: { ETH: { price: 100, volatility: 0 }, USDC: { price: 1, kind: "cash" } },
      },
      venues: { v: orderbook({ margin: [{ initial: 0.01, maintenance: 0.005 }] }) },
      book: { accounts: longs.map(([size, cash], index) => trader(`long-${index}`, size, cash)) },
      scenario: [move(5, price / 100 - 1)],
    }),
  );
  simulator.context.trading.venuePrices.law[0] = exponentialImpact;
  return play(simulator);
}

/** The printed numbers have ten decimals. */
const DECIMALS = 9;

describe("four longs of (10, 100), (20, 260), (30, 500), (15, 400) under p exp(-.003 Q)", () => {
  it("a shock to 90.4 closes one: final price 87.7282762328, bad debt 9.4254109284", () => {
    const { row, simulator } = shockedTo(90.4);
    expect(row.liquidated_accounts).toBe(1);
    expect(row.max_generation).toBe(0);
    expect(simulator.context.trading.venuePrices.least[0]).toBeCloseTo(87.7282762328, DECIMALS);
    expect(row.bad_debt_usd).toBeCloseTo(9.4254109284, DECIMALS);
  });

  it("a shock to 90 closes three in three rounds: 87.3400980194, 82.2538066744, 75.1743190270", () => {
    const { row, liquidations, simulator } = shockedTo(90);
    expect(liquidations.map(({ account }) => account)).toEqual(["long-0", "long-1", "long-2"]);
    expect(liquidations.map(({ generation }) => generation)).toEqual([0, 1, 2]);
    expect(liquidations[1].mark).toBeCloseTo(87.3400980194, DECIMALS);
    expect(liquidations[2].mark).toBeCloseTo(82.2538066744, DECIMALS);
    expect(simulator.context.trading.venuePrices.least[0]).toBeCloseTo(75.174319027, DECIMALS);
    expect(row.bad_debt_usd).toBeCloseTo(198.1063423382, DECIMALS);
  });
});
