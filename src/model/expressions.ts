/**
 * Expressions: any number of the model may be `=2 * base_rate` over `params`.
 *
 * A parameter is a number, a quantity with a unit, or an expression over the parameters before it. Expressions are
 * replaced by their values before the schema sees the model, as a number or as text with a canonical unit, so that
 * nothing after this file knows that there are expressions.
 */

import { functionNames, type Quantity } from "./algebra.ts";
import type { Path, Problem } from "./problems.ts";
import { show } from "./problems.ts";
import { isMapping, type Mapping } from "./tree.ts";
import { canonical, readText, unitScope } from "./units.ts";

/** Keys whose text is text, whatever it begins with. */
const textKeys: ReadonlySet<string> = new Set(["name", "description", "source", "extends"]);

type Report = (problem: Problem) => void;

/**
 * The tree with every expression replaced by its value.
 * @param report takes each expression and parameter that cannot be evaluated.
 */
export function evaluateExpressions(tree: Mapping, report: Report): Mapping {
  const scope = readParams(tree["params"], report);
  const evaluated = Object.entries(tree).map(([key, value]) => [
    key,
    key === "params" || key === "metrics" ? value : substitute(value, [key], scope, report),
  ]);
  return Object.fromEntries(evaluated) as Mapping;
}

function readParams(params: unknown, report: Report): Map<string, Quantity> {
  const scope = new Map(unitScope);
  if (params === undefined) return scope;
  if (!isMapping(params)) {
    report({
      path: ["params"],
      reason: `must be a mapping of names to numbers, got ${show(params)}`,
    });
    return scope;
  }
  for (const [name, raw] of Object.entries(params)) {
    attempt(["params", name], report, () => {
      checkName(name);
      scope.set(name, readParam(raw, scope));
    });
  }
  return scope;
}

function checkName(name: string): void {
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name))
    throw new Error("a parameter's name is letters, digits and '_'");
  if (unitScope.has(name)) throw new Error(`'${name}' is the name of a unit`);
  if (functionNames.has(name)) throw new Error(`'${name}' is the name of a function`);
}

function readParam(raw: unknown, scope: ReadonlyMap<string, Quantity>): Quantity {
  if (typeof raw === "string")
    return checked(readText(raw.startsWith("=") ? raw.slice(1) : raw, scope));
  if (typeof raw === "number" && Number.isFinite(raw)) return raw;
  throw new Error(`must be a number, a quantity with a unit or an expression, got ${show(raw)}`);
}

/** Refuses quantities of a dimension that no key could take, where they are written. */
function checked(quantity: Quantity): Quantity {
  canonical(quantity);
  return quantity;
}

function substitute(
  value: unknown,
  path: Path,
  scope: ReadonlyMap<string, Quantity>,
  report: Report,
): unknown {
  if (Array.isArray(value))
    return value.map((item, index) => substitute(item, [...path, index], scope, report));
  if (isMapping(value)) {
    const entries = Object.entries(value);
    return Object.fromEntries(
      entries.map(([key, child]) => [key, substitute(child, [...path, key], scope, report)]),
    );
  }
  if (typeof value !== "string" || !value.startsWith("=") || textKeys.has(String(path.at(-1))))
    return value;
  return attempt(path, report, () => canonical(readText(value.slice(1), scope))) ?? 0;
}

/** Reports what an action throws; a refused expression counts as 0, which no dimension refuses a second time. */
function attempt<T>(path: Path, report: Report, action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    report({ path, reason: (error as Error).message });
    return undefined;
  }
}
