/** Margin calls of one path: who has been called, what is under way, what was blocked. */
import type { Book } from "../../book/book.ts";
import { type KeyHeap, createKeyHeap } from "../../book/keyHeap.ts";
import type { Layout } from "../../book/layout.ts";
import type { Route } from "../../bridges/routes.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import type { TopUp } from "../../model/resolved/book.ts";
import { type Sampler, compileDistribution } from "../../random/distribution.ts";
import type { Stream, StreamRegistry } from "../../random/streams.ts";

/** Stages of a top-up. */
export const STAGE = { none: 0, scheduled: 1, underWay: 2, heldBack: 3 } as const;

/** A policy as a path uses it. */
export interface CallPolicy {
  readonly topUp: TopUp;
  readonly component: string;
  readonly reaction: Sampler;
  /** Streams of the first, second, ... episode; made when first needed. */
  readonly streams: Stream[];
  readonly venue: number;
  /** What is sent: the settlement asset of a trading venue, a borrower's first collateral. */
  readonly asset: number;
  /** What leaves the wallet for it: the underlying where a claim is minted on the way. */
  readonly sends: number;
  /** Slot it lands in; -1: cash. */
  readonly slot: number;
  /** Ways from the wallet to the venue; empty on the venue's own chain. */
  readonly routes: readonly Route[];
}

/** Finds the ways of an asset between two chains. */
export type FindRoutes = (from: number, to: number, asset: number) => readonly Route[];

export interface TopUps {
  readonly registry: StreamRegistry;
  readonly policies: readonly CallPolicy[];
  /** Margin calls so far, by account, as all below. */
  readonly episode: Int32Array;
  readonly inEpisode: Uint8Array;
  readonly stage: Uint8Array;
  /** Units that have left the wallet, and that came back to it because they landed after the close. */
  readonly sent: Float64Array;
  readonly returned: Float64Array;
  /** Units asked for in this episode that have not landed. */
  readonly unlanded: Float64Array;
  /** Requests by the time they will be made. */
  readonly scheduled: KeyHeap;
  /** Landed on a chain in its grace period: transfer ids, in landing order. */
  heldBack: Int32Array;
  heldBackCount: number;
  /** Waiting on the settlement layer for their chain: transfer ids, as asked; when each account's is forced in, s. */
  inbox: Int32Array;
  inboxCount: number;
  readonly forcedAt: Float64Array;
  asked: number;
  landed: number;
  blockedUsd: number;
}

export function createTopUps(
  model: ResolvedModel,
  layout: Layout,
  book: Book,
  registry: StreamRegistry,
  findRoutes: FindRoutes,
): TopUps {
  const first = new Int32Array(book.policies.length).fill(-1);
  for (let account = book.accounts - 1; account >= 0; account--) {
    if (book.policy[account] >= 0) first[book.policy[account]] = account;
  }
  const policies = book.policies.flatMap(({ component, topUp }, index): CallPolicy[] => {
    const account = first[index];
    if (account < 0) return [];
    const venue = book.venue[account];
    const hasBalance = book.collateralStart[account] < book.collateralStart[account + 1];
    const slot =
      layout.lends[venue] === 1 && hasBalance
        ? book.collateralSlot[book.collateralStart[account]]
        : -1;
    const asset = slot < 0 ? layout.cashAsset[venue] : layout.slotAsset[slot];
    const to = model.venues[venue].chain;
    const routes = topUp.from === to ? [] : findRoutes(topUp.from, to, asset);
    return [
      {
        topUp,
        component,
        reaction: compileDistribution(topUp.reaction),
        streams: [],
        venue,
        asset,
        sends: routes.some(({ kind }) => kind === "lock") ? underlyingOf(model, asset) : asset,
        slot,
        routes,
      },
    ];
  });
  return {
    registry,
    policies,
    episode: new Int32Array(book.accounts),
    inEpisode: new Uint8Array(book.accounts),
    stage: new Uint8Array(book.accounts),
    sent: new Float64Array(book.accounts),
    returned: new Float64Array(book.accounts),
    unlanded: new Float64Array(book.accounts),
    scheduled: createKeyHeap(),
    heldBack: new Int32Array(16),
    heldBackCount: 0,
    inbox: new Int32Array(16),
    inboxCount: 0,
    forcedAt: new Float64Array(book.accounts),
    asked: 0,
    landed: 0,
    blockedUsd: 0,
  };
}

function underlyingOf(model: ResolvedModel, asset: number): number {
  const described = model.market.assets[asset];
  return described.kind === "wrapped" ? described.underlying : asset;
}

export function resetTopUps(topUps: TopUps): void {
  topUps.scheduled.length = 0;
  topUps.heldBackCount = topUps.inboxCount = 0;
  topUps.asked = topUps.landed = topUps.blockedUsd = 0;
}

/** Nothing is known of an account yet. */
export function forgetCalls(topUps: TopUps, account: number): void {
  topUps.episode[account] = topUps.inEpisode[account] = topUps.stage[account] = 0;
  topUps.sent[account] = topUps.returned[account] = topUps.unlanded[account] = 0;
}
