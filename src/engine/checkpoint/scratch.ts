/**
 * Tapes of doubles in the folder of a run in progress, for a second pass over more numbers than fit into memory. They
 * are made afresh whenever they are asked for and hold nothing that a resumed run needs.
 */

import { closeSync, ftruncateSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { readExactly } from "./columnFile.ts";

/** An array of doubles on the disk; it only grows. */
export interface FileTape {
  append(this: void, values: Float64Array): void;
  /** Fills `into` with the doubles from position `at` on. @throws Error if there are fewer */
  read(this: void, at: number, into: Float64Array): void;
}

export interface Scratch {
  /** An empty tape; what was written under its name before is lost. */
  readonly tape: (name: string) => FileTape;
  /** Removes all tapes. */
  readonly close: () => void;
}

/** Scratch space in a folder. */
export function openScratch(folder: string): Scratch {
  const files = new Map<string, number>();
  const pathOf = (name: string): string => join(folder, `${name.replaceAll(" ", "-")}.scratch`);
  return {
    tape(name) {
      const file = files.get(name) ?? openSync(pathOf(name), "w+");
      files.set(name, file);
      ftruncateSync(file);
      return tapeOf(file);
    },
    close() {
      for (const [name, file] of files) {
        closeSync(file);
        rmSync(pathOf(name));
      }
      files.clear();
    },
  };
}

function tapeOf(file: number): FileTape {
  let end = 0;
  return {
    append(values) {
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      for (let done = 0; done < bytes.length;)
        done += writeSync(file, bytes, done, bytes.length - done, end + done);
      end += bytes.length;
    },
    read(at, into) {
      readExactly(file, into, at * Float64Array.BYTES_PER_ELEMENT);
    },
  };
}
