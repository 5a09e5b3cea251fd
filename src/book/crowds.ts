/** Crowds: accounts on one chain that share a patience with its halts. */
import type { ResolvedModel } from "../model/resolved.ts";
import type { Panic } from "../model/resolved/book.ts";

/** Accounts first, first + stride, ...: `accounts` of them. */
export interface Crowd extends Panic {
  readonly component: string;
  readonly chain: number;
  /** Account that has item 0 in the component's draws. */
  readonly origin: number;
  readonly first: number;
  readonly stride: number;
  readonly accounts: number;
}

/** The crowds of a model that may panic; a desk has one per leg. @param firstDesk account of the first desk */
export function crowdsOf(model: ResolvedModel, firstDesk: number): Crowd[] {
  const crowds: Crowd[] = [];
  let first = 0;
  for (const { name, accounts, venue, panic } of model.book.cohorts) {
    const component = `book.${name}`;
    const { chain } = model.venues[venue];
    if (panic !== undefined)
      crowds.push({ component, chain, origin: first, first, stride: 1, accounts, ...panic });
    first += accounts;
  }
  first = firstDesk;
  for (const { name, accounts, legs, panic } of model.book.desks ?? []) {
    const component = `book.${name}`;
    legs.forEach(({ venue }, leg) => {
      if (panic === undefined) return;
      const { chain } = model.venues[venue];
      const own = { origin: first, first: first + leg, stride: legs.length };
      crowds.push({ component, chain, ...own, accounts, ...panic });
    });
    first += accounts * legs.length;
  }
  return crowds;
}
