/**
 * Builds the book: cohorts by random draws, explicit accounts as given, desks behind them.
 *
 * The book has its own seed and its own streams, one per cohort, addressed by account: the same book in every path and
 * every variant, and one cohort more moves no other. An account that would be liquidatable at t = 0 under the *file's*
 * margins is drawn again, whole; overrides redraw nothing.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import type { Cohort, ExplicitAccount } from "../model/resolved/book.ts";
import { type Sampler, compileDistribution } from "../random/distribution.ts";
import {
  DRAWS_PER_ITEM,
  type Stream,
  type StreamRegistry,
  createRegistry,
  streamOf,
  uniform,
} from "../random/streams.ts";
import { type Builder, addCollateral, addPosition, beginAccount } from "./builder.ts";
import { createAccounts, resetAccounts } from "./accounts.ts";
import { type Book, type Policy, allocateBook } from "./book.ts";
import { ATTEMPTS, BookError } from "./bookError.ts";
import { crowdsOf } from "./crowds.ts";
import { drawDesk } from "./desks.ts";
import { tradersOf } from "./traders.ts";
import { createLayout, lineOf, slotOf } from "./layout.ts";
import { startPrice, startValuation } from "./startValuation.ts";
import { type MarginState, valueAccount } from "./margin.ts";

/** Draws of one account. */
const DRAW = { notional: 0, leverage: 1, market: 2, side: 3 } as const;

/** Says whether the account built last is liquidatable at t = 0. */
type Screen = (account: number) => boolean;

/**
 * @param model the model to build for
 * @param base the same model as its file has it, without overrides: its margins screen generated accounts
 * @throws BookError if a cohort yields no safe account in 1000 attempts at one
 */
export function buildBook(model: ResolvedModel, base: ResolvedModel): Book {
  const { cohorts, accounts } = model.book;
  const policies: Policy[] = [];
  const layout = createLayout(model);
  const sizes = bookSize(model);
  const firstDesk = sizes.accounts - deskAccounts(model);
  const crowds = crowdsOf(model, firstDesk);
  const book = allocateBook(sizes, { policies, crowds, desks: tradersOf(model, firstDesk) });
  const builder: Builder = { model, layout, book, account: 0, position: 0, balance: 0 };
  const screen = createScreen(builder, base);
  const registry = createRegistry(model.book.seed);
  for (const cohort of cohorts) drawCohort(builder, cohort, registry, screen, policies);
  accounts.forEach((account, item) => addExplicit(builder, account, item, policies));
  for (const desk of model.book.desks ?? []) drawDesk(builder, desk, registry, screen, policies);
  return book;
}

function deskAccounts({ book }: ResolvedModel): number {
  return (book.desks ?? []).reduce((sum, desk) => sum + desk.accounts * desk.legs.length, 0);
}

function bookSize(model: ResolvedModel): {
  accounts: number;
  positions: number;
  collaterals: number;
} {
  const size = { accounts: 0, positions: 0, collaterals: 0 };
  for (const cohort of model.book.cohorts) {
    size.accounts += cohort.accounts;
    size.positions += model.venues[cohort.venue].kind === "lending" ? 0 : cohort.accounts;
    size.collaterals += cohort.accounts * cohort.collateral.length;
  }
  for (const account of model.book.accounts) {
    const parts = account.marginMode === "isolated" ? account.positions.length : 1;
    size.accounts += parts;
    size.positions += account.positions.length;
    size.collaterals += parts * account.collateral.length;
  }
  for (const { accounts, legs } of model.book.desks ?? []) {
    size.accounts += accounts * legs.length;
    size.positions += accounts * legs.length;
    for (const { collateral } of legs) size.collaterals += accounts * collateral.length;
  }
  return size;
}

function drawCohort(
  builder: Builder,
  cohort: Cohort,
  registry: StreamRegistry,
  screen: Screen,
  policies: Policy[],
): void {
  const component = `book.${cohort.name}`;
  const notional = compileDistribution(cohort.notional);
  const ratio = compileDistribution(
    cohort.leverage ?? cohort.loanToValue ?? { kind: "constant", value: 1 },
  );
  const streams: Stream[] = [];
  const policy = cohort.topUp === null ? -1 : policies.push({ component, topUp: cohort.topUp }) - 1;
  for (let item = 0; item < cohort.accounts; item++) {
    for (let attempt = 0; ; attempt++) {
      if (attempt === ATTEMPTS)
        throw new BookError(
          cohort.name,
          `account ${item} is liquidatable at t = 0 in ${ATTEMPTS} draws`,
        );
      streams[attempt] ??= streamOf(registry, component, `attempt/${attempt}`);
      drawAccount(builder, cohort, streams[attempt], item, notional, ratio);
      if (!screen(builder.account)) break;
    }
    builder.book.policy[builder.account] = policy;
    builder.book.policyItem[builder.account] = item;
    builder.account++;
  }
}

