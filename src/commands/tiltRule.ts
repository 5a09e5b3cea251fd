/** `--tilt`: tilts given by hand, or `auto` for a figure (`--tilt-for`). */

import { type MetricFigure, figureOf } from "./figureText.ts";

/** `KEY=VALUE` tilts, or the figure that a pilot is to choose them for. */
export type TiltRule =
  | { readonly kind: "given"; readonly tilts: readonly string[] }
  | ({ readonly kind: "auto"; readonly text: string } & MetricFigure);

/** The tail that a run is asked for first. */
const USUAL_FIGURE = "es(bad_debt_usd, 0.99)";

const FORM =
  "must be like 'es(bad_debt_usd, 0.999)', 'mean(socialised_usd)' or 'probability(bad_debt_usd > 1e6)'";

/** Reads both options; null: the model's own tilts. */
export function tiltRuleOf(
  tilt: readonly string[] | undefined,
  aim: string | undefined,
  problems: string[],
): TiltRule | null {
  const isAuto = tilt?.some((word) => word.trim() === "auto") ?? false;
  if (aim !== undefined && !isAuto) problems.push("--tilt-for: belongs to --tilt auto");
  if (tilt === undefined) return null;
  if (!isAuto) return { kind: "given", tilts: tilt };
  if (tilt.length > 1) problems.push("--tilt: auto takes no KEY=VALUE beside it");
  const text = (aim ?? USUAL_FIGURE).trim().replaceAll(/\s+/g, " ");
  const figure = figureOf(text);
  if (figure !== null) return { kind: "auto", text, ...figure };
  problems.push(`--tilt-for: ${FORM}, got '${aim}'`);
  return null;
}
