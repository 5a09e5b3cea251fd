/** The settlement layer is asked, at its present pace, to force something in or out. */
import { askEscape } from "../../rollup/escapeHatch.ts";
import type { Machinery } from "./machinery.ts";

/** Asks the escape hatch of a chain to take `usd` at `now`. @returns s when it is through */
export function askHatch(
  { hatches, congestion }: Machinery,
  chain: number,
  usd: number,
  now: number,
): number {
  return askEscape(hatches, chain, usd, congestion, now);
}
