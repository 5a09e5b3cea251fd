import { expect, test } from "vitest";
import type { Chain, ChainKind } from "../../src/model/resolved/chain.ts";
import { finalityOf } from "../../src/rollup/finality.ts";
import { optimistic, zk } from "../reliability/machinery.ts";

const settlement = { finality: 900 };
const at = (chain: Chain): number => {
  const { posting, held, settling } = finalityOf(chain, settlement);
  return posting + held + settling;
};
const other = (kind: ChainKind, parts: Partial<Chain>): Chain =>
  optimistic("other", 0, { kind, postingDelay: 0, challengeWindow: 0, ...parts });

test("an optimistic chain proves nothing and is final 600 + 10 000 + 900 s after its batch", () => {
  expect(at(optimistic("arb", 0))).toBe(11_500);
  expect(finalityOf(optimistic("arb", 0), settlement)).toMatchObject({
    proves: false,
    held: 10_000,
  });
});

test("an optimistic chain ignores a prover", () => {
  expect(finalityOf(optimistic("arb", 0, { prover: 0 }), settlement).proves).toBe(false);
});

test("a zk chain and a validium are final 60 + 3600 + 900 s after the proof", () => {
  const chain = zk("zk", 0, { postingDelay: 60 });
  expect(finalityOf(chain, settlement).proves).toBe(true);
  expect(at(chain)).toBe(4560);
  expect(finalityOf({ ...chain, kind: "validium" }, settlement)).toEqual(
    finalityOf(chain, settlement),
  );
});

test("a zk chain without a prover waits for no proof", () => {
  expect(finalityOf(zk("zk", 0, { prover: -1 }), settlement).proves).toBe(false);
});

test("a plasma waits 7000 s of exit window and 900 s of finality, and has a door where its capacity is given", () => {
  const chain = other("plasma", { challengeWindow: 7000 });
  expect(at(chain)).toBe(7900);
  expect(finalityOf(chain, settlement).door).toBe(false);
  expect(finalityOf({ ...chain, exitCapacity: 10 }, settlement).door).toBe(true);
});

test("a channel of 40 counterparties, each live with .995, is disputed with probability 1 - .995^40 = .1817", () => {
  const chain = other("channel", {
    challengeWindow: 86_400,
    counterparties: { count: 40, liveness: 0.995 },
  });
  expect(at(chain)).toBe(900);
  expect(finalityOf(chain, settlement).disputes).toBeCloseTo(0.18168, 5);
});

test("a sidechain's signers let a withdrawal out with settlement's 900 s", () => {
  expect(at(other("sidechain", {}))).toBe(900);
});
