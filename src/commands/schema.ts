/** `faultline schema`: the JSON Schema of model files, for editors. */

import { modelJsonSchema } from "../model/jsonSchema.ts";

/** The JSON Schema as text, ready to be written to a file. */
export function schemaText(): string {
  return `${JSON.stringify(modelJsonSchema(), null, 2)}\n`;
}
