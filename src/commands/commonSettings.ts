/** Options that every verb that simulates takes, read alike. */

import { availableParallelism } from "node:os";
import { executorFor } from "../engine/executors/run.ts";
import type { ExecutorName } from "../engine/executors/run.ts";
import { MOST_PATHS, notEmpty, wholeNumber } from "./optionValues.ts";

/** Options as they were typed. */
export interface CommonOptions {
  readonly paths?: string | undefined;
  readonly seed?: string | undefined;
  readonly threads?: string | undefined;
  readonly executor?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly out?: string | undefined;
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** Null: the model, or a rule, decides. */
export interface CommonSettings {
  readonly paths: number | null;
  readonly seed: string | null;
  readonly threads: number;
  readonly executor: ExecutorName;
  readonly set: readonly string[];
  readonly out: string | null;
  /** No progress: neither was it asked for, nor may it stand beside one JSON value. */
  readonly quiet: boolean;
}

function executorOf(text: string | undefined, threads: number, problems: string[]): ExecutorName {
  if (text === undefined) return executorFor(threads);
  if (text === "cluster") problems.push("--executor: 'cluster' is not available yet");
  else if (text !== "threads" && text !== "inline") {
    problems.push(`--executor: must be threads or inline, got '${text}'`);
  }
  return text === "inline" ? "inline" : "threads";
}

/** Reads the options that verbs share. @param problems gets everything that is wrong */
export function commonSettingsOf(options: CommonOptions, problems: string[]): CommonSettings {
  const cores = availableParallelism();
  const asked = wholeNumber("--threads", options.threads, 1, cores * 4, problems);
  const threads = asked ?? (options.executor === "inline" ? 1 : cores);
  const executor = executorOf(options.executor, threads, problems);
  if (executor === "inline" && threads > 1) problems.push("--executor: inline has one thread only");
  return {
    paths: wholeNumber("--paths", options.paths, 1, MOST_PATHS, problems),
    seed: notEmpty("--seed", options.seed, problems),
    threads,
    executor,
    set: options.set ?? [],
    out: notEmpty("--out", options.out, problems),
    quiet: (options.quiet ?? false) || (options.json ?? false),
  };
}
