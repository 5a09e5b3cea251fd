/**
 * A block of numbers: a mapping that knows its keys, refuses others, and may say what its numbers rest on (`basis`).
 */

import { z } from "zod";
import { count } from "./quantity.ts";

/** What the numbers of a block rest on; the report says how much of a model is judgement. */
export interface Basis {
  readonly kind: "measured" | "published" | "judgement";
  readonly source?: string | undefined;
  /** Size of the sample. */
  readonly n?: number | undefined;
}

const basis: z.ZodType<Basis> = z.strictObject({
  kind: z.enum(["measured", "published", "judgement"]),
  source: z.string().optional(),
  n: count(0, 1e15).optional(),
});

type Block<Shape extends z.core.$ZodLooseShape> = z.ZodObject<
  Shape & { basis: z.ZodOptional<typeof basis> },
  z.core.$strict
>;

/**
 * A strict mapping with these keys and an optional `basis`.
 * @param notAMapping what to say of a value that is none, in place of that
 */
export function block<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
  notAMapping?: (input: unknown) => string,
): Block<Shape> {
  return z.strictObject(
    { ...shape, basis: basis.optional() },
    {
      error: ({ code, input }) =>
        code === "invalid_type" && input !== undefined ? notAMapping?.(input) : undefined,
    },
  );
}

/** Names (of assets, chains, ...) to values. */
export function byName<Value extends z.ZodType>(value: Value): z.ZodRecord<z.ZodString, Value> {
  return z.record(z.string(), value);
}

/** What a block says, without what it rests on. */
export function withoutBasis<File extends { basis?: unknown }>(file: File): Omit<File, "basis"> {
  const { basis: _basis, ...rest } = file;
  return rest;
}
