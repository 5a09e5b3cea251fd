/** Metrics: extra columns of the paths table, expressions over its columns. */

import { z } from "zod";
import { parseArithmetic, UnknownNameError } from "../algebra.ts";
import { type Context, parseBlock } from "../context.ts";
import { type KeyPath, show } from "../problems.ts";
import type { Metric } from "../resolved.ts";
import { unknownWord } from "../suggest.ts";

/** The schema of one metric. */
export const metricSchema: z.ZodType<string> = z.string();

/** Any name at all: for a caller who does not say what the columns are called. */
const anyName = { has: () => true };

/**
 * Reads one metric.
 * @param columns names of the paths table's columns; null to accept any.
 */
export function readMetric(
  context: Context,
  raw: unknown,
  name: string,
  path: KeyPath,
  columns: readonly string[] | null,
): Metric | null {
  const expression = parseBlock(context, metricSchema, raw, path);
  if (expression === null) return null;
  const reason = nameError(name, columns) ?? expressionError(expression, columns);
  if (reason !== null) context.problems.push({ path, reason });
  return { name, expression };
}

function nameError(name: string, columns: readonly string[] | null): string | null {
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) return "a metric's name is letters, digits and '_'";
  return columns?.includes(name) === true
    ? `'${name}' is already a column of the paths table`
    : null;
}

function expressionError(expression: string, columns: readonly string[] | null): string | null {
  try {
    parseArithmetic(expression, columns === null ? anyName : new Set(columns));
    return null;
  } catch (error) {
    if (error instanceof UnknownNameError)
      return unknownWord("column", error.unknown, columns ?? []);
    return `${show(expression)} ${(error as Error).message}`;
  }
}
