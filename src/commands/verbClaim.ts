/**
 * The folder of a verb whose work is not kept on the way: nobody else's while it is worked on, and gone again if nothing was
 * written.
 */

import { readdirSync, rmdirSync, statSync } from "node:fs";
import { releaseLock } from "../output/lock.ts";
import { mayWrite } from "../output/verbFolder.ts";
import { claim, requireUnlocked } from "./claim.ts";
import { Refusal } from "./refusal.ts";

/** What keeps `verb` from writing into a folder, locks apart: it is a file, or holds what the verb has not made. */
export function verbFolderProblems(out: string, verb: string): string[] {
  if (mayWrite(out, verb)) return [];
  const found = statSync(out).isDirectory() ? "contains other files" : "is a file";
  return [`${out}: ${found}; choose another --out`];
}

/** @throws Refusal if another process is at work in a folder, or it holds what `verb` has not made */
export function requireVerbFolder(out: string, verb: string): void {
  requireUnlocked(out);
  const problems = verbFolderProblems(out, verb);
  if (problems.length > 0) throw new Refusal(problems);
}

/** Works with the folder as its own. @throws Refusal if it cannot be had; whatever `work` throws */
export async function withVerbFolder<Result>(
  out: string,
  verb: string,
  work: () => Promise<Result>,
): Promise<Result> {
  requireVerbFolder(out, verb);
  claim(out);
  try {
    requireVerbFolder(out, verb); // somebody may have been faster
    return await work();
  } finally {
    releaseLock(out);
    if (readdirSync(out).length === 0) rmdirSync(out);
  }
}
