import { describe, expect, it } from "vitest";
import type { BlockJob } from "../../src/engine/block.ts";
import { runBlocks } from "../../src/engine/executors/run.ts";
import {
  parameterDraws,
  parameterProblems,
  parameterScores,
  parameterWarnings,
} from "../../src/engine/parameters.ts";
import { buildBook } from "../../src/engine/path.ts";
import { defaultBlockSize, rangesOf } from "../../src/engine/ranges.ts";
import { PathError, shippedSimulation } from "../../src/engine/simulation.ts";
import { BOOK_PARTS, openWorlds, tasksOf } from "../../src/engine/worlds.ts";
import { parseModel } from "../../src/model/parse.ts";
import type { ResolvedModel } from "../../src/model/resolved.ts";
import { normalCdf } from "../../src/random/normalCdf.ts";
import { columns, spoiled } from "../model/workbench.ts";

const rateLaw = "base_rate: { gamma: { mean: 300 / year, shape: 4 } }";

/** The small model for an hour, in worlds of eight paths. */
function loaded(laws: string, changes: readonly [string, string][] = []) {
  const text = changes.reduce(
    (model, [piece, other]) => model.replace(piece, () => other),
    spoiled("market:", `uncertain: { ${laws} }\nmarket:`)
      .replace("horizon: 1 day", "horizon: 2 hours")
      .replace("at: 6 hours", "at: 30 minutes")
      .replace("base_rate: 3 / year", "base_rate: 300 / year")
      .replace("paths: 100", "paths: 40, paths_per_world: 8"),
  );
  return parseModel(text, { fileName: "m.yaml", metricNames: columns });
}

const rateOf = (model: ResolvedModel): number => model.sequencers[0].faults[0].rate;

describe("the draws of a world", () => {
  const { model } = loaded(rateLaw);

  it("are addressed: another uncertain parameter before it moves none", () => {
    const more = loaded(`pen: { uniform: { low: 0.01, high: 0.02 } }, ${rateLaw}`, [
      ["params:", "params:\n  pen: 0.01"],
    ]);
    const [alone, beside] = [parameterDraws(model), parameterDraws(more.model)];
    for (const world of [0, 1, 77]) expect(beside(world)[1]).toBe(alone(world)[0]);
    expect(alone(0)).not.toEqual(alone(1));
  });

  it("have the mean and deviation of their law: 4000 worlds, within four standard errors", () => {
    const draw = parameterDraws(model);
    const values = Array.from({ length: 4000 }, (_, world) => draw(world)[0] * 31_536_000);
    const mean = values.reduce((sum, value) => sum + value, 0) / 4000;
    expect(Math.abs(mean - 300)).toBeLessThan((4 * 150) / Math.sqrt(4000));
  });

  it("are the same as scores: normals with the uniform of the draw", () => {
    const scores = parameterScores(model);
    const draw = parameterDraws(model);
    const ordered = [0, 1, 2, 3, 4].toSorted((a, b) => scores(a)[0] - scores(b)[0]);
    expect([0, 1, 2, 3, 4].toSorted((a, b) => draw(a)[0] - draw(b)[0])).toEqual(ordered);
    expect(normalCdf(scores(0)[0])).toBeGreaterThan(0);
  });
});

describe("what a model cannot take of its laws", () => {
  it("is told before anything runs, by parameter and key", () => {
    const problems = parameterProblems(
      loaded("base_rate: { uniform: { low: 0 / second, high: 0.9 / second } }"),
    );
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(
      /^uncertain\.base_rate: at base_rate = .* \/ year \(its quantile 0\.9995\): m\.yaml:.*sequencers\.one\.faults\[0\]\.rate: must be at most 1/,
    );
  });

  it("includes another horizon", () => {
    const hours: [string, string][] = [
      ["base_rate: 300", "long: 2\n  base_rate: 300"],
      ["horizon: 2 hours", 'horizon: "=long * 1 hour"'],
    ];
    expect(
      parameterProblems(loaded("long: { uniform: { low: 1, high: 3 } }", hours)).join(),
    ).toMatch(/horizon/);
  });

  it("and a stated number far from its law is warned of, since runs do not use it", () => {
    expect(parameterWarnings(loaded(rateLaw).model)).toEqual([]);
    const far = loaded("base_rate: { gamma: { mean: 3 / year, shape: 4 } }");
    expect(parameterWarnings(far.model)).toEqual([
      expect.stringMatching(/base_rate = 300 \/ year is far/),
    ]);
  });
});

