/** Executing notebooks with Jupyter's nbconvert, which comes from the system and not from npm. */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { basename, join } from "node:path";

/** Debian packages that the notebooks need. */
export const PACKAGES: readonly string[] = [
  "jupyter-nbconvert",
  "python3-ipykernel",
  "python3-pandas",
  "python3-matplotlib",
  "python3-scipy",
  "python3-yaml",
];

const INSTALL = `apt-get install --no-install-recommends ${PACKAGES.join(" ")}`;

/** s, for one cell. */
const LONGEST_CELL = 300;

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws Error saying what to install where the path has no nbconvert */
export function requireJupyter(env: Environment = process.env): void {
  const { status } = spawnSync("jupyter-nbconvert", ["--version"], { env, stdio: "ignore" });
  if (status !== 0)
    throw new Error(`the notebooks need Jupyter, and jupyter-nbconvert does not start: ${INSTALL}`);
}

/**
 * Runs all cells of a notebook, its folder being the working directory, and writes a copy with the outputs.
 *
 * @param out folder of the copy; one of the same name is gone afterwards if a cell fails
 * @throws Error naming the notebook, after the failing cell and its error have been printed
 */
export function executeNotebook(
  notebook: string,
  out: string,
  env: Environment = process.env,
): void {
  rmSync(join(out, basename(notebook)), { force: true });
  const options = ["--execute", `--ExecutePreprocessor.timeout=${LONGEST_CELL}`];
  const { status, stderr } = spawnSync(
    "jupyter-nbconvert",
    ["--to", "notebook", ...options, "--log-level", "WARN", "--output-dir", out, notebook],
    // The debugger's remark on frozen modules, at each start of a kernel, is not ours.
    { env: { ...env, PYDEVD_DISABLE_FILE_VALIDATION: "1" }, encoding: "utf8" },
  );
  if (status === 0) return;
  process.stderr.write(stderr ?? "");
  const missing = /ModuleNotFoundError/.test(stderr ?? "")
    ? `; a package is missing: ${INSTALL}`
    : "";
  throw new Error(`${notebook} did not run through${missing}`);
}
