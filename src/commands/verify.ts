/**
 * `faultline verify`: runs closed forms, golden values and the engine's own code against each other on this machine.
 *
 * Everything is at fixed seeds: what passes here once passes always, and what fails is a broken installation, a machine
 * whose arithmetic differs, or a defect.
 */

import { readFileSync } from "node:fs";
import type { Finding, Suite } from "../verification/finding.ts";

/** Options as they were typed. */
export interface VerifyOptions {
  readonly limits?: boolean | undefined;
  readonly events?: boolean | undefined;
}

/** A finding with what it is about. */
export interface Check extends Finding {
  readonly subject: string;
}

export interface Verification {
  readonly checks: readonly Check[];
  readonly failed: number;
  readonly seconds: number;
}

/** The suites that options ask for. */
export type SuiteSource = (options: VerifyOptions) => Promise<readonly Suite[]>;

const DATA = new URL("../../models/data/", import.meta.url);

const record = (name: string): string => readFileSync(new URL(`${name}.csv`, DATA), "utf8");

/** The suites that are shipped; loaded only when asked for. */
export async function shippedSuites({ limits, events }: VerifyOptions): Promise<readonly Suite[]> {
  const { eventSuites, goldenSuites, limitSuites } = await import("../verification/suites.ts");
  const records = (): readonly Suite[] =>
    eventSuites({ outages: record("l2_outages"), exposure: record("chain_exposure") });
  return [
    ...goldenSuites,
    ...(limits === true ? limitSuites : []),
    ...(events === true ? records() : []),
  ];
}

/**
 * Runs suites in order.
 * @param onSuite called after each, with its checks
 */
export async function verify(
  options: VerifyOptions,
  source: SuiteSource = shippedSuites,
  onSuite: (subject: string, checks: readonly Check[]) => void = () => {},
): Promise<Verification> {
  const start = performance.now();
  const checks: Check[] = [];
  for (const { subject, run } of await source(options)) {
    const found = run().map((finding) => ({ subject, ...finding }));
    checks.push(...found);
    onSuite(subject, found);
  }
  const failed = checks.filter(({ passed }) => !passed).length;
  return { checks, failed, seconds: (performance.now() - start) / 1000 };
}
