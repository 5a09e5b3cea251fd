/** Traders of desks: which accounts are legs of one trader, and what he does who has lost one. */
import type { ResolvedModel } from "../model/resolved.ts";

/** The traders of a desk in a book: what they do who have lost a leg. */
export interface Traders {
  readonly component: string;
  /** First account. */
  readonly first: number;
  readonly traders: number;
  /** Accounts of one trader. */
  readonly legs: number;
  readonly probability: number;
  /** s. */
  readonly delay: number;
}

/** The desks of a model that unwind. @param first account of the first desk */
export function tradersOf(model: ResolvedModel, first: number): Traders[] {
  let next = first;
  return (model.book.desks ?? []).flatMap((desk) => {
    const at = next;
    next += desk.accounts * desk.legs.length;
    if (desk.unwind === null || desk.unwind.probability === 0) return [];
    const component = `book.${desk.name}`;
    return [
      { component, first: at, traders: desk.accounts, legs: desk.legs.length, ...desk.unwind },
    ];
  });
}
