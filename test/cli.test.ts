import { spawn, spawnSync } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const cli = fileURLToPath(new URL("../src/cli.ts", import.meta.url));
const words = ["--import", import.meta.resolve("tsx"), cli];
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "faultline-cli-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function call(...more: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...words, ...more], {
    cwd: folder,
    encoding: "utf8",
  });
  return { code: status, out: stdout, err: stderr };
}

test.each([
  [[], /Usage: faultline/],
  [["run"], /missing required argument 'model'/],
  [["frobnicate"], /unknown command 'frobnicate'/],
  [["run", "x.yaml", "--pahts", "3"], /Did you mean --paths/],
  [["run", "nowhere.yaml"], /^nowhere\.yaml: there is no such file\n$/],
  [["sweep", "nowhere.yaml", "--vary", "a=1,2"], /^nowhere\.yaml: there is no such file\n$/],
  [["sweep", "x.yaml", "--vary", "a=1:2:0"], /^--vary a=1:2:0: the step must lead/],
  [["merge", "x"], /^'merge' is not available yet\n$/],
])(
  "%j exits 2 with one clear message, no trace, and nothing written",
  (asked, message) => {
    const { code, out, err } = call(...asked);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
    expect(readdirSync(folder)).toEqual([]);
  },
  20_000,
);

test.skipIf(!existsSync("/dev/full"))(
  "output that cannot be written exits 3 with one line and no trace",
  () => {
    const full = openSync("/dev/full", "w");
    const { status, stderr } = spawnSync(process.execPath, [...words, "schema"], {
      stdio: ["ignore", full, "pipe"],
      encoding: "utf8",
    });
    closeSync(full);
    expect(status).toBe(3);
    expect(stderr).toMatch(/^ENOSPC: no space left on device, write\n$/);
  },
  20_000,
);

test("a wrong model exits 2 with every problem at its place and leaves no run folder", () => {
  const model = join(folder, "wrong.yaml");
  writeFileSync(model, "name: wrong\nhorizn: 1 day\nstep: 1 furlong\n");
  const { code, err } = call("run", "wrong.yaml");
  rmSync(model);
  expect(code).toBe(2);
  expect(err.trimEnd().split("\n").length).toBeGreaterThanOrEqual(2);
  expect(err).toMatch(/wrong\.yaml:2:1: .*horizn/);
  expect(err).not.toMatch(/\n\s+at /);
  expect(existsSync(join(folder, "runs"))).toBe(false);
}, 20_000);

test("colours are for terminals: piped output has none, forced output is the same text, and NO_COLOR is the last word", () => {
  const { FORCE_COLOR: _force, NO_COLOR: _no, ...environment } = process.env;
  const told = (more: object): string => {
    const asked = [...words, "run", "nowhere.yaml"];
    const env = { ...environment, CI: "true", TERM: "xterm-256color", ...more };
    return spawnSync(process.execPath, asked, { cwd: folder, encoding: "utf8", env }).stderr;
  };
  const plain = "nowhere.yaml: there is no such file\n";
  expect(told({})).toBe(plain);
  expect(told({ FORCE_COLOR: "1" })).toBe(
    "\u001B[31mnowhere.yaml: there is no such file\u001B[39m\n",
  );
  expect(told({ FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(plain);
}, 60_000);

test("--version and --help exit 0", () => {
  expect(call("--version")).toMatchObject({ code: 0, out: "0.1.0\n" });
  expect(call("run", "--help")).toMatchObject({ code: 0 });
}, 20_000);

test("a reader that goes away early does not end in an error", async () => {
  const child = spawn(process.execPath, [...words, "schema"], { cwd: folder });
  let err = "";
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  child.stdout.destroy();
  const code = await new Promise((resolve) => child.on("exit", resolve));
  expect(err).toBe("");
  expect(code).toBe(0);
}, 20_000);
