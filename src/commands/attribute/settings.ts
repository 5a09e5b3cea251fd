/** What `faultline attribute` was asked to do, from the words of the command line; all problems in one go. */

import { commonSettingsOf } from "../commonSettings.ts";
import type { CommonOptions, CommonSettings } from "../commonSettings.ts";
import { type MetricFigure, figureOf } from "../figureText.ts";
import { Refusal } from "../refusal.ts";
import { tiltRuleOf } from "../tiltRule.ts";

/** Options as they were typed. */
export interface AttributeOptions extends Omit<CommonOptions, "executor"> {
  readonly metric: string;
  readonly at: string;
  readonly groups?: string | undefined;
  readonly tilt?: readonly string[] | undefined;
}

export interface AttributeSettings extends CommonSettings {
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
  const { metric, at } = options;
  const asked = figureAt(metric, at);
  if (!/^[A-Za-z]\w*$/.test(metric)) problems.push(`--metric: '${metric}' is no metric`);
  else if (asked === null) problems.push(`--at: ${FORM}, got '${at}'`);
  const settings = commonSettingsOf(options, problems);
  const rule = tiltRuleOf(options.tilt, undefined, problems);
  if (rule?.kind === "auto")
    problems.push("--tilt: auto is not available here; take the tilts that 'run' prints");
  if (problems.length > 0 || asked === null) throw new Refusal(problems);
  return { ...settings, asked, tilt: rule?.kind === "given" ? rule.tilts : undefined };
}
