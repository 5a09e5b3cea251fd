/** Liquidity providers who run on a vault that lost, and who bears the next loss then. */
import { describe, expect, it } from "vitest";
import {
  type Block,
  HALTABLE,
  type Played,
  halt,
  move,
  orderbook,
  play,
  trader,
  world,
} from "../stage.ts";

const DEEP: Block = { depth_1pct: 1e24 };
const RUN: Block = { loss: 0.2, share: 0.5, delay: "90 seconds" };

/** A is wiped out at 3:00 with 300 missing, B at 7:00 with 500; Z lives on. */
function twice(run: Block | undefined, rest: Block = {}): Played {
  return play(
    world({
      venues: { v: orderbook({ waterfall: [{ vault: 1000 }, "socialise"], run }, DEEP) },
      book: {
        accounts: [trader("A", 10, 700), trader("B", 10, 1500), trader("Z", 1, 1e4)],
      },
      scenario: [move(3, -0.1), move(7, 800 / 900 - 1)],
      ...rest,
    }),
  );
}

describe("a vault of 1000 that pays 300 at 3:00", () => {
  it("loses half of its 700 at the step's end past 3:00 + 90 s, and can bear 350 of the 500 at 7:00", () => {
    const { row, transfers } = twice(RUN);
    expect(
      transfers.map(({ purpose, landed_s, amount_usd }) => [purpose, landed_s, amount_usd]),
    ).toEqual([["exit", 300, expect.closeTo(350, 9)]]);
    expect(row.bad_debt_usd).toBeCloseTo(800, 9);
    expect(row.vault_loss_usd).toBeCloseTo(650, 9);
    expect(row.socialised_usd).toBeCloseTo(150, 9);
  });

  it("bears all of it where nobody runs: without the key, with a share of 0, with a loss that it has not reached", () => {
    for (const run of [undefined, { ...RUN, share: 0 }, { ...RUN, loss: 0.35 }]) {
      const { row } = twice(run);
      expect([row.vault_loss_usd, row.socialised_usd]).toEqual([expect.closeTo(800, 9), 0]);
    }
  });

  it("is left at 6:00 only where its chain is down until then", () => {
    const { transfers } = twice(RUN, {
      ...HALTABLE,
      scenario: [move(3, -0.1), halt(3.5, 2.5), move(7, 800 / 900 - 1)],
    });
    expect(transfers.map(({ landed_s }) => landed_s)).toEqual([360]);
  });
});

describe("a pool", () => {
  it("counts what its traders have won but not taken: long 10 at 1000 in a rise of 30 % cost it 3000 of 10 000", () => {
    const { row, transfers } = play(
      world({
        venues: {
          v: orderbook(
            {
              kind: "pool",
              waterfall: [{ vault: 10_000 }, "socialise"],
              run: { ...RUN, delay: 0 },
            },
            DEEP,
          ),
        },
        book: { accounts: [trader("A", 10, 5000)] },
        scenario: [move(3, 0.3)],
      }),
    );
    // Worth 7000 of 10 000: half of it leaves at 4:00, and is no loss of those who stay.
    expect(transfers.map(({ landed_s, amount_usd }) => [landed_s, amount_usd])).toEqual([
      [240, 3500],
    ]);
    expect(row.makers_pnl_usd).toBeCloseTo(-3000, 9);
  });
});
