/** Watches against a list of everything that was ever armed. */
import { describe, expect } from "vitest";
import { fc, test } from "@fast-check/vitest";
import { createAccounts, resetAccounts, touch } from "../../src/book/accounts.ts";
import { allocateBook } from "../../src/book/book.ts";
import {
  clearDue,
  collectDue,
  createWatches,
  resetWatches,
  sense,
  sortKeys,
  watchFor,
} from "../../src/book/watches.ts";

const ACCOUNTS = 5;
/** Two factors, the second of which cannot move; two watches of each for two concerns. */
const MOVES = Uint8Array.of(1, 0);
const WATCHES = 8;
const PER_CONCERN = 4;

const entry = fc.record({
  watch: fc.constantFrom(0, 1, 4, 5),
  key: fc.integer({ min: -6, max: 6 }),
  account: fc.integer({ min: 0, max: ACCOUNTS - 1 }),
});
const action = fc.oneof(
  fc.record({ kind: fc.constant("arm" as const), entry, renew: fc.boolean() }),
  fc.record({
    kind: fc.constant("read" as const),
    values: fc.array(fc.integer({ min: -8, max: 5 }), { minLength: WATCHES, maxLength: WATCHES }),
  }),
);

describe("watches", () => {
  test.prop([fc.array(entry, { maxLength: 12 }), fc.array(action, { maxLength: 40 })], {
    seed: 2,
    numRuns: 400,
  })(
    "call exactly the accounts of the newest arming whose key was reached, path after path",
    (sorted, actions) => {
      const book = allocateBook(
        { accounts: ACCOUNTS, positions: 0, collaterals: 0 },
        { policies: [], crowds: [], desks: [] },
      );
      const accounts = createAccounts(book);
      const keys = {
        watch: Int32Array.from(sorted, ({ watch }) => watch),
        key: Float64Array.from(sorted, ({ key }) => key),
        account: Int32Array.from(sorted, ({ account }) => account),
        length: sorted.length,
      };
      const watches = createWatches(sortKeys(keys, WATCHES), MOVES, ACCOUNTS);
      for (let path = 0; path < 2; path++) {
        resetAccounts(accounts);
        watches.value.fill(-100);
        resetWatches(watches);
        let list = sorted.map((one) => ({ ...one, armed: 0 }));
        const armed = new Int32Array(2 * ACCOUNTS);
        const cell = (watch: number, account: number): number =>
          (watch < PER_CONCERN ? 0 : ACCOUNTS) + account;
        for (const step of actions) {
          if (step.kind === "arm") {
            const { watch, key, account } = step.entry;
            touch(accounts, account);
            const at = cell(watch, account);
            if (step.renew) armed[at] = ++accounts.armed[at];
            watchFor(watches, watch, key, account, accounts.armed[at]);
            list.push({ watch, key, account, armed: armed[at] });
            continue;
          }
          step.values.forEach((value, watch) => {
            watches.value[watch] = value;
            sense(watches, watch);
          });
          collectDue(watches, accounts);
          const reached = list.filter(({ watch, key }) => key <= step.values[watch]);
          const due = reached.filter((one) => one.armed === armed[cell(one.watch, one.account)]);
          list = list.filter((one) => !reached.includes(one));
          const expected = Array.from({ length: ACCOUNTS }, (_, account) =>
            due
              .filter((one) => one.account === account)
              .reduce((bits, { watch }) => bits | (watch < PER_CONCERN ? 1 : 2), 0),
          );
          expect([...watches.concerns]).toEqual(expected);
          const called = Array.from(watches.due.subarray(0, watches.dueCount));
          expect(called.sort((one, other) => one - other)).toEqual(
            [...expected.keys()].filter((account) => expected[account] > 0),
          );
          clearDue(watches);
          expect([...watches.concerns]).toEqual([0, 0, 0, 0, 0]);
        }
      }
    },
  );
});
