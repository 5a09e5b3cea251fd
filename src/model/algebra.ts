/**
 * The one gate to mathjs: text from a model file is parsed, its tree is held against an allow-list of node types,
 * operators, functions and names, and only then evaluated. Functions of mathjs that reach beyond arithmetic are
 * switched off besides, so that a hole in the list is not a hole in the house.
 *
 * Units are ordinary names here: `45 minutes` is 45 times the value of `minutes`. That is how a year is 365 days
 * (mathjs's own has 365.25) and how `month` can be refused.
 */

import { all, create, type MathJsInstance, type MathNode, type Unit } from "mathjs";

/** What an expression evaluates to: a plain number, or a number with a unit. */
export type Quantity = number | Unit;

const words = (text: string): string[] => text.split(" ");

/** Not `config`: mathjs makes its functions when they are first used, from what goes by that name then. */
const disabled = words(
  "import createUnit evaluate parse parser compile simplify derivative rationalize resolve random randomInt " +
    "pickRandom",
);

const nodeTypes = new Set(
  words(
    "ConstantNode SymbolNode OperatorNode FunctionNode ParenthesisNode ConditionalNode RelationalNode",
  ),
);

const operators = new Set(
  words(
    "add subtract multiply divide pow unaryMinus unaryPlus smaller smallerEq larger largerEq equal unequal and or not",
  ),
);

const functions = new Set(words("abs ceil exp floor log log10 max min round sign sqrt"));

/** Long enough for every honest expression, short enough that the parser's recursion stays shallow. */
const longestSource = 500;

type Parse = (source: string) => MathNode;

/** mathjs and its parser, taken before the dangerous functions (`parse` is one of them) are switched off. */
function createAlgebra(): { readonly math: MathJsInstance; readonly parse: Parse } {
  const math = create(all, { matrix: "Array", number: "number" });
  math.createUnit("USD");
  const parse: Parse = math.parse.bind(math);
  const refusals = disabled.filter((name) => name in math).map((name) => [name, refusal(name)]);
  math.import(Object.fromEntries(refusals) as Parameters<MathJsInstance["import"]>[0], {
    override: true,
  });
  return { math, parse };
}

function refusal(name: string): () => never {
  return () => {
    throw new Error(`${name} is disabled`);
  };
}

const { math, parse } = createAlgebra();

/** What this room uses of mathjs besides expressions. */
export const algebra: Pick<MathJsInstance, "unit" | "isUnit" | "eigs" | "gamma"> = math;

/** Names an expression may not use for anything else. */
export const functionNames: ReadonlySet<string> = functions;

/**
 * Parses an arithmetic expression and refuses everything that is not arithmetic over `names`.
 * @throws Error with a reason fit for an error message.
 */
export function parseArithmetic(source: string, names: { has(name: string): boolean }): MathNode {
  if (source.trim() === "") throw new Error("is empty");
  if (source.length > longestSource) throw new Error(`is longer than ${longestSource} characters`);
  const tree = parseText(source);
  tree.traverse((node, path, parent) => {
    const isFunctionName = parent?.type === "FunctionNode" && path === "fn";
    if (!isFunctionName) checkNode(node, names);
  });
  return tree;
}

/**
 * Evaluates an arithmetic expression over named quantities.
 * @returns a finite real number, or a unit whose value is one.
 * @throws Error with a reason fit for an error message.
 */
export function evaluateArithmetic(source: string, scope: ReadonlyMap<string, Quantity>): Quantity {
  const result: unknown = parseArithmetic(source, scope).evaluate(new Map(scope));
  if (typeof result === "number") {
    if (!Number.isFinite(result)) throw new Error(`is not finite (${result})`);
    return result;
  }
  if (algebra.isUnit(result)) return result;
  throw new Error("is not a real number");
}

function parseText(source: string): MathNode {
  try {
    return parse(source);
  } catch (error) {
    throw new Error(`cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

function checkNode(node: MathNode, names: { has(name: string): boolean }): void {
  if (!nodeTypes.has(node.type))
    throw new Error(`may only hold arithmetic, not '${node.toString()}'`);
  const { fn, op, name, value } = node as unknown as {
    fn?: unknown;
    op?: string;
    name?: string;
    value?: unknown;
  };
  if (node.type === "ConstantNode" && typeof value !== "number") {
    throw new Error(`may only hold numbers, not ${node.toString()}`);
  }
  if (node.type === "OperatorNode" && !operators.has(fn as string))
    throw new Error(`may not use '${op}'`);
  if (node.type === "FunctionNode") checkFunction(fn as { type: string; name?: string });
  if (node.type === "SymbolNode" && !names.has(name!)) throw new UnknownNameError(name!);
}

function checkFunction(called: { type: string; name?: string }): void {
  if (called.type !== "SymbolNode" || !functions.has(called.name!)) {
    throw new Error(`may not call '${called.name ?? called.type}'`);
  }
}

/** A name in an expression that stands for nothing; the caller knows what it could have been. */
export class UnknownNameError extends Error {
  readonly unknown: string;

  constructor(unknown: string) {
    super(`unknown name '${unknown}'`);
    this.unknown = unknown;
  }
}
