/** Who pays for bad debt: by hand, in a market so deep that every fill is the mark. */
import { describe, expect, it } from "vitest";
import { valueAccount } from "../../../src/book/margin.ts";
import { insuranceLeft, vaultLeft } from "../../../src/contagion/state/funds.ts";
import {
  type Block,
  borrower,
  lending,
  move,
  orderbook,
  play,
  playUntil,
  trader,
  world,
} from "../stage.ts";

const DEEP: Block = { depth_1pct: 1e24 };
/** ETH falls from 1000 to 900: A, long 10 with 600, is 400 short. */
const A = trader("A", 10, 600);
const fall = [move(5, -0.1)];

function book(
  waterfall: readonly unknown[],
  accounts: readonly Block[],
  venue: Block = {},
): ReturnType<typeof world> {
  return world({
    venues: { v: orderbook({ waterfall, ...venue }, DEEP) },
    book: { accounts: [A, ...accounts] },
    scenario: fall,
  });
}

/** Entered at 900: no profit at 900. */
const flat = { positions: { ETH: { size: -2, entry: 900 } } };

describe("a bad debt of 400 at 900", () => {
  const everybody = [trader("B", -1, 200), trader("D", 1, 900), trader("E", -2, 900, flat)];
  const all = [{ insurance: 100 }, { vault: 50 }, "adl", "socialise"];

  it("goes to insurance 100, vault 50, the profit of B 100 and to all positions 150, in that order", () => {
    const { row } = play(book(all, everybody));
    expect(row.bad_debt_usd).toBeCloseTo(400, 9);
    expect(row.insurance_used_usd).toBeCloseTo(100, 9);
    expect(row.vault_loss_usd).toBeCloseTo(50, 9);
    expect(row.adl_usd).toBeCloseTo(100, 9);
    expect(row.adl_notional_usd).toBeCloseTo(900, 9);
    expect(row.socialised_usd).toBeCloseTo(150, 9);
    expect(row.insurance_exhausted_s).toBe(300);
  });

  it("is socialised over both sides: 150 on 2700 of notional is 50 a unit, longs and shorts alike", () => {
    const { trading } = playUntil(book(all, everybody), 10);
    const { chargeLong, chargeShort } = trading.valuations.mark;
    expect([chargeLong[0], chargeShort[0]]).toEqual([expect.closeTo(50, 9), expect.closeTo(50, 9)]);
    // D had 900 and lost 100 on its unit; E has 900 and two units at their entry.
    const worths = [2, 3].map((account) => {
      valueAccount(
        trading.layout,
        trading.accounts,
        account,
        trading.valuations.mark,
        trading.state,
      );
      return trading.state.equity;
    });
    expect(worths).toEqual([expect.closeTo(900 - 100 - 50, 9), expect.closeTo(900 - 2 * 50, 9)]);
  });

  it("leaves the makers their own 800: they are short 8 and advance 200 of socialised loss that they are owed", () => {
    const { row } = play(book([{ insurance: 100 }, "adl", "socialise"], everybody));
    expect([row.socialised_usd, row.makers_pnl_usd]).toEqual(
      [200, 800].map((usd) => expect.closeTo(usd, 9)),
    );
  });

  it("asks each step for what is left only: insurance 100, then 300 of a vault of 1000", () => {
    const { row } = play(book([{ insurance: 100 }, { vault: 1000 }, "adl"], everybody));
    expect([row.insurance_used_usd, row.vault_loss_usd, row.adl_usd]).toEqual(
      [100, 300, 0].map((usd) => expect.closeTo(usd, 9)),
    );
  });

  it("is the vault's first where the model says so: 400 of 1000, and insurance stays whole", () => {
    const played = book([{ vault: 1000 }, { insurance: 100 }], []);
    const { row, venues } = play(played);
    expect([row.vault_loss_usd, row.insurance_used_usd]).toEqual([expect.closeTo(400, 9), 0]);
    expect(row.insurance_exhausted_s).toBeNaN();
    expect(venues[0].insurance_left_usd).toBe(100);
    const { funds } = playUntil(played, 10).trading;
    expect([vaultLeft(funds, 0), insuranceLeft(funds, 0)]).toEqual([expect.closeTo(600, 9), 100]);
  });

  it("is the makers' where nobody else is left: their 1000 from A becomes 600", () => {
    expect(play(book([], [])).row.makers_pnl_usd).toBeCloseTo(600, 9);
    expect(play(book([{ insurance: 150 }], [])).row.makers_pnl_usd).toBeCloseTo(750, 9);
  });

  it("is the makers' too where a loss is to be socialised and no position is left open", () => {
    const { row } = play(book(["socialise"], []));
    expect([row.socialised_usd, row.makers_pnl_usd]).toEqual([0, expect.closeTo(600, 9)]);
  });

  it("is not socialised over what rounding leaves of 10.1, 20.2 and 30.3 units that have all been closed", () => {
    const accounts = [10.1, 20.2, 30.3].map((size) => trader(`A${size}`, size, 60 * size));
    const { row } = play(
      world({
        venues: { v: orderbook({ waterfall: ["socialise"] }, DEEP) },
        book: { accounts },
        scenario: fall,
      }),
    );
    expect(row.bad_debt_usd).toBeCloseTo(40 * 60.6, 8);
    expect(row.socialised_usd).toBe(0);
  });

  it("is paid by a pool's vault, which holds the other side: it wins 1000 and pays 400", () => {
    const pool = { kind: "pool", mark: "oracle" };
    const { row, simulator } = play(book([{ vault: 5000 }], [], pool));
    expect(row.vault_loss_usd).toBeCloseTo(400, 9);
    expect(row.makers_pnl_usd).toBeCloseTo(600, 9);
    expect(vaultLeft(simulator.context.trading.funds, 0)).toBeCloseTo(5600, 9);
  });

  it("empties insurance exactly when it equals it, and not when it is a dollar larger", () => {
    expect(play(book([{ insurance: 400 }], [])).row.insurance_exhausted_s).toBe(300);
    expect(play(book([{ insurance: 401 }], [])).row.insurance_exhausted_s).toBeNaN();
  });
});

describe("the lenders' loss", () => {
  it("is theirs after insurance: 1000 of 1285.71 of a borrower of 7000 against 10 ETH at 600", () => {
    const { row } = play(
      world({
        venues: {
          v: lending(
            {
              liquidation: { close_factor: 0.5, penalty: 0.05 },
              waterfall: [{ insurance: 1000 }, "socialise"],
            },
            DEEP,
          ),
        },
        book: { accounts: [borrower("L", 10, 7000)] },
        scenario: [move(5, -0.4)],
      }),
    );
    // Halves of the debt, each for 1.05 of it in ETH: 3675, 1837.50, then the last 487.50 pay 464.29.
    const lost = 7000 - 3500 - 1750 - 487.5 / 1.05;
    expect(row.bad_debt_usd).toBeCloseTo(lost, 8);
    expect(row.insurance_used_usd).toBe(1000);
    expect(row.socialised_usd).toBeCloseTo(lost - 1000, 8);
    expect(row.max_generation).toBe(2);
  });
});
