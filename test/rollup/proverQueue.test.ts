import { expect, test } from "vitest";
import { createRegistry, exponential, streamOf, uniform } from "../../src/random/streams.ts";
import { inverseNormal } from "../../src/random/inverseNormal.ts";
import {
  createProverQueue,
  enterQueue,
  expectedProofTime,
  nextProofAt,
  paceQueue,
  takeProof,
} from "../../src/rollup/proverQueue.ts";
import type { ProverQueue } from "../../src/rollup/proverQueue.ts";

const arrivals = streamOf(createRegistry("queues"), "queue", "arrivals");
const lengths = streamOf(createRegistry("queues"), "queue", "lengths");

/** Waits of Poisson arrivals, `runs` independent runs of `jobs` each after a warm-up of a fifth. */
function waits(
  workers: number,
  rate: number,
  length: (run: number, job: number) => number,
  look: (wait: number) => number,
  runs: number,
  jobs: number,
): { mean: number; error: number } {
  const means: number[] = [];
  for (let run = 0; run < runs; run++) {
    const queue = createProverQueue(workers);
    let [now, sum] = [0, 0];
    const warm = jobs / 5;
    for (let job = 0; job < jobs + warm; job++) {
      now += exponential(arrivals, run, job) / rate;
      while (nextProofAt(queue) <= now) takeProof(queue);
      const wait = enterQueue(queue, length(run, job), job, now);
      if (job >= warm) sum += look(wait);
    }
    means.push(sum / jobs);
  }
  const mean = means.reduce((sum, value) => sum + value, 0) / runs;
  const variance = means.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (runs - 1);
  return { mean, error: Math.sqrt(variance / runs) };
}

test("M/D/1, arrivals .08, service 10: the mean wait is 20", () => {
  const { mean, error } = waits(
    1,
    0.08,
    () => 10,
    (wait) => wait,
    100,
    10_000,
  );
  expect(Math.abs(mean - 20)).toBeLessThan(4 * error);
  expect(error).toBeLessThan(0.2);
});

test("M/G/1, arrivals .08, service mean 10, squared cv 2 (lognormal): the mean wait is 60", () => {
  const sigma = Math.sqrt(Math.log(3));
  const length = (run: number, job: number): number =>
    (10 / Math.sqrt(3)) * Math.exp(sigma * inverseNormal(uniform(lengths, run, job)));
  const { mean, error } = waits(1, 0.08, length, (wait) => wait, 40, 20_000);
  expect(Math.abs(mean - 60)).toBeLessThan(4 * error);
  expect(error).toBeLessThan(1.5);
});

test("M/M/5 at load 4: the share that waits is Erlang's C, .5541125541", () => {
  const length = (run: number, job: number): number => exponential(lengths, run, job);
  const { mean, error } = waits(5, 4, length, (wait) => (wait > 0 ? 1 : 0), 40, 10_000);
  expect(Math.abs(mean - 0.5541125541)).toBeLessThan(4 * error);
  expect(error).toBeLessThan(0.005);
});

/** When each job is done, given the paces [from, slowdown] in time order. */
function doneAt(
  queue: ProverQueue,
  jobs: readonly (readonly [number, number])[],
  paces: readonly (readonly [number, number])[],
): number[] {
  const done: number[] = [];
  const changes = [
    ...paces.map(([at, slowdown]) => ({ at, act: () => paceQueue(queue, slowdown, at) })),
    ...jobs.map(([at, length], job) => ({
      at,
      act: () => void enterQueue(queue, length, job, at),
    })),
    { at: 1e6, act: () => undefined },
  ].toSorted((a, b) => a.at - b.at);
  for (const { at, act } of changes) {
    while (nextProofAt(queue) <= at) {
      const time = nextProofAt(queue);
      done[takeProof(queue)] = time;
    }
    act();
  }
  return done;
}

test("a proof of 3600 s begun at 900 and halted from 1800 to 2500 resumes and is done at 5200", () => {
  expect(
    doneAt(
      createProverQueue(1),
      [[900, 3600]],
      [
        [1800, Infinity],
        [2500, 1],
      ],
    ),
  ).toEqual([5200]);
});

test("slow by 2 from 1200 to 2400, halted within from 1800 to 2000: the proof of 3600 s is done at 5200", () => {
  const paces = [
    [1200, 2],
    [1800, Infinity],
    [2000, 2],
    [2400, 1],
  ] as const;
  expect(doneAt(createProverQueue(1), [[900, 3600]], paces)).toEqual([5200]);
});

test("new work is slow too: 600 s that enter at 1000 while slow by 3 until 1900 are done at 2200", () => {
  expect(
    doneAt(
      createProverQueue(1),
      [[1000, 600]],
      [
        [500, 3],
        [1900, 1],
      ],
    ),
  ).toEqual([2200]);
});

test("a proof that is done at the very moment of a halt is done", () => {
  const queue = createProverQueue(1);
  enterQueue(queue, 600, 0, 0);
  paceQueue(queue, Infinity, 600);
  expect(nextProofAt(queue)).toBe(600);
});

test("two workers, first in first out: 10, 100, 20, 5 asked at once start at 0, 0, 10, 30 and end at 10, 100, 30, 35", () => {
  const jobs = [
    [0, 10],
    [0, 100],
    [0, 20],
    [0, 5],
  ] as const;
  expect(doneAt(createProverQueue(2), jobs, [])).toEqual([10, 100, 30, 35]);
});

test("three workers under 40 changes of pace agree with a tick-by-tick twin for 200 jobs", () => {
  const jobs = Array.from(
    { length: 200 },
    (_, job) => [job * 7 + (job % 3), 1 + ((job * 37) % 40)] as const,
  );
  const paces = Array.from(
    { length: 40 },
    (_, change) => [20 + change * 41, [2, Infinity, 4, 1][change % 4]] as const,
  );
  const twin: number[] = [];
  const left = jobs.map(([, length]) => length);
  const tick = 0.25;
  for (let now = 0; twin.filter((at) => at >= 0).length < jobs.length; now += tick) {
    const slowdown = paces.findLast(([at]) => at <= now)?.[1] ?? 1;
    const busy: number[] = [];
    for (let job = 0; job < jobs.length && busy.length < 3; job++) {
      if (jobs[job][0] <= now && left[job] > 0) busy.push(job);
    }
    for (const job of busy) {
      left[job] -= tick / slowdown;
      if (left[job] <= 0) twin[job] = now + tick;
    }
  }
  expect(doneAt(createProverQueue(3), jobs, paces)).toEqual(twin);
});

test("expected: with 500 s of work ahead and a mean of 600 a job that arrives in 200 s expects 900 s; slow by 2, 2000", () => {
  const queue = createProverQueue(1);
  enterQueue(queue, 500, 0, 0);
  expect(expectedProofTime(queue, 200, 600, 0)).toBe(900);
  expect(expectedProofTime(queue, 700, 600, 0)).toBe(600);
  paceQueue(queue, 2, 0);
  expect(expectedProofTime(queue, 200, 600, 0)).toBe(800 + 1200);
  paceQueue(queue, Infinity, 0);
  expect(expectedProofTime(queue, 200, 600, 0)).toBe(Infinity);
});
