import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { acquireLock, releaseLock } from "../../src/output/lock.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faultline-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const lockUrl = new URL("../../src/output/lock.ts", import.meta.url).href;

test("a second attempt names the process that has the lock, and the lock is gone after release", () => {
  expect(acquireLock(folder)).toBeNull();
  expect(acquireLock(folder)).toMatchObject({ pid: process.pid });
  releaseLock(folder);
  expect(readdirSync(folder)).toEqual([]);
});

test("a dead owner is replaced", () => {
  const { pid } = spawnSync("true");
  writeFileSync(join(folder, ".lock"), JSON.stringify({ pid, started: "1", host: hostname() }));
  expect(acquireLock(folder)).toBeNull();
  expect(JSON.parse(readFileSync(join(folder, ".lock"), "utf8"))).toMatchObject({
    pid: process.pid,
  });
  expect(readdirSync(folder)).toEqual([".lock"]);
});

test("a living process with the number of a dead owner is not taken for it", () => {
  const reused = { pid: process.pid, started: "1", host: hostname() };
  writeFileSync(join(folder, ".lock"), JSON.stringify(reused));
  expect(acquireLock(folder)).toBeNull();
});

test("an owner on another machine counts as alive, because nobody here can tell", () => {
  const { pid } = spawnSync("true");
  writeFileSync(join(folder, ".lock"), JSON.stringify({ pid, started: "1", host: "elsewhere" }));
  expect(acquireLock(folder)).toMatchObject({ host: "elsewhere" });
  expect(existsSync(join(folder, ".lock"))).toBe(true);
});

test.each(["a free folder", "a dead owner's folder"])(
  "of 4 processes racing for %s exactly one wins",
  async (kind) => {
    if (kind !== "a free folder") {
      const { pid } = spawnSync("true");
      writeFileSync(join(folder, ".lock"), JSON.stringify({ pid, started: "1", host: hostname() }));
    }
    // All wait for the same file, try once, and stay alive until they are told to go.
    const script = `
    import { existsSync } from 'node:fs';
    import { acquireLock } from ${JSON.stringify(lockUrl)};
    process.stdout.write('ready\\n');
    while (!existsSync(${JSON.stringify(`${folder}.go`)}));
    process.stdout.write(acquireLock(${JSON.stringify(folder)}) === null ? 'won\\n' : 'lost\\n');
    process.stdin.resume();
  `;
    const racers = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script]),
    );
    const said = racers.map(() => "");
    const all = (word: RegExp): Promise<void> =>
      new Promise((resolve) => {
        const check = (): void => {
          if (said.every((text) => word.test(text))) resolve();
        };
        for (const [index, racer] of racers.entries()) {
          racer.stdout.on("data", (chunk: Buffer) => {
            said[index] += chunk.toString();
            check();
          });
        }
      });
    const ready = all(/ready/);
    const done = all(/won|lost/);
    await ready;
    writeFileSync(`${folder}.go`, "");
    await done;
    for (const racer of racers) racer.kill("SIGKILL");
    rmSync(`${folder}.go`);
    expect(said.filter((text) => text.includes("won"))).toHaveLength(1);
  },
  60_000,
);
