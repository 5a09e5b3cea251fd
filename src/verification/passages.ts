/** First passage and outage gaps: closed forms against printed figures, and the engine against the closed forms. */
import { correctedPassage, firstPassage, monitoredPassage } from "../closedForms/firstPassage.ts";
import type { Passage } from "../closedForms/firstPassage.ts";
import { gapAfter, gapAtExponential } from "../closedForms/outageGap.ts";
import { buildBook, createPathSimulator, simulatePath } from "../engine/path.ts";
import { createRegistry, exponential, streamOf } from "../random/streams.ts";
import { agrees, printed, samples } from "./finding.ts";
import type { Finding, Measured } from "./finding.ts";
import { meanOf, playColumn, shipped } from "./playing.ts";

const YEAR = 365 * 86400;
const HOUR = 3600;
const MAINTENANCE = 0.005;

const passage = (start: number, barrier: number, volatility: number, time: number): Passage => ({
  start,
  barrier,
  drift: 0,
  volatility,
  time,
});

/** P(liquidated) of a long from 1000 without impact whose liquidation price is `barrier`. */
function liquidated(barrier: number, volatility: number, years: number, dates: number): number[] {
  const step = (years * YEAR) / dates;
  const model = shipped("acceptance/single-long", [
    `horizon=${step * dates} seconds`,
    `step=${step} seconds`,
    `market.assets.ETH.volatility=${volatility}`,
    `book.accounts.0.collateral.USDC=${1000 - barrier * (1 - MAINTENANCE)}`,
    "venues.v.margin.0.initial=0.01",
  ]);
  return [...playColumn(model, "liquidated_accounts", 20_000)];
}

/** A 10x long, and the engine's monitoring on dates. */
export function firstPassages(): Finding[] {
  const tenfold = (years: number): Passage => passage(1, 0.904522613065, 0.8, years);
  const near = passage(100, 90, 0.8, 1 / 12);
  const far = passage(100, 80, 0.6, 0.25);
  const long = passage(1000, 904.522613065, 0.8, 30 / 365);
  const played = (barrier: number, volatility: number, years: number, dates: number) =>
    meanOf(liquidated(barrier, volatility, years, dates));
  return [
    printed("10x long, watched for 12 h", "0.000737325439", firstPassage(tenfold(12 / 8760))),
    printed("10x long, watched for 24 h", "0.0174043933", firstPassage(tenfold(24 / 8760))),
    printed("10x long, watched for a week", "0.3842436949", firstPassage(tenfold(1 / 52))),
    printed("90 of 100, watched", "0.6819381340", firstPassage(near)),
    printed("90 of 100, corrected barrier", "0.6107883823", correctedPassage(near, 30)),
    agrees("90 of 100 on 30 dates", 0.612429571494, monitoredPassage(near, 30)),
    printed("80 of 100, watched", "0.5084580943", firstPassage(far)),
    printed("80 of 100, corrected barrier", "0.4722727261", correctedPassage(far, 90)),
    agrees("80 of 100 on 90 dates", 0.472985046878, monitoredPassage(far, 90)),
    printed("single long, watched", "0.694462836", firstPassage(long)),
    printed("single long, corrected barrier", "0.622858627", correctedPassage(long, 30)),
    printed("single long on 30 dates", "0.624463453", monitoredPassage(long, 30)),
    samples("engine: 90 of 100 on 30 dates", 0.612429571494, played(900, 0.8, 1 / 12, 30)),
    samples("engine: 80 of 100 on 90 dates", 0.472985046878, played(800, 0.6, 0.25, 90)),
    samples("engine: single long", 0.624463453, played(904.522613065, 0.8, 30 / 365, 30)),
  ];
}

/** Bad debt (90 - S)+ of the halted long at the restart, or at the horizon. */
function haltedFor(hours: number, horizon: number, paths: number): Float64Array {
  const set = [`horizon=${horizon} hours`, `scenario.0.duration=${hours} hours`];
  return playColumn(shipped("verification/halted-long", set), "bad_debt_usd", paths);
}

