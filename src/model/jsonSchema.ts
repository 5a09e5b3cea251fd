/** The JSON Schema of a model file, for editors: completion, and most mistakes underlined while typing. */

import { z } from "zod";
import { modelSchema } from "./schema/model.ts";

/** JSON Schema (draft 2020-12) of what may be written, before units and expressions are read. */
export function modelJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(modelSchema, { io: "input", reused: "ref" });
  return { title: "Faultline model", ...schema };
}
