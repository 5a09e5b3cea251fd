/**
 * This engine against that of an earlier revision: the same paths of the earlier default model, one thread each, in turns.
 *
 * The revision is taken from git and compiled with the packages of today, into a folder that is removed. Nothing is said of
 * what the earlier model did not have.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "./measure.ts";
import { root } from "./prepare.ts";

const MODEL = "models/three-rollups.yaml";
const paths = fileURLToPath(new URL("earlierPaths.js", import.meta.url));

export interface Against {
  readonly earlier_ms_per_path: number;
  readonly now_ms_per_path: number;
  /** The median over turns. */
  readonly ratio_now_to_earlier: number;
}

/** Puts a revision into a folder and compiles it. @throws Error if git has no such revision or it does not compile */
function compile(revision: string, folder: string): void {
  const parts = ["src", "models", "package.json", "tsconfig.json", "tsconfig.build.json"];
  const archive = execFileSync("git", ["archive", "--format=tar", revision, ...parts], {
    cwd: root,
    maxBuffer: 2 ** 28,
  });
  execFileSync("tar", ["-x", "-C", folder], { input: archive });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const { stdout } = spawnSync(process.execPath, [compiler, "-p", "tsconfig.build.json"], {
    cwd: folder,
    encoding: "utf8",
  });
  // Types of packages may have moved since; what counts is that there is something to run.
  if (!existsSync(join(folder, "dist/engine/path.js")))
    throw new Error(`${revision} does not compile:\n${stdout}`);
}

/** @param revision as git names it */
export function measureAgainst(revision: string, batches: number, repeats: number): Against {
  const folder = mkdtempSync(join(tmpdir(), "faultline-bench-"));
  try {
    compile(revision, folder);
    const model = join(folder, MODEL);
    const timed = (dist: string): number =>
      Number(
        execFileSync(process.execPath, [paths, dist, model, String(batches)], { encoding: "utf8" }),
      );
    const turns = Array.from({ length: repeats }, () => ({
      earlier: timed(join(folder, "dist")),
      now: timed(join(root, "dist")),
    }));
    return {
      earlier_ms_per_path: median(turns.map(({ earlier }) => earlier)),
      now_ms_per_path: median(turns.map(({ now }) => now)),
      ratio_now_to_earlier: median(turns.map(({ earlier, now }) => now / earlier)),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
