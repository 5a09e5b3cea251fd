/** Where a verb writes by itself: a folder under `runs`, named after what it is made of. */

import { createHash } from "node:crypto";

/** Characters of each part that a name keeps. */
const LONGEST = 64;

/** A name or a seed may be any text; a part of a folder's name keeps what every file system takes. */
function plain(text: string): string {
  return text.replaceAll(/[^\w.-]+/g, "_").slice(0, LONGEST);
}

/** A folder under `runs`. @param parts of its name, any text each */
export function folderNamed(...parts: readonly string[]): string {
  return `runs/${parts.map(plain).join("-")}`;
}

/** What a folder's name keeps of a digest: enough to tell variants apart. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 8);
}

/** The same of a question, so that an answer is not written over another. @param asked all that the answer depends on */
export function digestOfQuestion(asked: Readonly<Record<string, unknown>>): string {
  return shortDigest(createHash("sha256").update(JSON.stringify(asked)).digest("hex"));
}

/** The name of a file without its folder and its ending. */
export function bareName(file: string): string {
  return /([^/\\]*?)(\.ya?ml)?$/.exec(file)?.[1] ?? file;
}
