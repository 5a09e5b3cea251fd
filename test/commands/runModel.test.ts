import { spawn } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Interrupted, Refusal, RunFailed } from "../../src/commands/refusal.ts";
import { runModel } from "../../src/commands/runModel.ts";
import type { RunPlan } from "../../src/commands/runPlan.ts";
import { acquireLock, releaseLock } from "../../src/output/lock.ts";
import { standInRun } from "./standInRun.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faultline-run-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const forever = new AbortController().signal;

type Changes = Partial<RunPlan> & { readonly seed?: string };

function start(
  name: string,
  paths: number,
  changes: Changes,
  signal: AbortSignal = forever,
): ReturnType<typeof runModel> {
  const { model, plan } = standInRun(name, paths, { out: join(folder, "run"), ...changes });
  return runModel(model, plan, signal);
}

/** Every file of a run but its manifest, which holds wall-clock times. */
function filesOf(out: string): Record<string, string> {
  const names = readdirSync(out).filter((name) => !["manifest.json", ".checkpoint"].includes(name));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(out, name), "latin1")]));
}

/** A signal that is aborted once the run's journal tells of so many blocks. */
async function abortAfter(blocks: number, out: string, controller: AbortController): Promise<void> {
  while (blocksIn(out) < blocks) await setTimeout(1);
  controller.abort();
}

function blocksIn(out: string): number {
  const journal = join(out, ".checkpoint", "journal.jsonl");
  return existsSync(journal) ? readFileSync(journal, "utf8").split("\n").length - 2 : -1;
}

async function interrupt(
  name: string,
  paths: number,
  blocks: number,
  changes: Changes,
): Promise<void> {
  const controller = new AbortController();
  const watching = abortAfter(blocks, changes.out ?? join(folder, "run"), controller);
  await expect(start(name, paths, changes, controller.signal)).rejects.toThrow(Interrupted);
  await watching;
}

describe("a finished run", () => {
  test("has the promised files, no checkpoint and no lock", async () => {
    const { manifest, out } = await start("calm", 50, {});
    expect(readdirSync(out).toSorted()).toEqual([
      "cascade_sizes.csv",
      "cascades.csv",
      "columns.csv",
      "conditional.csv",
      "contagion.csv",
      "convergence.csv",
      "delays.csv",
      "exceedance.csv",
      "faults.csv",
      "manifest.json",
      "model.yaml",
      "paths.csv",
      "resolved.json",
      "sources.json",
      "summary.csv",
      "venues.csv",
    ]);
    expect(manifest).toMatchObject({
      paths: 50,
      paths_done: 50,
      seed: "7",
      effective_sample_size: 50,
      largest_weight_share: 0.02,
    });
    expect(manifest.rows["paths"]).toBe(50);
  });

  test("evaluates the metrics of its model in every path, and leaves them empty where they are not numbers", async () => {
    await start("calm", 4, {});
    const [header, ...rows] = readFileSync(join(folder, "run", "paths.csv"), "utf8")
      .trimEnd()
      .split("\n");
    const names = header.split(",");
    for (const row of rows) {
      const cell = (name: string): string => row.split(",")[names.indexOf(name)];
      expect(cell("ruin")).toBe(Number(cell("bad_debt_usd")) > 1e5 ? "1" : "0");
      expect(cell("amplified")).toBe(
        cell("amplification") === "" ? "" : String(2 * Number(cell("amplification"))),
      );
    }
  });

  test("writes only the tables asked for, and the summary of paths all the same", async () => {
    const { out } = await start("calm", 10, { tables: ["faults"] });
    const names = readdirSync(out);
    expect(names).toContain("faults.csv");
    expect(names).not.toContain("paths.csv");
    expect(readFileSync(join(out, "summary.csv"), "utf8")).toContain("bad_debt_usd,mean,");
  });
});

