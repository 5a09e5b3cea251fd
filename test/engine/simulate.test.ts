import { expect, test } from "vitest";
import { simulate } from "../../src/engine/simulate.ts";
import type { SimulateOptions } from "../../src/engine/simulate.ts";
import { summarise } from "../../src/output/summarise.ts";
import { smallModel } from "./smallModel.ts";

const standIn = new URL("./standIn.ts", import.meta.url).href;
const model = smallModel("calm", 100);

const run = (options: SimulateOptions): ReturnType<typeof simulate> =>
  simulate({ model, base: model }, options, standIn);

test("100 paths come in path order, each once, with all numeric columns", async () => {
  const seen: number[] = [];
  const progress: number[] = [];
  for await (const block of run({ threads: 1, onProgress: (done) => progress.push(done) })) {
    seen.push(...block.columns["path"]);
    expect(block.columns["min_price_ETH"]).toHaveLength(block.to - block.from);
    expect(Object.keys(block.columns)).not.toContain("first_fault");
  }
  expect(seen).toEqual(Array.from({ length: 100 }, (_, path) => path));
  expect(progress.at(-1)).toBe(100);
});

test("one thread and two give the same summary", async () => {
  expect(await summarise(run({ threads: 2, paths: 40 }))).toEqual(
    await summarise(run({ threads: 1, paths: 40 })),
  );
}, 20_000);

test("the first 40 of 100 paths are the 40 paths of a run of 40", async () => {
  const first = async (paths: number): Promise<number[]> => {
    const losses: number[] = [];
    for await (const { columns } of run({ threads: 1, paths }))
      losses.push(...columns["bad_debt_usd"]);
    return losses.slice(0, 40);
  };
  expect(await first(40)).toEqual(await first(100));
});

test("an aborted signal ends the simulation with its reason", async () => {
  const controller = new AbortController();
  const blocks = run({ threads: 1, signal: controller.signal });
  await blocks.next();
  controller.abort(new Error("enough"));
  await expect(blocks.next()).rejects.toThrow("enough");
});

test.each([0, 1.5, NaN, Infinity, 2 ** 32])("%d paths are refused by name", async (paths) => {
  await expect(run({ paths }).next()).rejects.toThrow(/paths must be a whole number from 1/);
});
