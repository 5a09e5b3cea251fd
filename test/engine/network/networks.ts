/** A network on its way: built from a small model, advanced, and told as plain rows. */
import { routesBetween } from "../../../src/bridges/routes.ts";
import { TOP_UP } from "../../../src/bridges/transferWords.ts";
import { advanceMachinery } from "../../../src/engine/network/advanceMachinery.ts";
import { askTransfer } from "../../../src/engine/network/askTransfer.ts";
import { createMachinery, resetMachinery } from "../../../src/engine/network/machinery.ts";
import type { Machinery } from "../../../src/engine/network/machinery.ts";
import type { ResolvedModel } from "../../../src/model/resolved.ts";
import { createRegistry } from "../../../src/random/streams.ts";

export const [ARB, ZK] = [0, 1];
export const [ETH, USDC, ETHW] = [0, 1, 2];
export const [ARB_CANONICAL, ZK_CANONICAL, HOP, GATE] = [0, 1, 2, 3];

export function networkOf(model: ResolvedModel, path = 0): Machinery {
  const network = createMachinery(model, createRegistry("7"));
  resetMachinery(network, path);
  return network;
}

/** Advances to `now` and asks for a top-up of `amount` USD at the start price. */
export function ask(
  network: Machinery,
  model: ResolvedModel,
  from: number,
  to: number,
  asset: number,
  amount: number,
  now: number,
): number {
  if (now > network.now) advanceMachinery(network, now, 1);
  const units = asset === USDC ? amount : amount / 2000;
  return askTransfer(network, routesBetween(model, from, to, asset), {
    purpose: TOP_UP,
    owner: 0,
    asset,
    from,
    to,
    usd: amount,
    units,
    at: now,
  });
}

/** [purpose, route, asked, landed, amount, outcome, cause] of every transfer. */
export function transferRows({ transfers }: Machinery): number[][] {
  return Array.from({ length: transfers.count }, (_, id) => [
    transfers.purpose[id],
    transfers.route[id],
    transfers.askedAt[id],
    transfers.landedAt[id],
    transfers.amount[id],
    transfers.outcome[id],
    transfers.cause[id],
  ]);
}

export function faultRows({ faults: { log } }: Machinery): number[][] {
  return Array.from({ length: log.count }, (_, row) => [
    log.component[row],
    log.mode[row],
    log.cause[row],
    log.start[row],
    log.end[row],
  ]);
}

export function batchRows({ rollup: { batches } }: Machinery): number[][] {
  return Array.from({ length: batches.count }, (_, row) => [
    batches.chain[row],
    batches.number[row],
    batches.closedAt[row],
    batches.provenAt[row],
  ]);
}
