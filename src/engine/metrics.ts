/**
 * The model's own columns of the paths table: expressions over the simulated ones, in the manner of mathjs.
 *
 * The model room has already checked every expression against its list of allowed functions and names; here they are
 * compiled once per thread and evaluated once per path. A comparison is 1 or 0. What is not a finite number (a ratio
 * to nothing, a root of a negative, an expression over an empty cell) is an empty cell.
 */

import type { MathNode, SymbolNode } from "mathjs";
import type { Metric } from "../model/resolved.ts";
import type { TableBuffer } from "./tables.ts";

/** Fills one metric's column of the paths table, for all its rows. */
export type FillMetric = (paths: TableBuffer) => void;

function namesIn(expression: MathNode): string[] {
  const symbols = expression.filter((node) => node.type === "SymbolNode") as SymbolNode[];
  return [...new Set(symbols.map(({ name }) => name))];
}

function finite(value: unknown): number {
  const number = typeof value === "boolean" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : NaN;
}

/** Compiles metrics in file order; mathjs is loaded only where there are any. */
export async function compileMetrics(metrics: readonly Metric[]): Promise<readonly FillMetric[]> {
  if (metrics.length === 0) return [];
  const { parse } = await import("mathjs/number");
  return metrics.map(({ name, expression }) => {
    const tree = parse(expression);
    const formula = tree.compile();
    const used = namesIn(tree);
    return ({ rows, columns }) => {
      const variables = used.filter((variable) => variable in columns);
      const scope: Record<string, number> = {};
      for (let row = 0; row < rows; row++) {
        for (const variable of variables) scope[variable] = columns[variable][row];
        columns[name][row] = finite(formula.evaluate(scope));
      }
    };
  });
}
