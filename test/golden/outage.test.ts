/** An account that cannot be closed while its chain is down pays for it at the restart, or at the horizon. */
import { describe, expect, it } from "vitest";
import { buildBook, createPathSimulator, simulatePath } from "../../src/engine/path.ts";
import { createRegistry, exponential, streamOf } from "../../src/random/streams.ts";
import { HALTABLE, meanOf, orderbook, playColumn, trader, world } from "../contagion/stage.ts";

const HOUR = 3600;
/** 10 of cash behind 1 ETH bought at 100: bad debt is (90 - S)+. Maintenance is next to nothing. */
const account = trader("A", 1, 10);
const venue = orderbook({ margin: [{ initial: 0.01, maintenance: 1e-6 }] }, { depth_1pct: 1e18 });
const market = {
  assets: { ETH: { price: 100, volatility: 0.8 }, USDC: { price: 1, kind: "cash" } },
};

/** A halt of 24 hours from the start, on a grid of three hours. */
function haltedFor24h(horizon: string) {
  return world({
    ...HALTABLE,
    horizon,
    step: "3 hours",
    market,
    venues: { v: venue },
    book: { accounts: [account] },
    scenario: [{ at: 0, fault: "sequencers.s", mode: "halt", duration: "24 hours" }],
  });
}

describe("a fixed outage of 24 h, volatility .8: 200 000 paths, 4 standard errors (false alarm 6e-5 each)", () => {
  const badDebt = playColumn(haltedFor24h("24 hours"), "bad_debt_usd", 200_000);

  it("S_D is under .9 S with probability .0062943019", () => {
    const { mean, error } = meanOf(badDebt.map((usd) => (usd > 0 ? 1 : 0)));
    expect(Math.abs(mean - 0.0062943019)).toBeLessThan(4 * error);
  });

  it("E[(90 - S_D)+] from 100 is .0075709406", () => {
    const { mean, error } = meanOf(badDebt);
    expect(Math.abs(mean - 0.0075709406)).toBeLessThan(4 * error);
  });

  it("an outage past the horizon hides no loss: the same paths up to 21 h have it as unresolved bad debt", () => {
    const model = haltedFor24h("21 hours");
    const missing = playColumn(model, "final_price_ETH", 20_000).map((price) =>
      Math.max(0, 90 - price),
    );
    const unresolved = playColumn(model, "unresolved_bad_debt_usd", 20_000);
    expect(missing.filter((usd) => usd > 0).length).toBeGreaterThan(50);
    // Sums of numbers around 100: rounding of 1e-14 each.
    missing.forEach((usd, path) => expect(Math.abs(unresolved[path] - usd)).toBeLessThan(1e-11));
  });
});

/** Of log S at an exponential time of mean `years`: P(S_D < .9 S) and E[(.9 S - S_D)+] / S, asymmetric Laplace. */
function atExponentialTime(volatility: number, years: number): [number, number] {
  const half = volatility ** 2 / 2;
  const root = Math.sqrt(half ** 2 + (4 * half) / years);
  const [up, down] = [(half + root) / (2 * half), (root - half) / (2 * half)];
  const depth = -Math.log(0.9);
  const probability = (up / (up + down)) * Math.exp(-down * depth);
  return [probability, 0.9 * probability * (1 - down / (down + 1))];
}

describe("an outage at an exponential time", () => {
  it("of mean 4 h: P(S_D < .9 S) = 8.68997272737e-5, E[(90 - S_D)+] = 9.39699517703e-5 in closed form", () => {
    const [probability, loss] = atExponentialTime(0.8, 4 / 8760);
    expect(Math.abs(probability / 8.68997272737e-5 - 1)).toBeLessThan(1e-9);
    expect(Math.abs((100 * loss) / 9.39699517703e-5 - 1)).toBeLessThan(1e-9);
  });

  it("of mean 100 h, 10 000 outages drawn: both within 4 standard errors (false alarm 6e-5 each)", () => {
    const { model } = haltedFor24h("24 hours");
    const durations = streamOf(createRegistry("outages"), "test", "duration");
    const badDebt = Float64Array.from({ length: 10_000 }, (_, path) => {
      const duration = 100 * HOUR * exponential(durations, path, 0);
      const halted = {
        ...model,
        horizon: duration,
        step: duration,
        steps: 1,
        scenario: model.scenario.map((event) => ({ ...event, duration })),
      };
      const simulator = createPathSimulator({ model: halted, book: buildBook(halted, halted) }, []);
      simulatePath(simulator, path);
      return simulator.tables.paths.columns.bad_debt_usd[0];
    });
    const [probability, loss] = atExponentialTime(0.8, 100 / 8760);
    const hits = meanOf(badDebt.map((usd) => (usd > 0 ? 1 : 0)));
    expect(Math.abs(hits.mean - probability)).toBeLessThan(4 * hits.error);
    const { mean, error } = meanOf(badDebt);
    expect(Math.abs(mean - 100 * loss)).toBeLessThan(4 * error);
  });
});
