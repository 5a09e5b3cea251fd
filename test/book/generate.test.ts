/** The book: drawn once, the same for every path and variant. */
import { describe, expect, it } from "vitest";
import type { Book } from "../../src/book/book.ts";
import { accountName } from "../../src/book/book.ts";
import { BookError } from "../../src/book/bookError.ts";
import { buildBook } from "../../src/book/generate.ts";
import { type Block, lending, orderbook, world } from "../contagion/stage.ts";

const RETAIL: Block = {
  accounts: 2000,
  venue: "v",
  markets: { ETH: 0.7, BTC: 0.3 },
  notional: { lognormal: { median: 5000, sigma: 1 } },
  leverage: { uniform: { low: 2, high: 12 } },
  long: 0.62,
  collateral: { USDC: 0.8, ETH: 0.2 },
};
const BORROWERS: Block = {
  accounts: 500,
  venue: "w",
  markets: { ETH: 1 },
  notional: { lognormal: { median: 9000, sigma: 1 } },
  loan_to_value: { uniform: { low: 0.2, high: 0.7 } },
  collateral: { ETH: 1 },
};
const MARKET: Block = {
  assets: {
    BTC: { price: 90_000, volatility: 0 },
    ETH: { price: 2000, volatility: 0 },
    USDC: { price: 1, kind: "cash" },
  },
};
const line: Block = { depth_1pct: 1e6, resilience: "1 hour" };

function built(cohorts: Block, set: readonly string[] = [], parts: Block = {}): Book {
  const { model, base } = world(
    {
      market: MARKET,
      venues: {
        v: orderbook({ collateral: { USDC: 0, ETH: 0.1 }, markets: { ETH: line, BTC: line } }),
        w: lending(),
      },
      book: { seed: 11, cohorts },
      ...parts,
    },
    set,
  );
  return buildBook(model, base);
}

/** Everything an account is, as text. */
function told(book: Book, account: number): string {
  const [first, last] = [book.positionStart[account], book.positionStart[account + 1]];
  const [from, to] = [book.collateralStart[account], book.collateralStart[account + 1]];
  return JSON.stringify([
    book.venue[account],
    [...book.positionSize.subarray(first, last), ...book.positionLine.subarray(first, last)],
    [...book.collateralUnits.subarray(from, to)],
    book.cash[account],
    book.debt[account],
  ]);
}

const telling = (book: Book, from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => told(book, from + index));

const plain = built({ retail: RETAIL });

describe("the book", () => {
  it("is the same for another seed of the paths, other margins by --set, another feedback", () => {
    const variant = built({ retail: RETAIL }, [
      "sampling.seed=99",
      "sampling.feedback=severe",
      "venues.v.margin.0.maintenance=0.09",
    ]);
    expect(telling(variant, 0, 2000)).toEqual(telling(plain, 0, 2000));
  });

  it("is another one for another seed of its own", () => {
    expect(told(built({ retail: RETAIL }, ["book.seed=12"]), 0)).not.toBe(told(plain, 0));
  });

  it("has cohorts that do not know of each other: one before, one after, or half as many accounts", () => {
    const both = built({ borrowers: BORROWERS, retail: RETAIL });
    expect(telling(both, 500, 2500)).toEqual(telling(plain, 0, 2000));
    const half = built({ retail: { ...RETAIL, accounts: 1000 } });
    expect(telling(half, 0, 1000)).toEqual(telling(plain, 0, 1000));
  });
});

describe("2000 accounts, within 4 standard errors (false alarm 6e-5 each)", () => {
  const share = (values: readonly boolean[]): number =>
    values.filter(Boolean).length / values.length;
  const near = (got: number, expected: number): void =>
    expect(Math.abs(got - expected)).toBeLessThan(
      4 * Math.sqrt((expected * (1 - expected)) / 2000),
    );

  it("are long with probability .62", () => {
    near(share(Array.from(plain.positionSize, (size) => size > 0)), 0.62);
  });

  it("hold ETH with weight .7, one market each", () => {
    near(share(Array.from(plain.positionLine, (own) => own === 0)), 0.7);
    expect([...plain.positionStart]).toEqual(Array.from({ length: 2001 }, (_, account) => account));
  });

  it("have a median notional of 5000: half of them are larger", () => {
    const notional = Array.from(
      plain.positionSize,
      (size, at) => Math.abs(size) * plain.positionEntry[at],
    );
    near(share(notional.map((usd) => usd > 5000)), 0.5);
  });

  it("have leverages spread over [2, 12]: a quarter under 4.5", () => {
    near(share(leverages(plain).map((leverage) => leverage < 4.5)), 0.25);
  });
});

/** Notional over equity before haircut at the start price of 2000 for ETH. */
function leverages(book: Book): number[] {
  return Array.from(book.cash, (cash, account) => {
    const notional = Math.abs(book.positionSize[account]) * book.positionEntry[account];
    return notional / (cash + 2000 * book.collateralUnits[account]);
  });
}

