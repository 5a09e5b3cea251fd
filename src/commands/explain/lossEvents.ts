/** Who paid: the funds of each venue as they ran down, and what was left at the horizon. */

import type { ReplayedRow } from "../../engine/replay.ts";
import type { TableBuffer } from "../../engine/tables.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import { figure } from "../figures.ts";
import { numberIn, textIn } from "./event.ts";
import type { StoryEvent } from "./event.ts";

/** A fund is empty at a cent. */
const EMPTY = 0.01;

/** When a venue's insurance ran dry, and when its bad debt first came. @param venues of a trace */
function fundEvents(model: ResolvedModel, { columns, rows }: TableBuffer): StoryEvent[] {
  const count = model.venues.length;
  return model.venues.flatMap(({ name }, venue) => {
    const events: StoryEvent[] = [];
    const started = columns["insurance_usd"][venue] > EMPTY;
    let indebted = false;
    let dry = !started;
    for (let row = venue; row < rows; row += count) {
      const time_s = columns["time_s"][row];
      if (!indebted && columns["bad_debt_usd"][row] > 0) {
        indebted = true;
        events.push({ time_s, kind: "loss", text: `the first bad debt at ${name}` });
      }
      if (!dry && columns["insurance_usd"][row] <= EMPTY) {
        dry = true;
        events.push({ time_s, kind: "loss", text: `the insurance fund of ${name} is empty` });
      }
    }
    return events;
  });
}

const PAYERS = [
  ["insurance", "insurance_used_usd"],
  ["vaults", "vault_loss_usd"],
  ["deleveraged winners", "adl_usd"],
  ["all accounts", "socialised_usd"],
] as const;

/** Events of funds, and the account of the whole path at its end. @param venues of a trace */
export function lossEvents(
  model: ResolvedModel,
  path: ReplayedRow,
  venueRows: readonly ReplayedRow[],
  venues: TableBuffer,
): StoryEvent[] {
  const badDebt = numberIn(path, "bad_debt_usd");
  const paid = PAYERS.flatMap(([who, column]) => {
    const usd = numberIn(path, column);
    return usd > 0 ? [`${who} ${figure(usd)}`] : [];
  });
  const where = venueRows
    .filter((row) => numberIn(row, "bad_debt_usd") > 0)
    .map((row) => `${textIn(row, "venue")} ${figure(numberIn(row, "bad_debt_usd"))}`);
  const liquidated = `liquidated ${figure(numberIn(path, "liquidated_usd"))} USD of ${numberIn(path, "liquidated_accounts")} accounts`;
  const owed =
    badDebt > 0
      ? `; bad debt ${figure(badDebt)} USD (${where.join(", ")})${paid.length > 0 ? `, paid by ${paid.join(", ")}` : ""}`
      : "; no bad debt";
  const defaults = numberIn(path, "clearing_defaults");
  const claims = defaults > 0 ? `; ${defaults} institutions default on their claims` : "";
  const end: StoryEvent = {
    time_s: model.horizon,
    kind: "loss",
    text: `the horizon: ${liquidated}${owed}${claims}`,
  };
  return [...fundEvents(model, venues), end];
}
