/**
 * Expressions: any number of the model may be `=2 * base_rate` over `params`.
 *
 * A parameter is a number, a quantity with a unit, or an expression over the parameters before it. Expressions are
 * replaced by their values before the schema sees the model, as a number or as text with a canonical unit, so that
 * nothing after this file knows that there are expressions. The parameters themselves stand there as values, too.
 */

import { functionNames, type Quantity, UnknownNameError } from "./algebra.ts";
import type { KeyPath, Problem } from "./problems.ts";
import { keyText, show } from "./problems.ts";
import { isMapping, type Mapping } from "./tree.ts";
import { canonical, readText, unitScope } from "./units.ts";

/** Keys whose text is text, whatever it begins with. */
const textKeys: ReadonlySet<string> = new Set(["name", "description", "source", "extends"]);

/** What came of the expressions of a model. */
export interface Evaluated {
  /** The model without expressions; one that could not be evaluated stands as 0. */
  readonly tree: Mapping;
  readonly problems: readonly Problem[];
  /** Places of those 0s: what is wrong with them is not the user's mistake. */
  readonly failed: readonly KeyPath[];
}

interface Evaluation {
  readonly scope: Map<string, Quantity>;
  /** Parameters that could not be evaluated; expressions over them fail without a word. */
  readonly failedParams: Set<string>;
  readonly problems: Problem[];
  readonly failed: KeyPath[];
}

/** The model with every expression replaced by its value. */
export function evaluateExpressions(tree: Mapping): Evaluated {
  const scope = new Map(unitScope);
  const evaluation: Evaluation = { scope, failedParams: new Set(), problems: [], failed: [] };
  const params = readParams(evaluation, tree["params"]);
  const evaluated = Object.entries(tree).map(([key, value]) => {
    if (key === "params") return [key, params];
    return [key, key === "metrics" ? value : substitute(evaluation, value, [key])];
  });
  const { problems, failed } = evaluation;
  return { tree: Object.fromEntries(evaluated) as Mapping, problems, failed };
}

/** The parameters by name, in canonical units; null for one that could not be evaluated. */
function readParams(evaluation: Evaluation, params: unknown): Mapping {
  if (params === undefined) return {};
  if (!isMapping(params)) {
    const reason = `must be a mapping of names to numbers, got ${show(params)}`;
    evaluation.problems.push({ path: ["params"], reason });
    return {};
  }
  const values: Mapping = {};
  for (const [name, raw] of Object.entries(params)) {
    const value = attempt(evaluation, ["params", name], () => {
      checkName(name);
      return readParam(raw, evaluation.scope);
    });
    if (value === undefined) evaluation.failedParams.add(name);
    else evaluation.scope.set(name, value);
    values[name] = value === undefined ? null : canonical(value);
  }
  return values;
}

function checkName(name: string): void {
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) {
    throw new Error("a parameter's name is letters, digits and '_'");
  }
  if (unitScope.has(name)) throw new Error(`'${name}' is the name of a unit`);
  if (functionNames.has(name)) throw new Error(`'${name}' is the name of a function`);
}

function readParam(raw: unknown, scope: ReadonlyMap<string, Quantity>): Quantity {
  if (typeof raw === "string") {
    return checked(readText(raw.startsWith("=") ? raw.slice(1) : raw, scope));
  }
  if (typeof raw === "number" && Number.isFinite(raw)) return raw;
  throw new Error(`must be a number, a quantity with a unit or an expression, got ${show(raw)}`);
}

/** Refuses quantities of a dimension that no key could take, where they are written. */
function checked(quantity: Quantity): Quantity {
  canonical(quantity);
  return quantity;
}

function substitute(evaluation: Evaluation, value: unknown, path: KeyPath): unknown {
  if (Array.isArray(value)) {
    return value.map((item, index) => substitute(evaluation, item, [...path, index]));
  }
  if (isMapping(value)) {
    const entries = Object.entries(value);
    return Object.fromEntries(
      entries.map(([key, child]) => [key, substitute(evaluation, child, [...path, key])]),
    );
  }
  if (!isExpression(value, path)) return value;
  const read = (): number | string => canonical(readText(value.slice(1), evaluation.scope));
  return attempt(evaluation, path, read) ?? 0;
}

function isExpression(value: unknown, path: KeyPath): value is string {
  return typeof value === "string" && value.startsWith("=") && !textKeys.has(String(path.at(-1)));
}

/** Every expression below a value, by its place, and the parameters as they are written: how a model hangs on them. */
export function expressionsOf(
  value: unknown,
  path: KeyPath = [],
): [place: string, text: unknown][] {
  if (path.length === 1 && path[0] === "params") return [["params", value]];
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, child]) => expressionsOf(child, [...path, key]));
  }
  return isExpression(value, path) ? [[keyText(path), value]] : [];
}

function attempt<T>(evaluation: Evaluation, path: KeyPath, action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    const { cause, message } = error as Error;
    const isConsequence =
      cause instanceof UnknownNameError && evaluation.failedParams.has(cause.unknown);
    if (!isConsequence) evaluation.problems.push({ path, reason: message });
    evaluation.failed.push(path);
    return undefined;
  }
}
