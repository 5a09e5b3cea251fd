/**
 * Makers' refills: under 90 % of their inventory they send the shortfall from their hub, over the fastest live way.
 *
 * It arrives whole after the route's time (at once where the hub is the venue's own live chain); until then depth stays
 * thin. A refused refill is tried again every step and stands once in the tables. Left out: a hub that runs dry.
 */
import type { TransferRequest } from "../../bridges/transfers.ts";
import { REFILL } from "../../bridges/transferWords.ts";
import { HOLDER, post } from "../state/ledger.ts";
import { inventoryShare } from "../state/inventories.ts";
import type { Trading } from "../state/trading.ts";

/** Share of the inventory under which a refill is sent. */
const REFILL_UNDER = 0.9;

/** Sends refills where they are needed and none is under way. */
export function askRefills(trading: Trading): void {
  const { model, inventories, network, funds, layout } = trading;
  for (let venue = 0; venue < model.venues.length; venue++) {
    const { makers, chain } = model.venues[venue];
    if (makers === null || inventories.flow[venue] === 0 || inventories.refill[venue] >= 0)
      continue;
    if (inventoryShare(inventories, venue) >= REFILL_UNDER) continue;
    if (makers.hub === chain) {
      if (network.chainLive[chain] === 1) inventories.flow[venue] = 0;
      continue;
    }
    const usd = Math.abs(inventories.flow[venue]);
    const peg = funds.peg[venue];
    const asset = layout.cashAsset[venue];
    const routes = trading.refillRoutes[venue];
    const units = usd / peg;
    if (inventories.refused[venue] === 1 && !trading.canTransfer(routes, usd, units)) continue;
    const id = trading.ask(routes, refillRequest(trading, venue, usd, units));
    inventories.refused[venue] = id < 0 ? 1 : 0;
    if (id < 0) continue;
    inventories.refill[venue] = id;
    const fee = network.transfers.fee[id] / peg;
    post(trading.ledger, asset, HOLDER.makers, HOLDER.bridges, fee, peg);
    funds.makersGained[venue] -= fee;
    post(trading.ledger, asset, HOLDER.makers, HOLDER.transit, units - fee, peg);
  }
}

function refillRequest(
  trading: Trading,
  venue: number,
  usd: number,
  units: number,
): TransferRequest {
  const { request, model, layout, now } = trading;
  const { makers, chain } = model.venues[venue];
  request.purpose = REFILL;
  request.owner = venue;
  request.asset = layout.cashAsset[venue];
  request.from = makers!.hub;
  request.to = chain;
  request.usd = usd;
  request.units = units;
  request.at = now;
  return request;
}

/** Units of cash that a refill brings, its fee taken off. */
export function refillUnits({ network }: Trading, id: number): number {
  const { units, amount, fee } = network.transfers;
  return units[id] - fee[id] * (units[id] / amount[id]);
}

/** A refill has arrived: the flow it makes up for is forgotten. */
export function landRefill(trading: Trading, id: number): void {
  const { inventories, network, funds, layout } = trading;
  const venue = network.transfers.owner[id];
  const peg = funds.peg[venue];
  const units = refillUnits(trading, id);
  makeUp(trading, venue, units * peg);
  inventories.refill[venue] = -1;
  const asset = layout.cashAsset[venue];
  post(trading.ledger, asset, HOLDER.transit, HOLDER.makers, units, peg);
}

/** Forgets as much flow as has arrived, USD. */
export function makeUp({ inventories }: Trading, venue: number, usd: number): void {
  const flow = inventories.flow[venue];
  inventories.flow[venue] = Math.sign(flow) * Math.max(0, Math.abs(flow) - usd);
}
