/** Writes the table of columns into the README, between its markers: `npm run readme`. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { columnTable } from "../src/commands/columnTable.ts";

const BEGIN = "<!-- columns:begin -->\n";
const END = "<!-- columns:end -->";

/** A text with the table of columns between its markers. @throws Error if it lacks the markers */
export function withColumns(readme: string): string {
  const from = readme.indexOf(BEGIN);
  const to = readme.indexOf(END);
  if (from < 0 || to < from) throw new Error(`README.md has lost ${BEGIN.trim()} or ${END}`);
  return `${readme.slice(0, from + BEGIN.length)}\n${columnTable()}\n${readme.slice(to)}`;
}

const file = fileURLToPath(new URL("../README.md", import.meta.url));
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(file, withColumns(readFileSync(file, "utf8")));
}
