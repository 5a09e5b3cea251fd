/** A model with the paths and the seed of the command line in place of its own. */

import type { ResolvedModel } from "../model/resolved.ts";

/** Null: the model's own. */
export interface AskedSampling {
  readonly paths: number | null;
  readonly seed: string | null;
}

/** The model as it is to be sampled. */
export function sampled(model: ResolvedModel, { paths, seed }: AskedSampling): ResolvedModel {
  const { sampling } = model;
  return {
    ...model,
    sampling: { ...sampling, paths: paths ?? sampling.paths, seed: seed ?? sampling.seed },
  };
}
