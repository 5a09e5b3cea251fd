/** Renewal, common shocks, queues and clustered counts: closed forms, and the engine's clocks and queues. */
import {
  availability,
  availabilityAt,
  expectedDowntime,
} from "../closedForms/alternatingRenewal.ts";
import { bothFailedBy, failTogether } from "../closedForms/commonShock.ts";
import type { Hawkes } from "../closedForms/hawkes.ts";
import { hawkesMeanFromEmpty, hawkesRate, hawkesVariance } from "../closedForms/hawkes.ts";
import { erlangB, erlangC, meanWait } from "../closedForms/queues.ts";
import { borelMean, borelProbability, borelVariance } from "../estimation/borel.ts";
import { createJumps, resetJumps, strikeJumps } from "../market/jumps.ts";
import type { Market } from "../model/resolved/market.ts";
import { inverseNormal } from "../random/inverseNormal.ts";
import { createRegistry, exponential, streamOf, uniform } from "../random/streams.ts";
import { compileFaultProcesses } from "../reliability/faultProcesses.ts";
import { resetFaults, takeFault } from "../reliability/faults.ts";
import { createFaults } from "../reliability/faultState.ts";
import { createProverQueue, enterQueue, nextProofAt, takeProof } from "../rollup/proverQueue.ts";
import { agrees, printed, samples } from "./finding.ts";
import type { Finding, Measured } from "./finding.ts";
import { meanOf, playColumn, shipped } from "./playing.ts";

/** One sequencer, up for 720 h and down for 4 h on average. */
export function renewal(): Finding[] {
  const component = { up: 720, down: 4 };
  const downtime = playColumn(shipped("acceptance/one-sequencer"), "downtime_hours", 8000);
  return [
    printed("availability", "0.994475138122", availability(component)),
    printed("availability after 1 h", "0.9987719330", availabilityAt(component, 1)),
    printed("downtime in 720 h", "3.9559232014", expectedDowntime(component, 720)),
    samples("engine: downtime in 720 h", expectedDowntime(component, 720), meanOf(downtime)),
  ];
}

/** Rates .02, .03 and .01 together. */
export function commonShock(): Finding[] {
  const shock = { first: 0.02, second: 0.03, common: 0.01 };
  return [
    agrees("P(at the same moment)", 1 / 6, failTogether(shock)),
    printed("P(both by 10)", "0.1376733694", bothFailedBy(shock, 10)),
    ...firstFaults(failTogether(shock), bothFailedBy(shock, 10)),
  ];
}

/** First faults of the engine's own components, of which a common cause strikes both. */
function firstFaults(together: number, early: number): Finding[] {
  const { model } = shipped("verification/common-shock");
  const registry = createRegistry(model.sampling.seed);
  const faults = createFaults(compileFaultProcesses(model, registry));
  const firsts = Array.from({ length: 20_000 }, (_, path) => {
    resetFaults(faults, path);
    const first = [Infinity, Infinity];
    while (Math.max(...first) === Infinity) {
      takeFault(faults);
      const { count, component, start } = faults.log;
      const latest = component[count - 1];
      if (count > 0) first[latest] = Math.min(first[latest], start[count - 1]);
    }
    return first;
  });
  const share = (holds: (first: number[]) => boolean): Measured =>
    meanOf(firsts.map((first) => (holds(first) ? 1 : 0)));
  const ten = 10 * 3600;
  return [
    samples(
      "engine: P(at the same moment)",
      together,
      share(([one, two]) => one === two),
    ),
    samples(
      "engine: P(both by 10)",
      early,
      share(([one, two]) => Math.max(one, two) <= ten),
    ),
  ];
}

