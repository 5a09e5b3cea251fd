/**
 * What has happened against what the models say: outages of ten rollups on record.
 *
 * The table of outages is counted anew, the rate and its interval, and the lognormal laws of durations (maximum
 * likelihood) that the models carry; then the engine plays the same chain-years many times, and the halts and the hours
 * on record must not stand in the outer 5 % of what it plays. Left out: crashes of prices, whose order flow is not on
 * record.
 */
import { poissonRate } from "../estimation/poissonRate.ts";
import { simulatePath } from "../engine/path.ts";
import { equals, predicted, printed } from "./finding.ts";
import type { Finding } from "./finding.ts";
import { shipped, simulatorOf } from "./playing.ts";

/** Text of the tables of `models/data`. */
export interface Records {
  readonly outages: string;
  readonly exposure: string;
}

interface Outage {
  readonly chain: string;
  /** NaN: not on record. */
  readonly minutes: number;
}

const ZK = ["zkSync Era", "Starknet", "Polygon zkEVM", "Linea"];
const OPTIMISTIC = ["OP Mainnet", "Base", "Blast"];
const PATHS = 2000;

/** Fields of a line up to the free text, which alone is quoted. */
const linesOf = (text: string): string[][] =>
  text
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));

/** Halts of the whole chain, reorganised or intentional ones included; a planned one is no fault. */
function haltsOf(text: string): Outage[] {
  return linesOf(text)
    .filter(([, , , kind]) => /^(intentional_)?halt/.test(kind))
    .map(([chain, , minutes]) => ({ chain, minutes: minutes === "" ? NaN : Number(minutes) }));
}

/** Mean and standard deviation of the log minutes: maximum likelihood of a lognormal. */
function fitted(halts: readonly Outage[]): { count: number; mu: number; sigma: number } {
  const logs = halts.map(({ minutes }) => Math.log(minutes)).filter((log) => !Number.isNaN(log));
  const mu = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const variance = logs.reduce((sum, log) => sum + (log - mu) ** 2, 0) / logs.length;
  return { count: logs.length, mu, sigma: Math.sqrt(variance) };
}

/** Halts and hours down of the recorded chain-years, played many times; each ascending. */
function played(): { halts: Float64Array; hours: Float64Array } {
  const simulator = simulatorOf(shipped("verification/rollup-years"));
  for (let path = 0; path < PATHS; path++) simulatePath(simulator, path);
  const { faults, downtime_hours } = simulator.tables.paths.columns;
  return {
    halts: faults.slice(0, PATHS).toSorted(),
    hours: downtime_hours.slice(0, PATHS).toSorted(),
  };
}

/** Where a number stands among predictions: the share below, ties by half. */
function standing(predictions: Float64Array, value: number): number {
  const below = predictions.filter((prediction) => prediction < value).length;
  const at = predictions.filter((prediction) => prediction === value).length;
  return (below + at / 2) / predictions.length;
}

/** The record, the laws drawn from it, and the engine's replay of it. */
export function outagesOnRecord({ outages, exposure }: Records): Finding[] {
  const windows = linesOf(exposure).filter(([chain]) => chain !== "POOLED_L2");
  const chains = windows.map(([chain]) => chain);
  const years = windows.reduce((sum, [, , , , window]) => sum + Number(window), 0);
  const halts = haltsOf(outages).filter(({ chain }) => chains.includes(chain));
  const { low, high } = poissonRate(halts.length, years);
  const all = fitted(halts);
  const zk = fitted(halts.filter(({ chain }) => ZK.includes(chain)));
  const optimistic = fitted(halts.filter(({ chain }) => OPTIMISTIC.includes(chain)));
  const hours = halts.reduce((sum, { minutes }) => sum + (minutes > 0 ? minutes / 60 : 0), 0);
  const replay = played();
  return [
    printed("chain-years watched", "32.12", years),
    equals("halts on record", 20, halts.length),
    printed("rate a year, lower limit", "0.38", low),
    printed("rate a year, upper limit", "0.96", high),
    equals("durations on record", 19, all.count),
    printed("log minutes, all: mean", "4.61", all.mu),
    printed("log minutes, all: deviation", "1.19", all.sigma),
    printed("log minutes, zk stacks: mean", "5.17", zk.mu),
    printed("log minutes, zk stacks: deviation", "1.21", zk.sigma),
    printed("log minutes, OP Stack: mean", "3.83", optimistic.mu),
    printed("log minutes, OP Stack: deviation", "0.73", optimistic.sigma),
    predicted(
      "engine: halts in as many years",
      replay.halts[PATHS / 2],
      halts.length,
      standing(replay.halts, halts.length),
    ),
    predicted(
      "engine: hours down in as many years",
      replay.hours[PATHS / 2],
      hours,
      standing(replay.hours, hours),
    ),
  ];
}
