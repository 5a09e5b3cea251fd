/** More margin closes sooner: without feedback it never makes a gap's loss larger, on the same path. */
import { fc, test as property } from "@fast-check/vitest";
import { expect } from "vitest";
import { objectiveOf } from "../../src/commands/objectives.ts";
import { HALTABLE, halt, move, orderbook, trader, world } from "../contagion/stage.ts";
import { play } from "../contagion/stage.ts";
import { between } from "./randomBook.ts";

const KEY = "venues.v.margin.0";

property.prop(
  [
    fc.array(fc.record({ size: between(-20, 20), leverage: between(2, 40) }), {
      minLength: 1,
      maxLength: 12,
    }),
    fc.array(between(-0.1, 0.1), { minLength: 10, maxLength: 10 }),
    fc.integer({ min: 0, max: 6 }),
    fc.integer({ min: 1, max: 6 }),
    between(0.005, 0.2),
    between(0.005, 0.2),
  ],
  { numRuns: 60, seed: 11 },
)(
  "without feedback more margin never raises bad debt, whatever halts, jumps and books",
  (held, returns, from, lasting, one, other) => {
    const [less, more] = [Math.min(one, other), Math.max(one, other)];
    const traders = held.filter(({ size }) => Math.abs(size) > 0.1);
    const lossUnder = (maintenance: number): number => {
      const { row } = play(
        world(
          {
            ...HALTABLE,
            venues: { v: orderbook({ liquidation: { penalty: 0.01 } }) },
            book: {
              accounts: traders.map(({ size, leverage }, at) =>
                trader(`t${at}`, size, (1000 * Math.abs(size)) / leverage),
              ),
            },
            scenario: [halt(from, lasting), ...returns.map((value, at) => move(at + 1, value))],
            sampling: { paths: 1, seed: 1, feedback: "off" },
          },
          [`${KEY}.maintenance=${maintenance}`, `${KEY}.initial=0.5`],
        ),
      );
      const columns = Object.fromEntries(
        Object.entries(row).map(([name, cell]) => [name, Float64Array.of(Number(cell))]),
      );
      return objectiveOf("bad_debt_usd", columns)[0];
    };
    expect(lossUnder(more)).toBeLessThanOrEqual(lossUnder(less) + 1e-6);
  },
);
