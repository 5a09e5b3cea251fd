/** Claims: institutions and what they owe each other, cleared at the horizon. Checked, not simulated. */

import { z } from "zod";
import { type Context, parseBlock, refuse } from "../context.ts";
import { valueAt } from "../tree.ts";
import { unknownWord } from "../suggest.ts";
import { block, byName } from "./block.ts";
import { amount, positiveAmount, share } from "./quantity.ts";

const shape = block({
  recovery: block({ alpha: share.default(1), beta: share.default(1) }).optional(),
  institutions: byName(
    block({
      assets: amount,
      external_liabilities: amount.default(0),
      holds: byName(share).optional(),
    }),
  ).default({}),
  exposures: z
    .array(block({ debtor: z.string(), creditor: z.string(), amount: positiveAmount }))
    .default([]),
});

/** The schema of the claims. */
export const claimsSchema: z.ZodType = shape;

/** Roles of an entity that can owe or be owed: `venues.zk-perps.vault`. */
const roles = /\.(vault|insurance|makers|lenders|pool)$/;

/** Checks the claims. */
export function checkClaims(context: Context): void {
  if (context.tree["claims"] === undefined) return;
  const file = parseBlock(context, shape, context.tree["claims"], ["claims"]);
  if (file === null) return;
  const institutions = Object.keys(file.institutions);
  const exists = (name: string): boolean =>
    institutions.includes(name) ||
    valueAt(context.tree, name.replace(roles, "").split(".")) !== undefined;
  file.exposures.forEach(({ debtor, creditor }, index) => {
    for (const [key, name] of [
      ["debtor", debtor],
      ["creditor", creditor],
    ] as const) {
      if (exists(name)) continue;
      refuse(
        context,
        ["claims", "exposures", index, key],
        unknownWord("institution", name, institutions),
      );
    }
  });
  for (const [institution, { holds }] of Object.entries(file.institutions)) {
    for (const held of Object.keys(holds ?? {})) {
      if (exists(held)) continue;
      refuse(
        context,
        ["claims", "institutions", institution, "holds", held],
        `unknown holding '${held}'`,
      );
    }
  }
}
