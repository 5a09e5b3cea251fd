import { expect, test } from "vitest";
import { inOrder } from "../../../src/engine/executors/threads.ts";

const count = (tasks: number): number[] => Array.from({ length: tasks }, (_, task) => task);

test("of 1 000 tasks never more than the window of 6 are unfinished or untaken, however slow the reader", async () => {
  let begun = 0;
  let taken = 0;
  let most = 0;
  const start = (task: number): Promise<number> => {
    begun++;
    most = Math.max(most, begun - taken);
    return Promise.resolve(task);
  };
  for await (const result of inOrder(count(1000), 6, start)) {
    expect(result).toBe(taken);
    taken++;
  }
  expect(taken).toBe(1000);
  expect(most).toBe(6);
});

test("results come in the order of the tasks when later ones finish first", async () => {
  const finish: (() => void)[] = [];
  const start = (task: number): Promise<number> =>
    new Promise((resolve) => finish.push(() => resolve(task)));
  const results = inOrder(count(3), 3, start);
  const first = results.next();
  for (const done of finish.toReversed()) done();
  expect((await first).value).toBe(0);
  expect((await results.next()).value).toBe(1);
  expect((await results.next()).value).toBe(2);
  expect((await results.next()).done).toBe(true);
});

test("of two failures the one of the earlier task is heard, even if it happens later", async () => {
  const failures: ((error: Error) => void)[] = [];
  const start = (): Promise<number> => new Promise((_, reject) => failures.push(reject));
  const results = inOrder(count(2), 2, start);
  const first = results.next();
  failures[1](new Error("path 9"));
  await Promise.resolve();
  failures[0](new Error("path 1"));
  await expect(first).rejects.toThrow("path 1");
});
