/**
 * The package, packed and installed into an empty project of its own.
 *
 * npm does it all and asks no network: what the package depends on is linked from this project's `node_modules`, which a
 * clean install has just filled. What is not among its dependencies is not there.
 */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
}

/** A package as `npm pack` tells of it. */
interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

export interface Installed {
  /** The empty project. */
  readonly folder: string;
  readonly tarball: string;
  readonly files: Packed["files"];
}

/** Runs a program in a folder. @throws Error with what it wrote if it fails */
export function call(folder: string, program: string, ...words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, words, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ${words.join(" ")}: ${status}\n${stdout}${stderr}`);
  return stdout;
}

/**
 * Packs what `npm run build` has left, and installs it.
 * @throws Error if something fails, or nothing was built
 */
export function install(): Installed {
  const folder = mkdtempSync(join(tmpdir(), "faultline-package-"));
  const told = call(".", "npm", "pack", "--ignore-scripts", "--json", "--pack-destination", folder);
  const [{ filename, files }] = JSON.parse(told) as [Packed];
  const { dependencies } = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
  const linked = [...Object.keys(dependencies), "@types/node"].map((name) => [
    name,
    `file:${resolve("node_modules", name)}`,
  ]);
  const consumer = {
    private: true,
    dependencies: { ...Object.fromEntries(linked), faultline: `file:${filename}` },
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(consumer));
  call(folder, "npm", "install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund");
  return { folder, tarball: join(folder, filename), files };
}