/** How outages of a random length are played: on average so long as they are, or longer, under tilts, and weighed. */
interface Outages {
  readonly meanHours: number;
  readonly playedHours: number;
  readonly tilts: readonly string[];
  readonly paths: number;
}

/**
 * Bad debt when the chain is down for an exponential time of its own on each path, and the horizon is its end, and what each
 * path weighs: its own weight times the density of its duration over that it was drawn from.
 */
function haltedAtRandom(outages: Outages): { usd: Float64Array; weight: Float64Array } {
  const { meanHours, playedHours, tilts, paths } = outages;
  const { model } = shipped("verification/halted-long", [], tilts);
  const durations = streamOf(createRegistry("outages"), "verification", "duration");
  const stretch = playedHours / meanHours;
  const usd = new Float64Array(paths);
  const weight = new Float64Array(paths);
  for (let path = 0; path < paths; path++) {
    const drawn = exponential(durations, path, 0);
    const duration = playedHours * HOUR * drawn;
    const scenario = model.scenario.map((event) => ({ ...event, duration }));
    const halted = { ...model, horizon: duration, step: duration, steps: 1, scenario };
    const simulator = createPathSimulator({ model: halted, book: buildBook(halted, halted) }, []);
    simulatePath(simulator, path);
    const { columns } = simulator.tables.paths;
    usd[path] = columns.bad_debt_usd[0];
    weight[path] = columns.weight[0] * stretch * Math.exp((1 - stretch) * drawn);
  }
  return { usd, weight };
}

const share = (values: Float64Array) => meanOf(values.map((usd) => (usd > 0 ? 1 : 0)));

/** An account that cannot be closed while its chain is down pays for it at the restart, or at the horizon. */
export function outageGaps(): Finding[] {
  const fall = { start: 100, level: 90, drift: 0, volatility: 0.8 };
  const fixed = gapAfter(fall, 24 / 8760);
  const short = gapAtExponential(fall, 4 / 8760);
  const long = gapAtExponential(fall, 100 / 8760);
  const day = haltedFor(24, 24, 80_000);
  const past = haltedFor(24, 21, 30_000);
  const plain = { meanHours: 100, playedHours: 100, tilts: [], paths: 3000 };
  const atRandom = haltedAtRandom(plain).usd;
  // Six standard deviations of a mean outage: such falls come in long ones, and are led there.
  const led = { meanHours: 4, playedHours: 20, tilts: ["market.assets.ETH.drift=-2.5"] };
  const rare = haltedAtRandom({ ...led, paths: 4000 });
  const weighed = (of: (usd: number) => number): Measured =>
    meanOf(rare.usd.map((usd, path) => rare.weight[path] * of(usd)));
  return [
    printed("24 h: P(under .9 S)", "0.0062943019", fixed.probability),
    printed("24 h: expected shortage of 90", "0.0075709406", fixed.shortage),
    agrees("exponential, 4 h: P(under .9 S)", 8.68997272737e-5, short.probability),
    agrees("exponential, 4 h: shortage", 9.39699517703e-5, short.shortage),
    samples("engine, 24 h: P(under .9 S)", fixed.probability, share(day)),
    samples("engine, 24 h: shortage", fixed.shortage, meanOf(day)),
    samples(
      "engine, horizon inside the outage: shortage",
      gapAfter(fall, 21 / 8760).shortage,
      meanOf(past),
    ),
    samples("engine, exponential, 100 h: P", long.probability, share(atRandom)),
    samples("engine, exponential, 100 h: shortage", long.shortage, meanOf(atRandom)),
    samples(
      "engine, exponential, 4 h, led: P",
      short.probability,
      weighed((usd) => (usd > 0 ? 1 : 0)),
    ),
    samples(
      "engine, exponential, 4 h, led: shortage",
      short.shortage,
      weighed((usd) => usd),
    ),
  ];
}