/** Writes one draw of an account at the builder's cursor, without moving it past the account. */
function drawAccount(
  builder: Builder,
  cohort: Cohort,
  stream: Stream,
  item: number,
  notionalLaw: Sampler,
  ratioLaw: Sampler,
): void {
  const { book, layout, model } = builder;
  const draw = (k: number): number => uniform(stream, 0, item * DRAWS_PER_ITEM + k);
  const notional = notionalLaw.quantile(draw(DRAW.notional));
  const ratio = ratioLaw.quantile(draw(DRAW.leverage));
  const line = lineOf(layout, cohort.venue, pickMarket(cohort, draw(DRAW.market)));
  const price = startPrice(model, model.market.baseAssets[layout.lineLane[line]]);
  beginAccount(builder, cohort.venue);
  if (cohort.loanToValue === null) {
    const sign = draw(DRAW.side) < cohort.long ? 1 : -1;
    addPosition(builder, line, (sign * notional) / price, price);
  } else {
    book.saleLine[builder.account] = line;
    book.debt[builder.account] =
      (notional * ratio) / startPrice(model, layout.cashAsset[cohort.venue]);
  }
  const collateral = cohort.loanToValue === null ? notional / ratio : notional;
  for (const { collateral: index, share } of cohort.collateral) {
    const slot = slotOf(layout, cohort.venue, index);
    addCollateral(builder, slot, (collateral * share) / startPrice(model, layout.slotAsset[slot]));
  }
}

function pickMarket(cohort: Cohort, u: number): number {
  let cumulated = 0;
  for (const { market, weight } of cohort.markets) {
    cumulated += weight;
    if (u < cumulated) return market;
  }
  return cohort.markets[cohort.markets.length - 1].market;
}

function addExplicit(
  builder: Builder,
  account: ExplicitAccount,
  item: number,
  policies: Policy[],
): void {
  const { layout, book } = builder;
  const component = "book.accounts";
  const policy =
    account.topUp === null ? -1 : policies.push({ component, topUp: account.topUp }) - 1;
  const gross = account.positions.reduce((sum, { size, entry }) => sum + Math.abs(size) * entry, 0);
  const parts =
    account.marginMode === "isolated"
      ? account.positions.map((position) => ({
          positions: [position],
          share: (Math.abs(position.size) * position.entry) / gross,
        }))
      : [{ positions: account.positions, share: 1 }];
  for (const part of parts) {
    beginAccount(builder, account.venue);
    for (const { market, size, entry } of part.positions) {
      addPosition(builder, lineOf(layout, account.venue, market), size, entry);
    }
    for (const { collateral, units } of account.collateral) {
      addCollateral(builder, slotOf(layout, account.venue, collateral), units * part.share);
    }
    book.debt[builder.account] = account.debt;
    if (account.saleMarket >= 0)
      book.saleLine[builder.account] = lineOf(layout, account.venue, account.saleMarket);
    book.policy[builder.account] = policy;
    book.policyItem[builder.account] = item;
    builder.account++;
  }
}

/** Values the account under construction with the margins, haircuts and prices of the file. */
function createScreen(builder: Builder, base: ResolvedModel): Screen {
  const { model, book } = builder;
  const sameShape =
    base.venues.length === model.venues.length &&
    base.venues.every((venue, index) => {
      const other = model.venues[index];
      return (
        venue.name === other.name &&
        venue.markets.length === other.markets.length &&
        venue.collateral.length === other.collateral.length
      );
    });
  const rules = sameShape ? base : model;
  const layout = createLayout(rules);
  const accounts = createAccounts(book);
  resetAccounts(accounts);
  const valuation = startValuation(rules, layout);
  const state: MarginState = { equity: 0, requirement: 0 };
  return (account) => {
    valueAccount(layout, accounts, account, valuation, state);
    return state.equity < state.requirement;
  };
}
