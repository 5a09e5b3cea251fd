/** The ways by their kinds. */
import type { RouteKind } from "../../../bridges/routes.ts";
import { canonical } from "./canonical.ts";
import { escape } from "./escape.ts";
import { liquidity } from "./liquidity.ts";
import { lock, redeem } from "./lockMint.ts";
import { shared } from "./sharedBridge.ts";
import type { Way } from "./way.ts";

export const WAYS: Readonly<Record<RouteKind, Way>> = {
  canonical,
  liquidity,
  lock,
  redeem,
  shared,
  escape,
};
