/**
 * One process per run folder: `.lock` names its owner.
 *
 * The lock appears by a hard link, so it is whole from its first moment and exactly one of two racing processes makes
 * it. The owner is a process id with the process's start time, because ids are used again. A dead owner's lock is
 * replaced under a second lock, never removed first: there is no moment at which two processes both find it gone.
 */

import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

export interface LockOwner {
  readonly pid: number;
  /** Clock ticks after boot; '' where the system does not tell. */
  readonly started: string;
  readonly host: string;
}

const LOCK = ".lock";
const TAKEOVER = ".lock.takeover";

/** Field 22 of /proc/<pid>/stat; the second field may hold spaces and brackets, so count after the last one. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return "";
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Whether the owner still runs; of another machine's process that cannot be told, so it counts as running. */
function isAlive({ pid, started, host }: LockOwner): boolean {
  if (host !== hostname()) return true;
  return exists(pid) && (started === "" || startOf(pid) === started);
}

function ownerOf(lock: string): LockOwner | null {
  try {
    return JSON.parse(readFileSync(lock, "utf8")) as LockOwner;
  } catch {
    return null; // there is none, or it is gone in the meantime
  }
}

/** Writes this process's name beside `lock` and makes it the lock by `place`, which fails or is atomic. */
function place(lock: string, place: (from: string, to: string) => void): boolean {
  const draft = `${lock}.${process.pid}`;
  const owner: LockOwner = { pid: process.pid, started: startOf(process.pid), host: hostname() };
  writeFileSync(draft, JSON.stringify(owner));
  try {
    place(draft, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Replaces a dead owner's lock. @returns whoever holds the folder if it is not ours now */
function takeOver(folder: string): LockOwner | null {
  const lock = join(folder, LOCK);
  const guard = join(folder, TAKEOVER);
  if (!place(guard, linkSync)) return ownerOf(guard) ?? ownerOf(lock) ?? acquireLock(folder);
  try {
    const owner = ownerOf(lock);
    if (owner !== null && isAlive(owner)) return owner;
    place(lock, renameSync);
    return null;
  } finally {
    rmSync(guard, { force: true });
  }
}

/**
 * Locks an existing folder for this process.
 *
 * @returns null if the folder is ours now, else who holds it
 */
export function acquireLock(folder: string): LockOwner | null {
  const lock = join(folder, LOCK);
  if (place(lock, linkSync)) return null;
  const owner = ownerOf(lock);
  if (owner === null) return acquireLock(folder); // released between our two looks
  return isAlive(owner) ? owner : takeOver(folder);
}

/** The process that holds a folder now; null: nobody does. */
export function lockHolder(folder: string): LockOwner | null {
  const owner = ownerOf(join(folder, LOCK));
  return owner !== null && isAlive(owner) ? owner : null;
}

/** Gives the folder free. */
export function releaseLock(folder: string): void {
  rmSync(join(folder, LOCK), { force: true });
}