describe("every account", () => {
  it("was entered at the start price", () => {
    plain.positionEntry.forEach((entry, at) =>
      expect(entry).toBe([2000, 90_000][plain.positionLine[at]]),
    );
  });

  it("has a fifth of its collateral's value in ETH", () => {
    plain.cash.forEach((cash, account) => {
      const eth = 2000 * plain.collateralUnits[account];
      expect(Math.abs(eth / (cash + eth) - 0.2)).toBeLessThan(1e-12);
    });
  });

  it("of a lending venue owes loan_to_value of its collateral", () => {
    const book = built({ borrowers: BORROWERS });
    const ratios = Array.from(
      book.debt,
      (debt, account) => debt / (2000 * book.collateralUnits[account]),
    );
    expect(Math.min(...ratios)).toBeGreaterThan(0.2);
    expect(Math.max(...ratios)).toBeLessThan(0.7);
    const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / 500;
    expect(Math.abs(mean - 0.45)).toBeLessThan((4 * (0.5 / Math.sqrt(12))) / Math.sqrt(500));
  });
});

describe("accounts that would be liquidatable at t = 0", () => {
  const daring = { ...RETAIL, leverage: { uniform: { low: 2, high: 40 } } };
  /** Equity after haircut is .98 of it before: 19.6 is the most that 5 % of maintenance bear. */
  const most = 0.98 / 0.05;

  it("are drawn again, whole: no leverage is over 19.6, where half of the draws were", () => {
    const found = leverages(built({ retail: daring }));
    expect(Math.max(...found)).toBeLessThanOrEqual(most * (1 + 1e-12));
    expect(Math.max(...found)).toBeGreaterThan(0.98 * most);
  });

  it("leave those that are safe as they were under a wider law's first attempt", () => {
    const wide = built({ retail: daring }, [], {});
    const relaxed = built({ retail: daring }, [], {
      venues: {
        v: orderbook({
          collateral: { USDC: 0, ETH: 0.1 },
          markets: { ETH: line, BTC: line },
          margin: [{ initial: 0.02, maintenance: 0.01 }],
        }),
        w: lending(),
      },
    });
    const safe = leverages(relaxed).flatMap((leverage, account) =>
      leverage < most ? [account] : [],
    );
    expect(safe.length).toBeGreaterThan(800);
    for (const account of safe) expect(told(wide, account)).toBe(told(relaxed, account));
  });

  it("are drawn again under the file's margins only: --set to 9 % redraws nobody, though 11 is then too much", () => {
    const variant = built({ retail: daring }, [
      "venues.v.margin.0.maintenance=0.09",
      "venues.v.margin.0.initial=0.1",
    ]);
    expect(telling(variant, 0, 2000)).toEqual(telling(built({ retail: daring }), 0, 2000));
  });

  it("stop the run where there are only such: the cohort is named", () => {
    const { model, base } = world({
      market: MARKET,
      venues: { v: orderbook() },
      book: {
        cohorts: {
          hopeless: {
            ...RETAIL,
            markets: { ETH: 1 },
            collateral: { USDC: 1 },
            // One draw in 1e9 would be safe.
            leverage: { uniform: { low: 19.99999999, high: 30 } },
          },
        },
      },
    });
    expect(() => buildBook(model, base)).toThrow(BookError);
    expect(() => buildBook(model, base)).toThrow("book.cohorts.hopeless: account 0");
  });
});

describe("an explicit account", () => {
  const account: Block = {
    id: "whale",
    venue: "v",
    collateral: { USDC: 1200, ETH: 3 },
    positions: { ETH: { size: 2, entry: 1900 }, BTC: { size: -0.2, entry: 95_000 } },
  };
  const one = (parts: Block = {}) =>
    world({
      market: MARKET,
      venues: {
        v: orderbook({ collateral: { USDC: 0, ETH: 0.1 }, markets: { ETH: line, BTC: line } }),
      },
      book: { accounts: [{ ...account, ...parts }] },
    });

  it("stands in the book as given", () => {
    const { model, base } = one();
    const book = buildBook(model, base);
    expect([...book.positionSize]).toEqual([2, -0.2]);
    expect([...book.positionEntry]).toEqual([1900, 95_000]);
    expect([book.cash[0], book.collateralUnits[0]]).toEqual([1200, 3]);
    expect(accountName(model, 0)).toBe("whale");
  });

  it("that is isolated is one account per position, with collateral by notional: 3800 to 19 000, a sixth and five", () => {
    const { model, base } = one({ margin_mode: "isolated" });
    const book = buildBook(model, base);
    expect(book.accounts).toBe(2);
    expect([...book.positionStart]).toEqual([0, 1, 2]);
    expect([...book.cash]).toEqual([200, 1000].map((usd) => expect.closeTo(usd, 9)));
    expect(Array.from(book.collateralUnits.subarray(0, 2))).toEqual(
      [0.5, 2.5].map((eth) => expect.closeTo(eth, 12)),
    );
    expect([0, 1].map((index) => accountName(model, index))).toEqual(["whale/ETH", "whale/BTC"]);
    expect(() => accountName(model, 2)).toThrow(RangeError);
  });
});
