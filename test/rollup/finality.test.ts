import { expect, test } from "vitest";
import { finalityOf } from "../../src/rollup/finality.ts";
import { optimistic, zk } from "../reliability/machinery.ts";

const settlement = { finality: 900 };

test("an optimistic chain proves nothing and is final 600 + 10 000 + 900 s after its batch", () => {
  expect(finalityOf(optimistic("arb", 0), settlement)).toEqual({ proves: false, delay: 11_500 });
});

test("an optimistic chain ignores a prover", () => {
  expect(finalityOf(optimistic("arb", 0, { prover: 0 }), settlement).proves).toBe(false);
});

test("a zk chain and a validium are final 60 + 3600 + 900 s after the proof", () => {
  const chain = zk("zk", 0, { postingDelay: 60 });
  expect(finalityOf(chain, settlement)).toEqual({ proves: true, delay: 4560 });
  expect(finalityOf({ ...chain, kind: "validium" }, settlement)).toEqual({
    proves: true,
    delay: 4560,
  });
});

test("a zk chain without a prover waits for no proof", () => {
  expect(finalityOf(zk("zk", 0, { prover: -1 }), settlement)).toEqual({
    proves: false,
    delay: 4500,
  });
});
