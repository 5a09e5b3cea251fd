/**
 * What a model's numbers rest on, counted: each number belongs to the innermost block around it that has a `basis`.
 *
 * A number is a YAML number, or a text that begins as one (`45 minutes`, `3 / year`) or is an expression (`=halt_rate`).
 * Left out: a parent's number that the child overrides is counted with the parent's as well.
 */
import { parse } from "yaml";

/** Kinds of basis, and numbers under none. */
export const BASIS_KINDS = ["measured", "published", "judgement", "none"] as const;
export type BasisKind = (typeof BASIS_KINDS)[number];

/** A block that says what it rests on. */
export interface BasisEntry {
  /** Dotted key. */
  readonly key: string;
  readonly kind: string;
  readonly source: string;
  readonly n: number | null;
  /** Numbers for which it speaks. */
  readonly numbers: number;
}

export interface BasisCount {
  readonly entries: readonly BasisEntry[];
  readonly blocks: Readonly<Record<BasisKind, number>>;
  readonly numbers: Readonly<Record<BasisKind, number>>;
}

interface Open extends Omit<BasisEntry, "numbers"> {
  numbers: number;
}

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isNumber = (value: unknown): boolean =>
  typeof value === "number" || (typeof value === "string" && /^\s*(=|[-+]?\.?\d)/.test(value));

/** Counts a number, or goes on inside; `under` speaks for what has no basis of its own. */
function walk(value: unknown, key: string, under: Open, found: Open[]): void {
  if (isNumber(value)) under.numbers++;
  if (Array.isArray(value)) value.forEach((item, at) => walk(item, `${key}.${at}`, under, found));
  if (!isMapping(value)) return;
  const { basis } = value;
  const own = isMapping(basis) ? entryOf(key, basis) : under;
  if (own !== under) found.push(own);
  for (const [name, child] of Object.entries(value))
    if (name !== "basis") walk(child, key === "" ? name : `${key}.${name}`, own, found);
}

function entryOf(key: string, { kind, source, n }: Readonly<Record<string, unknown>>): Open {
  return {
    key,
    kind: String(kind),
    source: typeof source === "string" ? source : "",
    n: typeof n === "number" ? n : null,
    numbers: 0,
  };
}

/** Top-level keys that say how to simulate, and not what. */
const NOT_MODEL: ReadonlySet<string> = new Set([
  "name",
  "description",
  "extends",
  "sampling",
  "metrics",
]);

/** Counts over the YAML texts that a model is made from. */
export function countBasis(texts: readonly string[]): BasisCount {
  const found: Open[] = [];
  const nothing: Open = { key: "", kind: "none", source: "", n: null, numbers: 0 };
  for (const text of texts) {
    const tree: unknown = parse(text, { merge: true });
    if (!isMapping(tree)) continue;
    const model = Object.fromEntries(Object.entries(tree).filter(([name]) => !NOT_MODEL.has(name)));
    walk(model, "", nothing, found);
  }
  const total = (count: (entry: Open) => number): BasisCount["numbers"] =>
    Object.fromEntries(
      BASIS_KINDS.map((kind) => [
        kind,
        [...found, nothing]
          .filter((entry) => entry.kind === kind)
          .reduce((sum, entry) => sum + count(entry), 0),
      ]),
    ) as Record<BasisKind, number>;
  const blocks = total((entry) => (entry === nothing ? 0 : 1));
  return { entries: found, blocks, numbers: total(({ numbers }) => numbers) };
}