describe("worlds", () => {
  const file = loaded(rateLaw);
  const book = buildBook(file.model, file.base);
  const worlds = openWorlds(file, file.base, { model: file.model, book }, buildBook as never)!;

  it("differ in the parameter and share the book", () => {
    const draw = parameterDraws(file.model);
    for (const world of [0, 1]) {
      const { model, book: own } = worlds.load(world);
      expect(rateOf(model)).toBeCloseTo(2 * draw(world)[0], 20);
      expect(own).toBe(book);
      expect(model.sampling).toBe(file.model.sampling);
    }
  });

  it("have a book of their own where the parameter is one of what books are made of", () => {
    const changed = loaded("size: { uniform: { low: 8000, high: 10000 } }", [
      ["params:", "params:\n  size: 9000"],
      ["notional: { constant: 9000 }", 'notional: { constant: "=size" }'],
    ]);
    const own = buildBook(changed.model, changed.base);
    const others = openWorlds(
      changed,
      changed.base,
      { model: changed.model, book: own },
      buildBook as never,
    )!;
    const [first, second] = [0, 1].map((world) => others.load(world).book as typeof own);
    expect(first.book.debt.at(-2)).not.toBe(second.book.debt.at(-2));
  });

  it("a book is made of nothing else of the model", () => {
    const read = new Set<string>();
    const watched = new Proxy(file.model, {
      get(model, key: keyof ResolvedModel) {
        read.add(key);
        return model[key];
      },
    });
    buildBook(watched, watched);
    const index = ["chains", "steps"]; // names and numbers that no parameter can change within a run
    expect([...read].filter((key) => ![...BOOK_PARTS, ...index].includes(key))).toEqual([]);
  });

  it("one that the model cannot take ends the run with its number, its parameters and the key", () => {
    const inWorld = (): never => {
      throw new Error("m.yaml:3:1: a.b: must be less");
    };
    const broken = openWorlds(
      { ...file, inWorld },
      file.base,
      { model: file.model, book },
      buildBook as never,
    )!;
    expect(() => broken.load(3)).toThrow(PathError);
    expect(() => broken.load(3)).toThrow(
      /^path 24: world 3 \(base_rate = .* \/ year\): m\.yaml:3:1: a\.b: must be less/,
    );
  });

  it("blocks end with their world, and a world is one block if it can be", () => {
    expect([...rangesOf(5, 20, 8, [], 8)]).toEqual([
      { from: 5, to: 8 },
      { from: 8, to: 16 },
      { from: 16, to: 20 },
    ]);
    expect(defaultBlockSize(1e6, 50)).toBe(50);
    expect(defaultBlockSize(1e6, 600)).toBe(200);
  });

  it("threads and blocks change no byte, and a longer run goes on where a shorter one ends", async () => {
    const job: BlockJob = {
      loaded: { model: file.model, book },
      requested: ["faults"],
      simulation: shippedSimulation,
    };
    const text = async (paths: number, size: number, threads: number): Promise<string> => {
      const tasks = tasksOf(job, rangesOf(0, paths, size, [], worlds.paths), worlds);
      let all = "";
      for await (const block of runBlocks(tasks, threads, new AbortController().signal))
        all += new TextDecoder().decode(block.text.faults);
      return all;
    };
    const whole = await text(24, 8, 1);
    expect(whole.length).toBeGreaterThan(100);
    expect(await text(24, 5, 2)).toBe(whole);
    expect(whole.startsWith(await text(12, 8, 1))).toBe(true);
  }, 120_000);
});
