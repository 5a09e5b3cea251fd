/** The version of the installed package. */

import { readFileSync } from "node:fs";

/** Sources and compiled files both lie two folders under package.json. */
const manifest = JSON.parse(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
) as {
  version: string;
};

/** Of the installed package, e.g. `0.1.0`. */
export const version: string = manifest.version;

/** What made a file: this package and the Node it ran in, as every manifest keeps it. */
export const versions: { readonly faultline: string; readonly node: string } = {
  faultline: version,
  node: process.versions.node,
};
