/** A binary min-heap of accounts by key, as growable columns; equal keys come out by account. */

export interface KeyHeap {
  key: Float64Array;
  account: Int32Array;
  /** Whatever the owner needs to know whether an entry still counts. */
  tag: Int32Array;
  length: number;
}

/** An empty heap; it grows by itself. */
export function createKeyHeap(): KeyHeap {
  return {
    key: new Float64Array(16),
    account: new Int32Array(16),
    tag: new Int32Array(16),
    length: 0,
  };
}

/** Smallest key, Infinity if empty. */
export function leastKey(heap: KeyHeap): number {
  return heap.length > 0 ? heap.key[0] : Infinity;
}

/** Adds an entry. @param tag kept with it, not compared */
export function pushKey(heap: KeyHeap, key: number, account: number, tag: number): void {
  if (heap.length === heap.key.length) grow(heap);
  const last = heap.length++;
  heap.key[last] = key;
  heap.account[last] = account;
  heap.tag[last] = tag;
  rise(heap, last);
}

/** Moves an entry up to its place. Keys stay in their column: a number that crosses a call is an object. */
function rise(heap: KeyHeap, from: number): void {
  const key = heap.key[from];
  const account = heap.account[from];
  const tag = heap.tag[from];
  let at = from;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!comesBefore(key, account, heap.key[parent], heap.account[parent])) break;
    move(heap, parent, at);
    at = parent;
  }
  heap.key[at] = key;
  heap.account[at] = account;
  heap.tag[at] = tag;
}

/** Removes the smallest entry; read it from cell 0 first. */
export function popKey(heap: KeyHeap): void {
  const last = --heap.length;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= last) break;
    const next = child + 1;
    if (
      next < last &&
      comesBefore(heap.key[next], heap.account[next], heap.key[child], heap.account[child])
    )
      child = next;
    if (!comesBefore(heap.key[child], heap.account[child], heap.key[last], heap.account[last]))
      break;
    move(heap, child, at);
    at = child;
  }
  move(heap, last, at);
}

function comesBefore(
  key: number,
  account: number,
  otherKey: number,
  otherAccount: number,
): boolean {
  return key < otherKey || (key === otherKey && account < otherAccount);
}

function move(heap: KeyHeap, from: number, to: number): void {
  heap.key[to] = heap.key[from];
  heap.account[to] = heap.account[from];
  heap.tag[to] = heap.tag[from];
}

function grow(heap: KeyHeap): void {
  const length = heap.key.length * 2;
  const key = new Float64Array(length);
  const account = new Int32Array(length);
  const tag = new Int32Array(length);
  key.set(heap.key);
  account.set(heap.account);
  tag.set(heap.tag);
  heap.key = key;
  heap.account = account;
  heap.tag = tag;
}
