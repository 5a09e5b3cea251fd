/**
 * The next of many future events: a binary heap over typed arrays, ordered by (time, id).
 *
 * Ids are handed out in the order things are asked for, so that equal times resolve by insertion, on every machine the
 * same (the order between *kinds* of events is fixed by whoever owns several heaps). Events are never moved or removed:
 * what can change its mind is kept on a clock that does not change (see the prover queue's work time).
 */
import { doubledFloats, doubledIntegers } from "./doubled.ts";

export interface EventHeap {
  size: number;
  /** Times in heap order: `time[0]` is the earliest of `size`. */
  time: Float64Array;
  id: Int32Array;
}

/** An empty heap; it grows by itself. */
export function createEventHeap(): EventHeap {
  return { size: 0, time: new Float64Array(16), id: new Int32Array(16) };
}

/** The earliest time in the heap; Infinity if it is empty. */
export function earliest(heap: EventHeap): number {
  return heap.size > 0 ? heap.time[0] : Infinity;
}

/** Adds event `id` at `time`. */
export function pushEvent(heap: EventHeap, time: number, id: number): void {
  if (heap.size === heap.id.length) {
    heap.time = doubledFloats(heap.time);
    heap.id = doubledIntegers(heap.id);
  }
  let hole = heap.size++;
  while (hole > 0) {
    const parent = (hole - 1) >> 1;
    if (!comesBefore(time, id, heap.time[parent], heap.id[parent])) break;
    heap.time[hole] = heap.time[parent];
    heap.id[hole] = heap.id[parent];
    hole = parent;
  }
  heap.time[hole] = time;
  heap.id[hole] = id;
}

/** Removes the earliest event and returns its id; the heap must not be empty. */
export function popEvent(heap: EventHeap): number {
  const { time, id } = heap;
  const first = id[0];
  const last = --heap.size;
  const lastTime = time[last];
  const lastId = id[last];
  let hole = 0;
  for (let child = 1; child < last; child = 2 * hole + 1) {
    if (child + 1 < last && comesBefore(time[child + 1], id[child + 1], time[child], id[child]))
      child++;
    if (!comesBefore(time[child], id[child], lastTime, lastId)) break;
    time[hole] = time[child];
    id[hole] = id[child];
    hole = child;
  }
  time[hole] = lastTime;
  id[hole] = lastId;
  return first;
}

function comesBefore(time: number, id: number, otherTime: number, otherId: number): boolean {
  return time < otherTime || (time === otherTime && id < otherId);
}