describe("the same bytes", () => {
  test("come out of 1 and 2 threads and of blocks of 1, 7 and 64 paths", async () => {
    const ways: Changes[] = [
      { block: 1 },
      { block: 7 },
      { block: 64 },
      { block: 1, threads: 1, executor: "threads" },
      { block: 7, threads: 2, executor: "threads" },
    ];
    const { out } = await start("calm", 150, {});
    const reference = filesOf(out);
    for (const [index, way] of ways.entries()) {
      const other = join(folder, `way-${index}`);
      await start("calm", 150, { ...way, out: other });
      expect(filesOf(other)).toEqual(reference);
    }
  }, 60_000);

  test("come out of a run that is stopped and resumed with other blocks and threads", async () => {
    const reference = join(folder, "reference");
    await start("slow-1", 100, { out: reference });
    await interrupt("slow-1", 100, 3, { block: 7 });
    await interrupt("slow-1", 100, 5, { block: 4, resume: true });
    const { manifest } = await start("slow-1", 100, {
      block: 9,
      resume: true,
      threads: 2,
      executor: "threads",
    });
    expect(filesOf(join(folder, "run"))).toEqual(filesOf(reference));
    expect(manifest.paths_done).toBe(100);
  }, 30_000);

  test("come out when a crash has left half a line in the journal and bytes beyond it in every file", async () => {
    const reference = join(folder, "reference");
    await start("slow-1", 60, { out: reference });
    await interrupt("slow-1", 60, 2, { block: 7 });
    const checkpoint = join(folder, "run", ".checkpoint");
    for (const name of readdirSync(checkpoint))
      appendFileSync(join(checkpoint, name), '{"from":14,"to"');
    await interrupt("slow-1", 60, 4, { block: 7, resume: true });
    const journal = readFileSync(join(checkpoint, "journal.jsonl"), "utf8").trimEnd().split("\n");
    for (const line of journal) expect(() => JSON.parse(line) as unknown).not.toThrow();
    await start("slow-1", 60, { resume: true });
    expect(filesOf(join(folder, "run"))).toEqual(filesOf(reference));
  });

  test.each([0, 1, 3, 6])(
    "come out of a run that is killed once %i blocks are in the journal",
    async (blocks) => {
      const reference = join(folder, "reference");
      await start("slow-10", 60, { out: reference });
      const out = join(folder, "run");
      const harness = fileURLToPath(new URL("./harness.ts", import.meta.url));
      const asked = JSON.stringify({ name: "slow-10", paths: 60, out, block: 7 });
      const child = spawn(process.execPath, ["--import", "tsx", harness, asked]);
      const ended = new Promise((resolve) => child.on("exit", resolve));
      while (blocksIn(out) < blocks) await setTimeout(2);
      child.kill("SIGKILL");
      await ended;
      expect(readdirSync(out)).toContain(".lock"); // nobody tidied up: it was killed
      await start("slow-10", 60, { resume: true });
      expect(filesOf(out)).toEqual(filesOf(reference));
    },
    30_000,
  );
});

describe("a signal", () => {
  test.each(["SIGINT", "SIGTERM"] as const)(
    "%s ends a run with 130, keeps its blocks and frees its folder",
    async (name) => {
      const out = join(folder, "run");
      const harness = fileURLToPath(new URL("./harness.ts", import.meta.url));
      const asked = JSON.stringify({ name: "slow-10", paths: 2000, out, block: 7 });
      const child = spawn(process.execPath, ["--import", "tsx", harness, asked]);
      let said = "";
      child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
      const ended = new Promise((resolve) => child.on("exit", resolve));
      while (blocksIn(out) < 1) await setTimeout(2);
      child.kill(name);
      expect(await ended).toBe(130);
      expect(said).toContain("interrupted");
      expect(readdirSync(out)).toEqual([".checkpoint"]);
      expect(blocksIn(out)).toBeGreaterThanOrEqual(1);
    },
    30_000,
  );
});

