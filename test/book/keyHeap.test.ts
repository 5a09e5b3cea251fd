import { describe, expect } from "vitest";
import { fc, test } from "@fast-check/vitest";
import { createKeyHeap, leastKey, popKey, pushKey } from "../../src/book/keyHeap.ts";

/** Few distinct keys, so that ties are the rule; null: take the least one out. */
const step = fc.option(
  fc.record({ key: fc.integer({ min: -4, max: 4 }), account: fc.integer({ min: 0, max: 9 }) }),
  { freq: 3 },
);

describe("the heap of keys", () => {
  test.prop([fc.array(step, { maxLength: 120 })], { seed: 1, numRuns: 300 })(
    "gives up to 120 entries back by key, ties by account, each with its own tag: as a sorted list does",
    (steps) => {
      const heap = createKeyHeap();
      const list: { key: number; account: number; tag: number }[] = [];
      steps.forEach((entry, tag) => {
        if (entry !== null) {
          pushKey(heap, entry.key, entry.account, tag);
          list.push({ ...entry, tag });
        } else if (list.length > 0) {
          list.sort((one, other) => one.key - other.key || one.account - other.account);
          expect([heap.key[0], heap.account[0]]).toEqual([list[0].key, list[0].account]);
          const at = list.findIndex(({ tag: own }) => own === heap.tag[0]);
          expect([list[at].key, list[at].account]).toEqual([list[0].key, list[0].account]);
          list.splice(at, 1);
          popKey(heap);
        }
        expect(heap.length).toBe(list.length);
        expect(leastKey(heap)).toBe(Math.min(Infinity, ...list.map(({ key }) => key)));
      });
    },
  );
});
