/** Tapes that are plain arrays, for trying what is meant for the disk on samples of any size. */
import { createWorkspace } from "../../src/estimation/workspace.ts";
import type { Tape, Workspace } from "../../src/estimation/workspace.ts";

function memoryTape(): Tape {
  const numbers: number[] = [];
  return {
    append(values) {
      numbers.push(...values);
    },
    read(at, into) {
      if (at + into.length > numbers.length) throw new RangeError("read past the end of a tape");
      into.set(numbers.slice(at, at + into.length));
    },
  };
}

/** A workspace with room for so many numbers in one array. */
export function tinyWorkspace(room: number): Workspace {
  return createWorkspace(room, memoryTape);
}