describe("a folder", () => {
  test("with a run in progress is refused without --resume, and left as it is", async () => {
    await interrupt("slow-1", 60, 1, { block: 7 });
    const before = filesOfCheckpoint();
    await expect(start("slow-1", 60, {})).rejects.toThrow(/is not empty/);
    expect(filesOfCheckpoint()).toEqual(before);
  });

  test("is refused by name of what changed: model, seed, paths, tables", async () => {
    await interrupt("slow-1", 60, 1, { block: 7 });
    const asked = { seed: "other", tables: ["faults"] as const, resume: true };
    const refused = await start("another", 61, asked).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refusal);
    const { problems } = refused as Refusal;
    expect(problems.map((line) => line.split(": cannot resume: ")[1].split(" ")[0])).toEqual([
      "model_digest",
      "seed",
      "paths",
      "tables",
    ]);
  });

  test("that holds something else is refused, and nothing is written into it", async () => {
    const out = join(folder, "run");
    mkdirSync(out);
    writeFileSync(join(out, "thesis.tex"), "");
    await expect(start("calm", 10, {})).rejects.toThrow(Refusal);
    expect(readdirSync(out)).toEqual(["thesis.tex"]);
  });

  test("in use is refused and names the process", async () => {
    const out = join(folder, "run");
    mkdirSync(out);
    expect(acquireLock(out)).toBeNull();
    await expect(start("calm", 10, {})).rejects.toThrow(`in use by process ${process.pid}`);
    releaseLock(out);
    expect(readdirSync(out)).toEqual([]);
  });

  test("of a run that another process has under way is refused by that process, with and without --resume", async () => {
    const out = join(folder, "run");
    mkdirSync(join(out, ".checkpoint"), { recursive: true });
    const owner = { pid: process.ppid, started: "", host: hostname() };
    writeFileSync(join(out, ".lock"), JSON.stringify(owner));
    const inUse = `in use by process ${process.ppid}`;
    await expect(start("calm", 10, {})).rejects.toThrow(inUse);
    await expect(start("calm", 10, { resume: true })).rejects.toThrow(inUse);
  });

  test("that is a file is refused as one, and the file stays", async () => {
    const out = join(folder, "run");
    writeFileSync(out, "mine");
    await expect(start("calm", 10, {})).rejects.toThrow("is a file; a run needs a folder");
    expect(readFileSync(out, "utf8")).toBe("mine");
  });

  test("that cannot be made is refused, under a file for one", async () => {
    const file = join(folder, "file");
    writeFileSync(file, "mine");
    const asked = start("calm", 10, { out: join(file, "run") });
    await expect(asked).rejects.toThrow(Refusal);
    await expect(asked).rejects.toThrow("--out: cannot make");
  });

  test("with a finished run of the same model and seed is replaced whole; tables no longer asked for go", async () => {
    const out = join(folder, "run");
    await start("calm", 20, { tables: ["paths", "venues"] });
    writeFileSync(join(out, "notes.txt"), "mine");
    await start("calm", 30, { tables: ["paths"] });
    const reference = join(folder, "reference");
    await start("calm", 30, { tables: ["paths"], out: reference });
    expect(filesOf(out)).toEqual({ ...filesOf(reference), "notes.txt": "mine" });
  });

  test("keeps the finished run until the new one is complete", async () => {
    const out = join(folder, "run");
    await start("slow-1", 40, {});
    const before = filesOf(out);
    await interrupt("slow-1", 40, 1, { block: 4 });
    expect(filesOf(out)).toEqual(before);
    expect(existsSync(join(out, "manifest.json"))).toBe(true);
  });

  test("with a finished run of another seed is refused", async () => {
    await start("calm", 10, {});
    await expect(start("calm", 10, { seed: "other" })).rejects.toThrow(/another model or seed/);
  });

  test("with the finished run itself is left alone by --resume; with other paths it is refused", async () => {
    const { manifest } = await start("calm", 10, {});
    expect((await start("calm", 10, { resume: true })).manifest).toEqual(manifest);
    await expect(start("calm", 11, { resume: true })).rejects.toThrow(
      /paths is 10 there and 11 now/,
    );
  });

  test("with nothing to resume is started afresh by --resume", async () => {
    expect((await start("calm", 10, { resume: true })).manifest.paths_done).toBe(10);
  });

  function filesOfCheckpoint(): Record<string, string> {
    return filesOf(join(folder, "run", ".checkpoint"));
  }
});

describe("a failing path", () => {
  test.each([
    { executor: "inline", threads: 1 },
    { executor: "threads", threads: 2 },
  ] as const)(
    "stops the run, is named, and leaves the blocks before it ($executor)",
    async (way) => {
      const failed = await start("fails-23", 60, { ...way, block: 4 }).catch(
        (error: unknown) => error,
      );
      expect(failed).toBeInstanceOf(RunFailed);
      expect((failed as RunFailed).message).toBe("path 23: the ledger is 3 USD out");
      expect((failed as RunFailed).replay).toContain("--resume");
      expect(blocksIn(join(folder, "run"))).toBe(5);
    },
    30_000,
  );

  test("is named also when the error was unforeseen", async () => {
    await expect(start("breaks-3", 10, {})).rejects.toThrow("path 3: not a function");
  });
});
