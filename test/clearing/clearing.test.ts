/** Clearing: published cases, the definition itself, and what default costs do. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ClearingProblem, clearing } from "../../src/clearing/clearing.ts";

const threeBanks: ClearingProblem = {
  liabilities: [
    [0, 0.5, 0.5],
    [0.5, 0, 0.5],
    [0.5, 0.5, 0],
  ],
  assets: [0.5, 0.625, 0.75],
  external: [1.5, 0.5, 0.5],
};

describe("three banks", () => {
  it("pay 165/112, 159/112 and 3/2: the first two default, one after the other", () => {
    const { payments, defaults, rounds, equities } = clearing(threeBanks);
    [165 / 112, 159 / 112, 3 / 2].forEach((paid, bank) =>
      expect(payments[bank]).toBeCloseTo(paid, 14),
    );
    expect(defaults).toEqual([0, 1]);
    expect(rounds).toBe(2);
    expect(equities[2]).toBeCloseTo(0.75 + 165 / 560 + 159 / 336 - 1.5, 14);
    expect([equities[0], equities[1]]).toEqual([0, 0]);
  });

  it("all default and pay .50, .51 and .57 where a default leaves half of assets and .7 of claims", () => {
    const { payments, defaults } = clearing({ ...threeBanks, alpha: 0.5, beta: 0.7 });
    [0.502019961977, 0.514704937828, 0.565380613503].forEach((paid, bank) =>
      expect(payments[bank]).toBeCloseTo(paid, 12),
    );
    expect(defaults).toEqual([0, 1, 2]);
  });
});

it("four banks with unequal claims pay 15, 11.5, 16 and 13", () => {
  const { payments } = clearing({
    liabilities: [
      [0, 10, 5, 0],
      [0, 0, 12, 6],
      [4, 0, 0, 10],
      [8, 2, 0, 0],
    ],
    assets: [3, 2, 6, 1],
    external: [5, 1, 2, 3],
  });
  [15, 11.5, 16, 13].forEach((paid, bank) => expect(payments[bank]).toBeCloseTo(paid, 12));
});

it("whoever can pay to the last cent is not in default: no cost is taken of him", () => {
  const exact = clearing({
    liabilities: [
      [0, 0.1, 0.2],
      [0, 0, 0],
      [0, 0, 0],
    ],
    assets: [0.3, 0, 0],
    alpha: 0,
    beta: 0,
  });
  expect(exact.defaults).toEqual([]);
  expect(exact.payments[0]).toBeCloseTo(0.3, 15);
});

it("two that owe each other 1 and have nothing pay each other: the greatest of many clearing vectors", () => {
  const { payments, defaults } = clearing({
    liabilities: [
      [0, 1],
      [1, 0],
    ],
    assets: [0, 0],
  });
  expect([...payments]).toEqual([1, 1]);
  expect(defaults).toEqual([]);
});

interface Drawn {
  readonly liabilities: readonly (readonly number[])[];
  readonly assets: readonly number[];
  readonly external: readonly number[];
  readonly alpha: number;
  readonly beta: number;
}

const usd = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 100, noNaN: true }));
const drawn: fc.Arbitrary<Drawn> = fc.integer({ min: 1, max: 7 }).chain((parties) => {
  const row = fc.array(usd, { minLength: parties, maxLength: parties });
  return fc.record({
    liabilities: fc
      .array(row, { minLength: parties, maxLength: parties })
      .map((rows) => rows.map((cells, at) => cells.map((cell, to) => (at === to ? 0 : cell)))),
    assets: row,
    external: row,
    alpha: fc.double({ min: 0, max: 1, noNaN: true }),
    beta: fc.double({ min: 0, max: 1, noNaN: true }),
  });
});

/** What everybody would pay if the others paid `paid`: the definition, term by term. */
function respond({ liabilities, assets, external, alpha, beta }: Drawn, paid: readonly number[]) {
  const owed = liabilities.map((row, party) =>
    row.reduce((sum, cell) => sum + cell, external[party]),
  );
  return owed.map((total, party) => {
    const received = liabilities.reduce(
      (sum, row, debtor) =>
        owed[debtor] === 0 ? sum : sum + (row[party] / owed[debtor]) * paid[debtor],
      0,
    );
    const solvent = assets[party] + received >= total * (1 - 1e-12);
    return solvent ? total : alpha * assets[party] + beta * received;
  });
}

describe("of any network", () => {
  it("the payments are what everybody pays when everybody pays them", () => {
    fc.assert(
      fc.property(drawn, (network) => {
        const { payments } = clearing(network);
        const again = respond(network, [...payments]);
        again.forEach((paid, party) =>
          expect(Math.abs(paid - payments[party])).toBeLessThan(1e-9 * (1 + paid)),
        );
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it("they are the greatest: what falls from full payment never falls below them", () => {
    fc.assert(
      fc.property(drawn, (network) => {
        const { payments } = clearing(network);
        let paid = respond(network, Array<number>(payments.length).fill(1e9));
        for (let round = 0; round < 20; round++) {
          paid.forEach((value, party) =>
            expect(value).toBeGreaterThanOrEqual(payments[party] * (1 - 1e-9) - 1e-12),
          );
          paid = respond(network, paid);
        }
      }),
      { seed: 8, numRuns: 200 },
    );
  });

  it("without default costs nothing is lost: what is paid, and kept, is what was there", () => {
    fc.assert(
      fc.property(drawn, (network) => {
        const { payments, equities, received } = clearing({ ...network, alpha: 1, beta: 1 });
        const sum = (values: Iterable<number>): number =>
          [...values].reduce((total, value) => total + value, 0);
        const out = sum(payments) - sum(received);
        expect(sum(equities) + out).toBeCloseTo(sum(network.assets), 8);
      }),
      { seed: 9, numRuns: 200 },
    );
  });
});

it.each<[string, Partial<ClearingProblem>]>([
  ["liabilities[0] must have 3 cells, got 2", { liabilities: [[0, 1], [], []] }],
  [
    "liabilities[1][1] must be 0",
    {
      liabilities: [
        [0, 1, 1],
        [0, 2, 0],
        [0, 0, 0],
      ],
    },
  ],
  [
    "liabilities[0][1] must be a number >= 0, got -1",
    {
      liabilities: [
        [0, -1, 1],
        [0, 0, 0],
        [0, 0, 0],
      ],
    },
  ],
  ["assets must have 3 cells, got 1", { assets: [1] }],
  ["external[2] must be a number >= 0, got NaN", { external: [0, 0, NaN] }],
  ["recovery[0] must be a number from 0 to 1, got 2", { alpha: 2 }],
])("says '%s'", (message, wrong) => {
  expect(() => clearing({ ...threeBanks, ...wrong })).toThrow(message);
});
