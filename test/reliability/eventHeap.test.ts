import { expect, test } from "vitest";
import { createEventHeap, earliest, popEvent, pushEvent } from "../../src/reliability/eventHeap.ts";

test("a heap of 1000 events with only 7 different times gives them back sorted by time, then id", () => {
  const heap = createEventHeap();
  const events = Array.from({ length: 1000 }, (_, place) => ({
    time: (place * 389) % 7,
    id: (place * 577) % 1000,
  }));
  for (const { time, id } of events) pushEvent(heap, time, id);
  const expected = events.toSorted((a, b) => a.time - b.time || a.id - b.id);
  const got = expected.map(() => ({ time: earliest(heap), id: popEvent(heap) }));
  expect(got).toEqual(expected);
  expect(earliest(heap)).toBe(Infinity);
});

test("events pushed between pops take their place: 5 and 1 in, 1 out, 3 in gives 3 before 5", () => {
  const heap = createEventHeap();
  pushEvent(heap, 5, 0);
  pushEvent(heap, 1, 1);
  expect(popEvent(heap)).toBe(1);
  pushEvent(heap, 3, 2);
  expect([popEvent(heap), popEvent(heap)]).toEqual([2, 0]);
});
