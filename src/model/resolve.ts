/**
 * From the tree of a model file to the ResolvedModel: every section read by its entity's reader, names turned into
 * indices, units gone, defaults filled in.
 *
 * Readers report what is wrong and go on, so that one run finds all mistakes; a model comes out only if there are none.
 */

import { markBackingAtRisk } from "./backingAtRisk.ts";
import { checkModel } from "./checks.ts";
import { type Context, parseBlock, readEach, refuse } from "./context.ts";
import { checkReferences } from "./references.ts";
import type { ResolvedModel } from "./resolved.ts";
import { readAvailability } from "./schema/availability.ts";
import { readBook } from "./schema/book.ts";
import { readBridge } from "./schema/bridge.ts";
import { readChain, readInlineSequencers } from "./schema/chain.ts";
import { readClaims } from "./schema/claims.ts";
import { readCommonCause } from "./schema/commonCause.ts";
import { type Header, headerShape } from "./schema/model.ts";
import { readMarket } from "./schema/market.ts";
import { readMetric } from "./schema/metric.ts";
import { readProver } from "./schema/prover.ts";
import { readSampling } from "./schema/sampling.ts";
import { readScenario } from "./schema/scenario.ts";
import { readSequencer } from "./schema/sequencer.ts";
import { readSettlement } from "./schema/settlement.ts";
import { readUncertain } from "./schema/uncertain.ts";
import { readVenue } from "./schema/venue.ts";

const mostSteps = 1e7;
/** Horizons are written as 30 days and steps as 1 / 3 minute: rounding may leave this much. */
const wholeTolerance = 1e-9;

/**
 * Resolves a model; everything that is wrong lands in `context.problems`.
 * @param metricNames fixed columns that metrics may use, besides the prices of base assets; null for any.
 * @returns the model, or null when there were problems.
 */
export function resolveModel(
  context: Context,
  metricNames: readonly string[] | null,
): ResolvedModel | null {
  checkReferences(context);
  const header = parseBlock(context, headerShape, context.tree, []);
  const market = readMarket(context);
  const infrastructure = readInfrastructure(context);
  const venues = readEach(context, ["venues"], readVenue);
  const book = readBook(context, venues, market?.assets ?? []);
  const claims = readClaims(context, venues, infrastructure.bridges);
  const scenario = readScenario(context, header?.horizon ?? Infinity);
  const uncertain = readUncertain(context);
  const sampling = readSampling(context, uncertain.length > 0);
  const columns = metricNames === null ? null : withPrices(metricNames, market);
  const metrics = readEach(context, ["metrics"], (_context, raw, name, path) =>
    readMetric(context, raw, name, path, columns),
  );
  const steps = header === null ? 0 : wholeSteps(context, header);
  const { settlement, ...components } = infrastructure;
  if (header === null || market === null || settlement === null) return null;
  if (book === null || sampling === null || context.problems.length > 0) return null;
  const { name, description, horizon, step } = header;
  const model = {
    name,
    description,
    horizon,
    step,
    steps,
    market,
    settlement,
    ...components,
    chains: markBackingAtRisk({ ...components, scenario }),
    venues,
    book,
    ...(claims === null ? {} : { claims }),
    scenario,
    sampling,
    metrics,
    ...(uncertain.length > 0 && { uncertain }),
  };
  checkModel(context, model);
  return context.problems.length > 0 ? null : model;
}

type Infrastructure = Pick<
  ResolvedModel,
  "sequencers" | "provers" | "availability" | "chains" | "bridges" | "commonCauses"
> & { readonly settlement: ResolvedModel["settlement"] | null };

function readInfrastructure(context: Context): Infrastructure {
  const settlement = readSettlement(context);
  const sequencers = [
    ...readEach(context, ["sequencers"], readSequencer),
    ...readInlineSequencers(context),
  ];
  const provers = readEach(context, ["provers"], readProver);
  const availability = readEach(context, ["availability"], readAvailability);
  const chains = readEach(context, ["chains"], readChain);
  const bridges = readEach(context, ["bridges"], readBridge);
  const commonCauses = readEach(context, ["common_causes"], readCommonCause);
  return {
    settlement,
    sequencers,
    provers,
    ...(availability.length > 0 && { availability }),
    chains,
    bridges,
    ...(commonCauses.length > 0 && { commonCauses }),
  };
}

function wholeSteps(context: Context, { horizon, step }: Header): number {
  const steps = Math.round(horizon / step);
  if (steps < 1 || Math.abs(horizon - steps * step) > wholeTolerance * horizon) {
    refuse(
      context,
      ["horizon"],
      `must be a whole number of steps (${step} seconds), got ${horizon / step}`,
    );
  } else if (steps > mostSteps) {
    refuse(context, ["horizon"], `must be at most ${mostSteps} steps, got ${steps}`);
  }
  return steps;
}

/** Columns of the paths table that there are once per base asset. */
const pricePrefixes = ["min_price_", "final_price_"];

function withPrices(fixed: readonly string[], market: ResolvedModel["market"] | null): string[] {
  const bases = (market?.assets ?? []).filter((asset) => asset.kind === "base");
  return [...fixed, ...pricePrefixes.flatMap((prefix) => bases.map(({ name }) => prefix + name))];
}
