/**
 * First-in-first-out queue in front of `workers` equal servers, whose pace changes for all of them at once.
 *
 * Work time W advances at 1 / slowdown, not at all during a halt. In work time faults disappear: a job of length p that
 * arrives at w starts at max(w, earliest free server) and is done p later (Kiefer and Wolfowitz 1955), known on arrival.
 * A change of pace only bends the map from work time to seconds, so a halted job resumes where it stood and a slowed one
 * stretches, exactly. Where a halt loses the work in progress, the jobs that are not done are scheduled anew in the order
 * of their arrival. Jobs end out of order when there are several servers.
 */
import { doubledFloats, doubledIntegers } from "../reliability/doubled.ts";
import { createEventHeap, popEvent, pushEvent } from "../reliability/eventHeap.ts";
import type { EventHeap } from "../reliability/eventHeap.ts";

export interface ProverQueue {
  /** Work time at which each server is free. */
  readonly free: Float64Array;
  /** Numbers of the jobs in the queue or under way, by the work time at which they are done. */
  readonly jobs: EventHeap;
  /** Jobs so far; each one's id and length, by its number. */
  count: number;
  id: Int32Array;
  length: Float64Array;
  /** Work time at `since`. */
  work: number;
  since: number;
  /** s per unit of work; Infinity while halted. */
  slowdown: number;
}

/**
 * An idle queue.
 *
 * @param workers number of servers, >= 1
 */
export function createProverQueue(workers: number): ProverQueue {
  return {
    free: new Float64Array(workers),
    jobs: createEventHeap(),
    count: 0,
    id: new Int32Array(64),
    length: new Float64Array(64),
    work: 0,
    since: 0,
    slowdown: 1,
  };
}

/** Empties the queue and sets both clocks to 0. */
export function resetProverQueue(queue: ProverQueue): void {
  queue.free.fill(0);
  queue.jobs.size = 0;
  queue.count = 0;
  queue.work = 0;
  queue.since = 0;
  queue.slowdown = 1;
}

/** Work time at `now`, s at full pace. */
function workAt(queue: ProverQueue, now: number): number {
  return queue.work + (now - queue.since) / queue.slowdown;
}

/**
 * Changes the pace from `now` on.
 *
 * @param slowdown s per unit of work, >= 1; Infinity stops the servers
 */
export function paceQueue(queue: ProverQueue, slowdown: number, now: number): void {
  if (slowdown === queue.slowdown) return;
  queue.work = workAt(queue, now);
  queue.since = now;
  queue.slowdown = slowdown;
}

/**
 * A job joins the queue at `now`.
 *
 * @param length s of one server at full pace
 * @param job id that `takeProof` gives back
 * @returns its wait before a server takes it, s at full pace
 */
export function enterQueue(queue: ProverQueue, length: number, job: number, now: number): number {
  if (queue.count === queue.id.length) {
    queue.id = doubledIntegers(queue.id);
    queue.length = doubledFloats(queue.length);
  }
  const number = queue.count++;
  queue.id[number] = job;
  queue.length[number] = length;
  const arrival = workAt(queue, now);
  return serve(queue, number, arrival) - arrival;
}

/** Gives a job to the server that is free first; returns the work time at which it starts. */
function serve(queue: ProverQueue, number: number, arrival: number): number {
  const { free } = queue;
  let server = 0;
  for (let other = 1; other < free.length; other++) if (free[other] < free[server]) server = other;
  const start = Math.max(arrival, free[server]);
  free[server] = start + queue.length[number];
  pushEvent(queue.jobs, free[server], number);
  return start;
}

/** What was being worked on is lost: every job that is not done at `now` starts anew, first come first served. */
export function loseProgress(queue: ProverQueue, now: number): void {
  const { jobs, free } = queue;
  const work = workAt(queue, now);
  const open = jobs.id.slice(0, jobs.size).filter((_, place) => jobs.time[place] > work);
  const done = jobs.id.slice(0, jobs.size).filter((_, place) => jobs.time[place] <= work);
  jobs.size = 0;
  for (const number of done) pushEvent(jobs, work, number);
  free.fill(work);
  for (const number of open.toSorted()) serve(queue, number, work);
}

/** When the next job is done if the pace stays, s; Infinity if there is none or the servers stand still. */
export function nextProofAt(queue: ProverQueue): number {
  if (queue.jobs.size === 0) return Infinity;
  const left = queue.jobs.time[0] - queue.work;
  // A job that is done at the very moment of a halt is done: 0 * Infinity must not become NaN.
  return left > 0 ? queue.since + left * queue.slowdown : queue.since;
}

/** Removes the job that is done first and returns its id; there must be one. */
export function takeProof(queue: ProverQueue): number {
  return queue.id[popEvent(queue.jobs)];
}

/**
 * What a job that joins at `arrival` should expect until it is done: the work ahead of it at today's pace, nobody
 * joining in between, and a mean length.
 *
 * @param arrival s, not before `now`
 * @param mean s at full pace
 * @returns s from `arrival`; Infinity while the servers stand still
 */
export function expectedProofTime(
  queue: ProverQueue,
  arrival: number,
  mean: number,
  now: number,
): number {
  if (queue.slowdown === Infinity) return Infinity;
  let free = queue.free[0];
  for (let server = 1; server < queue.free.length; server++)
    free = Math.min(free, queue.free[server]);
  const ahead = (free - workAt(queue, now)) * queue.slowdown - (arrival - now);
  return Math.max(0, ahead) + mean * queue.slowdown;
}
