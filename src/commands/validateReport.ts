/** What `faultline validate` prints: how often each part breaks, what is uncertain, how busy the provers are, the resolved model. */

import { aligned, figure } from "./figures.ts";
import type { ModeRate, Validation } from "./validate.ts";

function rateRow(rate: ModeRate): string[] {
  const { component, mode, stress, mean_stress_factor, load } = rate;
  const { rate_per_year, mean_duration_hours, realised_per_year } = rate;
  const times = [rate_per_year, mean_duration_hours, realised_per_year];
  return [component, mode, ...[...times, stress, mean_stress_factor, load].map(figure)];
}

/** The report as text for a terminal. */
export function validateReport({
  digest,
  rates,
  uncertain,
  prover_loads,
  model,
}: Validation): string {
  const header = [
    "component",
    "mode",
    "rate / year",
    "mean hours",
    "realised / year",
    "stress",
    "mean factor",
    "load",
  ];
  const laws = uncertain.map(({ parameter, stated, mean, low, high }) => [
    parameter,
    stated,
    mean,
    `${low} to ${high}`,
  ]);
  const lawHeader = ["uncertain parameter", "stated", "mean", "95 % of worlds"];
  const loads = Object.entries(prover_loads).map(([name, load]) => [name, figure(load)]);
  return [
    JSON.stringify(model, null, 2),
    "",
    ...(rates.length > 0 ? [aligned([header, ...rates.map(rateRow)]), ""] : []),
    ...(laws.length > 0 ? [aligned([lawHeader, ...laws]), ""] : []),
    ...(loads.length > 0 ? [aligned([["prover", "load"], ...loads]), ""] : []),
    `The model is valid; its digest is ${digest}.`,
    "",
  ].join("\n");
}
