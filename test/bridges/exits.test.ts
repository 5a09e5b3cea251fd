import { expect, test } from "vitest";
import { createExits, reviewExits } from "../../src/bridges/exits.ts";
import type { Exits } from "../../src/bridges/exits.ts";
import { resetUptime, settleDowntime } from "../../src/reliability/uptime.ts";
import { canonical, machinery, optimistic, pools } from "../reliability/machinery.ts";

const chains = [optimistic("a", 0), optimistic("b", 0), optimistic("c", 0)];
const NOT_FROZEN = new Int32Array(3);
const bridges = [canonical("b-canonical", 1), pools("hop", [1e6, 1e6])];

function exitsOf(): Exits {
  const exits = createExits(machinery({ chains, bridges }));
  resetUptime(exits.status);
  return exits;
}

test("out of a (pool alone), b (pool, canonical) and c (no bridge): hop pausing for 100 s blocks a alone", () => {
  const exits = exitsOf();
  reviewExits(exits, Uint8Array.of(1, 1, 1), Uint8Array.of(1, 0), NOT_FROZEN, 50);
  expect([...exits.status.up]).toEqual([0, 1, 1]);
  reviewExits(exits, Uint8Array.of(1, 1, 1), Uint8Array.of(1, 1), NOT_FROZEN, 150);
  expect([...exits.status.downtime]).toEqual([100, 0, 0]);
});

test("a pool leads nowhere while every other chain of its bridge is halted: b halting blocks a and b, not c", () => {
  const exits = exitsOf();
  reviewExits(exits, Uint8Array.of(1, 0, 1), Uint8Array.of(1, 1), NOT_FROZEN, 10);
  expect([...exits.status.up]).toEqual([0, 0, 1]);
  settleDowntime(exits.status, 25);
  expect([...exits.status.downtime]).toEqual([15, 15, 0]);
});

test("overlapping causes count once: c is blocked for as long as it is halted, 30 s", () => {
  const exits = exitsOf();
  reviewExits(exits, Uint8Array.of(1, 1, 0), Uint8Array.of(1, 1), NOT_FROZEN, 0);
  reviewExits(exits, Uint8Array.of(1, 1, 0), Uint8Array.of(0, 0), NOT_FROZEN, 10);
  reviewExits(exits, Uint8Array.of(1, 1, 1), Uint8Array.of(0, 0), NOT_FROZEN, 30);
  expect(exits.status.downtime[2]).toBe(30);
  expect([...exits.status.up]).toEqual([0, 0, 1]);
});

test("frozen canonical exits block b alone once hop is paused too, and c, which has no other way out", () => {
  const exits = exitsOf();
  const frozen = Int32Array.of(0, 1, 1);
  reviewExits(exits, Uint8Array.of(1, 1, 1), Uint8Array.of(1, 1), frozen, 0);
  expect([...exits.status.up]).toEqual([1, 1, 0]);
  reviewExits(exits, Uint8Array.of(1, 1, 1), Uint8Array.of(1, 0), frozen, 0);
  expect([...exits.status.up]).toEqual([0, 0, 0]);
});
