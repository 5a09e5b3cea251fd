/** A plan to run the stand-in simulation, ready for `runModel`. */

import type { RunnableModel, RunPlan } from "../../src/commands/runPlan.ts";
import { smallModel } from "../engine/smallModel.ts";
import { buildBook } from "../engine/standIn.ts";

export const standIn: string = new URL("../engine/standIn.ts", import.meta.url).href;

/** @param name see the stand-in; the digest is made from it, so that another name is another model */
export function standInRun(
  name: string,
  paths: number,
  changes: Partial<RunPlan> & { readonly seed?: string },
): { readonly model: RunnableModel; readonly plan: RunPlan } {
  const { seed, ...plan } = changes;
  const model = smallModel(name, paths, seed);
  const digest = Buffer.from(name).toString("hex").padEnd(8, "0");
  return {
    model: {
      model,
      book: buildBook(model),
      digest,
      sources: {
        file: "small.yaml",
        set: [],
        tilt: null,
        texts: { "small.yaml": "name: small\n" },
      },
      warnings: [],
      loadSeconds: 0,
    },
    plan: {
      out: "",
      resume: false,
      tables: ["paths", "venues", "cascades", "faults"],
      format: "csv",
      threads: 1,
      executor: "inline",
      block: null,
      until: null,
      tilt: null,
      quiet: true,
      command: "faultline run small.yaml",
      resumeCommand: "faultline run small.yaml --resume",
      simulation: standIn,
      ...plan,
    },
  };
}
