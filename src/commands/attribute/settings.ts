/** What `faultline attribute` was asked to do, from the words of the command line; all problems in one go. */

import { type MetricFigure, figureOf } from "../figureText.ts";
import { Refusal } from "../refusal.ts";
import { type RunSettings, settingsOf } from "../settings.ts";

/** Options as they were typed. */
export interface AttributeOptions {
  readonly metric: string;
  readonly at: string;
  readonly groups?: string | undefined;
  readonly paths?: string | undefined;
  readonly seed?: string | undefined;
  readonly threads?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly tilt?: readonly string[] | undefined;
  readonly out?: string | undefined;
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
}

export interface AttributeSettings extends Pick<
  RunSettings,
  "paths" | "seed" | "threads" | "executor" | "out" | "set" | "quiet" | "json"
> {
  readonly asked: MetricFigure;
  readonly tilt: readonly string[] | undefined;
}

const FORM = "must be like es:0.99, var:0.95, quantile:0.5, mean, sd or probability:1e6";

/** A figure of a metric as `--at` names it: `es:0.99`; null if it is none. */
export function figureAt(metric: string, at: string): MetricFigure | null {
  const [name, number, ...more] = at.trim().split(":");
  if (more.length > 0) return null;
  const sign = name === "probability" ? " >" : ",";
  return figureOf(`${name}(${metric}${number === undefined ? "" : `${sign} ${number.trim()}`})`);
}

/**
 * Reads the options.
 *
 * @throws Refusal with every problem
 */
export function attributeSettings(options: AttributeOptions): AttributeSettings {
  const problems: string[] = [];
  const { metric, at, groups: _groups, ...rest } = options;
  const asked = figureAt(metric, at);
  if (!/^[A-Za-z]\w*$/.test(metric)) problems.push(`--metric: '${metric}' is no metric`);
  else if (asked === null) problems.push(`--at: ${FORM}, got '${at}'`);
  const settings = settingsWith(rest, problems);
  if (options.tilt?.some((word) => word.trim() === "auto") === true)
    problems.push("--tilt: auto is not available here; take the tilts that 'run' prints");
  if (problems.length > 0 || settings === null || asked === null) throw new Refusal(problems);
  return { ...settings, asked, tilt: options.tilt };
}

/** The settings that a run has, too; null with its problems added if there are any. */
function settingsWith(
  options: Parameters<typeof settingsOf>[0],
  problems: string[],
): RunSettings | null {
  try {
    return settingsOf(options);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    problems.push(...error.problems);
    return null;
  }
}
