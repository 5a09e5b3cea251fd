import { expect, test } from "vitest";
import type { BlockJob, BlockTask } from "../../../src/engine/block.ts";
import { openExecutor, runBlocks } from "../../../src/engine/executors/run.ts";
import { rangesOf } from "../../../src/engine/ranges.ts";
import { tasksOf } from "../../../src/engine/worlds.ts";
import { smallModel } from "../smallModel.ts";
import * as standIn from "../standIn.ts";

const simulation = new URL("../standIn.ts", import.meta.url).href;
const never = new AbortController().signal;

function jobOf(seed: string): BlockJob {
  const model = smallModel("small", 40, seed);
  return { loaded: { model, book: standIn.buildBook(model) }, requested: ["paths"], simulation };
}

async function textsOf(blocks: ReturnType<typeof runBlocks>): Promise<string[]> {
  const texts: string[] = [];
  for await (const { text } of blocks) texts.push(new TextDecoder().decode(text.paths));
  return texts;
}

const jobs = ["1", "22", "333"].map(jobOf);
const ranges = [...rangesOf(0, 40, 8)];

test("three jobs in one executor give the bytes that each gives in one of its own, inline and on two threads", async () => {
  const alone: string[][] = [];
  for (const job of jobs) alone.push(await textsOf(runBlocks(tasksOf(job, ranges), 1, never)));
  expect(new Set(alone.flat()).size).toBe(15);
  for (const threads of [1, 2]) {
    const executor = openExecutor(threads);
    const together: string[][] = [];
    for (const job of jobs)
      together.push(await textsOf(executor.blocks(tasksOf(job, ranges), never)));
    await executor.close();
    expect(together).toEqual(alone);
  }
});

test("tasks of several jobs may follow each other in one call, and a job is made only when its turn is near", async () => {
  const made: string[] = [];
  function* tasks(): Generator<BlockTask> {
    for (const seed of ["1", "22", "333", "4444"]) {
      made.push(seed);
      yield* tasksOf(jobOf(seed), ranges);
    }
  }
  const executor = openExecutor(2);
  const blocks = executor.blocks(tasks(), never);
  await blocks.next();
  expect(made.length).toBeLessThan(4);
  const rest = await textsOf(blocks);
  await executor.close();
  expect(rest).toHaveLength(19);
  expect(rest.slice(-5)).toEqual(
    await textsOf(runBlocks(tasksOf(jobOf("4444"), ranges), 1, never)),
  );
});
