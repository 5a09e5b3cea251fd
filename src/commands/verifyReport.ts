/** What `faultline verify` prints: case, expected, got, and how far apart they may be and are. */

import { aligned, duration } from "./figures.ts";
import type { Check, Verification } from "./verify.ts";

const HEADER = ["case", "expected", "got", "tolerance", "z", ""];

const digits = (value: number): string => String(Number(value.toPrecision(12)));

function toleranceOf({ measure, limit, expected }: Check): string {
  if (measure === "standard errors") return `${limit} s.e.`;
  if (measure === "above") return `> ${digits(expected)}`;
  if (measure === "probability") return `within ${digits(200 * limit)} %`;
  return limit === 0 ? "exact" : limit.toExponential(0);
}

function rowOf(check: Check): string[] {
  const { name, expected, got, measure, deviation, passed } = check;
  const z = measure === "standard errors" ? deviation.toFixed(2) : "";
  return [name, digits(expected), digits(got), toleranceOf(check), z, passed ? "" : "FAILED"];
}

/** One suite as text for a terminal. */
export function suiteReport(subject: string, checks: readonly Check[]): string {
  return `${subject}\n${aligned([HEADER, ...checks.map(rowOf)])}\n\n`;
}

/** The last line. */
export function verifyReport({ checks, failed, seconds }: Verification): string {
  const verdict = failed === 0 ? "all passed" : `${failed} FAILED`;
  return `${checks.length} checks in ${duration(seconds)}: ${verdict}\n`;
}

/** The result as one JSON value. */
export function verifyJson({ checks, failed, seconds }: Verification): unknown {
  return {
    passed: failed === 0,
    failed,
    seconds,
    checks: checks.map(({ subject, name, expected, got, measure, deviation, limit, passed }) => ({
      subject,
      case: name,
      expected,
      got,
      measure,
      deviation,
      tolerance: limit,
      z: measure === "standard errors" ? deviation : null,
      passed,
    })),
  };
}