/** Base .5, branching .6, decay 2; clusters of branching .6. */
export function clusters(): Finding[] {
  const process = { base: 0.5, branching: 0.6, decay: 2 };
  const borel = ["0.5488116361", "0.1807165271", "0.0892613996", "0.0522535411", "0.0336062711"];
  return [
    agrees("Hawkes: long-run rate", 1.25, hawkesRate(process)),
    printed("Hawkes: Var N(1)", "3.2952766588", hawkesVariance(process, 1)),
    printed("Hawkes: Var N(10)", "69.9246268419", hawkesVariance(process, 10)),
    printed("Hawkes from empty: E N(1)", "0.7337459039", hawkesMeanFromEmpty(process, 1)),
    printed("Hawkes from empty: E N(10)", "11.5628144962", hawkesMeanFromEmpty(process, 10)),
    ...excitedCounts(process),
    ...borel.map((probability, i) =>
      printed(`Borel: P(size ${i + 1})`, probability, borelProbability(i + 1, 0.6)),
    ),
    agrees("Borel: mean size", 2.5, borelMean(0.6)),
    agrees("Borel: variance of the size", 9.375, borelVariance(0.6)),
  ];
}

/** Counts of the engine's own jumps, in units of a second, and their squares about the mean. */
function excitedCounts(process: Hawkes): Finding[] {
  const rate = hawkesRate(process);
  const market: Market = {
    assets: [{ kind: "base", name: "ETH", price: 1, volatility: 0, drift: 0 }],
    baseAssets: [0],
    correlation: [1],
    jumps: {
      rate,
      shared: 0,
      sizes: [{ mean: 0, sd: 0 }],
      excitation: { branching: process.branching, decay: 1 / process.decay },
    },
  };
  const jumps = createJumps(market, createRegistry("clusters"));
  return [1, 10].flatMap((time) => {
    const counts = Array.from({ length: 20_000 }, (_, path) => {
      resetJumps(jumps, path);
      strikeJumps(jumps, path, time);
      return jumps.count[0];
    });
    const squares = counts.map((count) => (count - rate * time) ** 2);
    return [
      samples(`engine: E N(${time})`, rate * time, meanOf(counts)),
      samples(`engine: Var N(${time})`, hawkesVariance(process, time), meanOf(squares)),
    ];
  });
}

/** Waits of Poisson arrivals at the engine's queue, in runs that begin after a warm-up of a fifth. */
function waits(
  workers: number,
  rate: number,
  length: (run: number, job: number) => number,
  runs: number,
  jobs: number,
): { wait: Measured; waiting: Measured } {
  const arrivals = streamOf(createRegistry("queues"), "verification", "arrivals");
  const wait: number[] = [];
  const waiting: number[] = [];
  for (let run = 0; run < runs; run++) {
    const queue = createProverQueue(workers);
    let [now, sum, count] = [0, 0, 0];
    for (let job = -jobs / 5; job < jobs; job++) {
      const draw = job + jobs / 5;
      now += exponential(arrivals, run, draw) / rate;
      while (nextProofAt(queue) <= now) takeProof(queue);
      const waited = enterQueue(queue, length(run, draw), draw, now);
      if (job < 0) continue;
      sum += waited;
      if (waited > 0) count++;
    }
    wait.push(sum / jobs);
    waiting.push(count / jobs);
  }
  return { wait: meanOf(wait), waiting: meanOf(waiting) };
}

/** Erlang's and Pollaczek-Khinchine's formulas, and the queue in front of the provers. */
export function queues(): Finding[] {
  const lengths = streamOf(createRegistry("queues"), "verification", "lengths");
  // Lognormal with mean 10 and squared variation 2.
  const sigma = Math.sqrt(Math.log(3));
  const uneven = (run: number, job: number): number =>
    (10 / Math.sqrt(3)) * Math.exp(sigma * inverseNormal(uniform(lengths, run, job)));
  const memoryless = (run: number, job: number): number => exponential(lengths, run, job);
  return [
    printed("Erlang B, 5 servers, load 4", "0.1990668740", erlangB(5, 4)),
    printed("Erlang C, 5 servers, load 4", "0.5541125541", erlangC(5, 4)),
    agrees("M/G/1, squared variation 2: wait", 60, meanWait(0.08, 10, 2)),
    agrees("M/D/1: wait", 20, meanWait(0.08, 10, 0)),
    samples(
      "prover queue, M/M/5: share that waits",
      erlangC(5, 4),
      waits(5, 4, memoryless, 40, 10_000).waiting,
    ),
    samples("prover queue, M/G/1: wait", 60, waits(1, 0.08, uneven, 40, 20_000).wait),
    samples("prover queue, M/D/1: wait", 20, waits(1, 0.08, () => 10, 40, 10_000).wait),
  ];
}
