import { beforeEach, expect, test } from "vitest";
import {
  backingRatio,
  createBackings,
  resetBackings,
  takeBacking,
} from "../../src/bridges/backing.ts";
import {
  createLocks,
  crossLock,
  lockMintRefusal,
  resetLocks,
  tokensLeft,
} from "../../src/bridges/lockMint.ts";
import {
  BRIDGE_PAUSED,
  CHAIN_HALTED,
  LIMIT,
  NOT_REFUSED,
  POOL_SHORT,
} from "../../src/bridges/transferWords.ts";
import { routesBetween } from "../../src/bridges/routes.ts";
import { machinery } from "../reliability/machinery.ts";

const GATE = 3;
const model = machinery();
const backings = createBackings(model);
const locks = createLocks(model, backings);
const [lock] = routesBetween(model, 0, 1, 2);
const [redeem] = routesBetween(model, 1, 0, 2);
const up = new Uint8Array(4).fill(1);
const refusal = (route: typeof lock, amount: number, units: number, now: number): number =>
  lockMintRefusal(locks, route, up, up, amount, units, now);

beforeEach(() => {
  resetBackings(backings);
  resetLocks(locks);
});

test("2 000 000 USD locked at 2000 USD are 1000 units, fully claimed", () => {
  expect([backings.backing[GATE], backings.claims[GATE], backingRatio(backings, GATE)]).toEqual([
    1000, 1000, 1,
  ]);
});

test("the bucket holds an hour, 3.6 million: after 3 million at 0 s, 700 000 may cross at 100 s, and no more", () => {
  crossLock(locks, lock, 3e6, 1500, 0);
  expect(refusal(lock, 700_001, 350, 100)).toBe(LIMIT);
  expect(refusal(lock, 700_000, 350, 100)).toBe(NOT_REFUSED);
  crossLock(locks, lock, 700_000, 350, 100);
  expect(tokensLeft(locks, GATE, 100)).toBe(0);
  expect(tokensLeft(locks, GATE, 200)).toBe(100_000);
  expect(tokensLeft(locks, GATE, 100_000)).toBe(3.6e6);
});

test("a bridge without limit takes any amount, at once and again", () => {
  const bridges = model.bridges.map((bridge) =>
    bridge.kind === "lock_mint" ? { ...bridge, limit: Infinity } : bridge,
  );
  const open = createLocks({ ...model, bridges }, backings);
  resetLocks(open);
  crossLock(open, lock, 1e12, 1, 0);
  expect(tokensLeft(open, GATE, 0)).toBe(Infinity);
});

test("a lock of 100 units adds them to backing and claims, a redemption takes them from both", () => {
  crossLock(locks, lock, 200_000, 100, 0);
  expect([backings.backing[GATE], backings.claims[GATE]]).toEqual([1100, 1100]);
  crossLock(locks, redeem, 200_000, 100, 0);
  expect([backings.backing[GATE], backings.claims[GATE]]).toEqual([1000, 1000]);
});

test("exploits of 25 % and then 50 % take 250 and 375 units and leave 0.375 per claim; the latest time stands", () => {
  expect(takeBacking(backings, GATE, 0.25, 500)).toBe(250);
  expect(takeBacking(backings, GATE, 0.5, 900)).toBe(375);
  expect(backingRatio(backings, GATE)).toBe(0.375);
  expect(backings.exploitedAt[GATE]).toBe(900);
});

test("redemptions are paid at par while the backing lasts: 250 units left pay 250, not 251", () => {
  takeBacking(backings, GATE, 0.75, 0);
  expect(refusal(redeem, 502_000, 251, 0)).toBe(POOL_SHORT);
  expect(refusal(redeem, 500_000, 250, 0)).toBe(NOT_REFUSED);
});

test("a halted source chain or a stopped bridge refuses; a halted destination does not", () => {
  const down = (at: number): Uint8Array => up.map((_, place) => (place === at ? 0 : 1));
  expect(lockMintRefusal(locks, lock, down(0), up, 1, 1, 0)).toBe(CHAIN_HALTED);
  expect(lockMintRefusal(locks, lock, down(1), up, 1, 1, 0)).toBe(NOT_REFUSED);
  expect(lockMintRefusal(locks, lock, up, down(GATE), 1, 1, 0)).toBe(BRIDGE_PAUSED);
});

test("more backing than claims is worth no more than par, and no claims at all are worth par", () => {
  backings.claims[GATE] = 500;
  expect(backingRatio(backings, GATE)).toBe(1);
  backings.claims[GATE] = 0;
  backings.backing[GATE] = 0;
  expect(backingRatio(backings, GATE)).toBe(1);
});
