/** Cascades that can be computed by hand: two worked examples, and synchronous rounds under exponential impact. */
import { simulatePath } from "../engine/path.ts";
import type { TradingSimulator } from "../engine/path.ts";
import type { ImpactLaw } from "../market/impact.ts";
import type { PathTables } from "../engine/tables.ts";
import { agrees, equals, printed } from "./finding.ts";
import type { Finding } from "./finding.ts";
import { shipped, simulatorOf } from "./playing.ts";

/** Printed to 16 digits; the engine may round a few of its own multiplications differently. */
const DIGITS = 1e-14;

/** Units times this is the log of the price's fall. */
const K = 0.003;

/** p' = p exp(-K Q), Q in units; a fill is p (1 - exp(-K Q)) / (K Q). The state is the flow in units times K. */
const exponentialImpact: ImpactLaw = {
  flow: (_usd, units) => K * units,
  transient: (x) => x,
  displace: (state, displacement, line) => void (displacement[line] = state[line]),
  permanent: () => 0,
  fill: (_x, q) => (q === 0 ? 0 : Math.log(Math.expm1(q) / q)),
};

interface Told {
  readonly simulator: TradingSimulator;
  readonly paths: PathTables["paths"]["columns"];
  readonly liquidations: NonNullable<PathTables["liquidations"]>["columns"];
}

function told(simulator: TradingSimulator): Told {
  simulatePath(simulator, 0);
  const { paths, liquidations } = simulator.tables;
  return { simulator, paths: paths.columns, liquidations: liquidations!.columns };
}

/** The worked examples of the documentation, in shipped models. */
export function workedExamples(): Finding[] {
  const one = told(simulatorOf(shipped("acceptance/worked-cascade"), ["liquidations"]));
  const two = told(simulatorOf(shipped("acceptance/two-venues"), ["liquidations"]));
  const { contagion } = two.simulator.records;
  return [
    agrees("one venue: A executed at", 942.5265542408035, one.liquidations.execution[0], DIGITS),
    agrees("one venue: B executed at", 933.6846262848351, one.liquidations.execution[1], DIGITS),
    agrees("one venue: A keeps", 42526.55424080353, one.liquidations.equity_after_usd[0], DIGITS),
    agrees("one venue: B keeps", 38684.626284835074, one.liquidations.equity_after_usd[1], DIGITS),
    agrees("one venue: liquidated", 1885074.2401785029, one.paths.liquidated_usd[0], DIGITS),
    equals("one venue: deepest generation", 1, one.paths.max_generation[0]),
    equals("one venue: branching ratio", 0.5, one.paths.branching_ratio[0]),
    equals("one venue: bad debt", 0, one.paths.bad_debt_usd[0]),
    agrees("two venues: B executed at", 941.1970704807208, two.liquidations.execution[1], DIGITS),
    agrees("two venues: A keeps", 33101.288698395496, two.liquidations.equity_after_usd[0], DIGITS),
    agrees("two venues: B keeps", 34785.09977591354, two.liquidations.equity_after_usd[1], DIGITS),
    agrees("two venues: S at the end", 941.6411470683043, two.paths["final_price_ETH"][0], DIGITS),
    agrees("two venues: liquidated", 1890419.5496542607, two.paths.liquidated_usd[0], DIGITS),
    agrees("two venues: v1 pushes at v2", 943419.5496542606, contagion.columns.notional[0], DIGITS),
    agrees("two venues: into insurance", 18837.23624721524, two.paths.penalties_usd[0], DIGITS),
  ];
}

function shockedTo(price: number): Told {
  const set = [`scenario.0.price.ETH=${price / 100 - 1}`];
  const model = shipped("verification/synchronous-cascade", set);
  const simulator = simulatorOf(model, ["liquidations"]);
  simulator.context.trading.venuePrices.law[0] = exponentialImpact;
  return told(simulator);
}

/** Four longs of (10, 100), (20, 260), (30, 500), (15, 400) entered at 100, under p exp(-.003 Q). */
export function synchronousRounds(): Finding[] {
  const small = shockedTo(90.4);
  const large = shockedTo(90);
  const least = ({ simulator }: Told): number => simulator.context.trading.venuePrices.least[0];
  return [
    equals("shock to 90.4: liquidations", 1, small.paths.liquidated_accounts[0]),
    printed("shock to 90.4: final price", "87.7282762328", least(small)),
    printed("shock to 90.4: bad debt", "9.4254109284", small.paths.bad_debt_usd[0]),
    equals("shock to 90: liquidations", 3, large.paths.liquidated_accounts[0]),
    equals("shock to 90: deepest generation", 2, large.paths.max_generation[0]),
    printed("shock to 90: price after round 1", "87.3400980194", large.liquidations.mark[1]),
    printed("shock to 90: price after round 2", "82.2538066744", large.liquidations.mark[2]),
    printed("shock to 90: price after round 3", "75.1743190270", least(large)),
    printed("shock to 90: bad debt", "198.1063423382", large.paths.bad_debt_usd[0]),
  ];
}
