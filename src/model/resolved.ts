/**
 * The resolved model: what every other room reads and nobody changes.
 *
 * Plain data that survives a structured clone, so that threads get it once. Names are resolved to indices (a venue's
 * `chain` is a position in `chains`), units are gone: seconds, USD, fractions, rates per second, volatility per square
 * root of a second. Infinity stands for "no limit", -1 for "none" where an index is meant. The types here are the only
 * thing that other rooms take from `model/`.
 */

/** One year, everywhere: 365 days of seconds. */
export const SECONDS_PER_YEAR: number = 365 * 24 * 3600;

export interface ResolvedModel {
  readonly name: string;
  readonly description: string;
  /** s; a whole number of steps. */
  readonly horizon: number;
  /** s. */
  readonly step: number;
  /** horizon / step. */
  readonly steps: number;
  readonly market: Market;
  readonly settlement: Settlement;
  readonly sequencers: readonly Sequencer[];
  readonly provers: readonly Prover[];
  /** Absent where the model has none. */
  readonly availability?: readonly Availability[];
  readonly chains: readonly Chain[];
  readonly bridges: readonly Bridge[];
  /** Absent where the model has none. */
  readonly commonCauses?: readonly CommonCause[];
  readonly venues: readonly Venue[];
  readonly book: BookDescription;
  /** Absent where nobody owes anybody. */
  readonly claims?: Claims;
  /** Forced events in time order. */
  readonly scenario: readonly ForcedEvent[];
  readonly sampling: Sampling;
  /** Extra columns of the paths table, in file order. */
  readonly metrics: readonly Metric[];
}

// ---------------------------------------------------------------------------------------------------- distributions

/** A distribution as the model file names it, in resolved units. `cap` truncates: draws above it are drawn again. */
export type Distribution =
  | { readonly kind: "exponential"; readonly mean: number; readonly cap?: number }
  | {
      readonly kind: "lognormal";
      readonly median: number;
      readonly sigma: number;
      readonly cap?: number;
    }
  | {
      readonly kind: "weibull";
      readonly scale: number;
      readonly shape: number;
      readonly cap?: number;
    }
  | { readonly kind: "gamma"; readonly mean: number; readonly shape: number; readonly cap?: number }
  | {
      readonly kind: "pareto";
      readonly minimum: number;
      readonly alpha: number;
      readonly cap?: number;
    }
  | {
      readonly kind: "beta";
      readonly mean: number;
      readonly concentration: number;
      readonly cap?: number;
    }
  | { readonly kind: "uniform"; readonly low: number; readonly high: number; readonly cap?: number }
  | {
      readonly kind: "triangular";
      readonly low: number;
      readonly mode: number;
      readonly high: number;
      readonly cap?: number;
    }
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "mixture"; readonly parts: readonly MixturePart[]; readonly cap?: number }
  | { readonly kind: "empirical"; readonly values: readonly number[]; readonly cap?: number };

export interface MixturePart {
  /** Weights of one mixture sum to 1. */
  readonly weight: number;
  readonly distribution: Distribution;
}

// ----------------------------------------------------------------------------------------------------------- market

export interface Market {
  readonly assets: readonly Asset[];
  /** Indices of the base assets, in file order: rows and columns of `correlation`, lanes of the diffusion. */
  readonly baseAssets: readonly number[];
  /** Row-major, baseAssets x baseAssets; the nearest valid correlation matrix to the configured one. */
  readonly correlation: readonly number[];
  readonly jumps: Jumps | null;
  /** Volatility regimes in file order; absent: one, of scale 1. */
  readonly regimes?: readonly Regime[];
  /** Stochastic variances, one per base asset, in `baseAssets` order; null: constant. Absent: all constant. */
  readonly heston?: readonly (Heston | null)[];
  /** Past returns in place of volatility, drift, regimes, variance and jumps. */
  readonly history?: History;
}

/** Joint past returns, at equal distances. */
interface PastReturns {
  /** s from one to the next; the step is a multiple of it, or it of the step. */
  readonly interval: number;
  /** Log returns, row-major: past returns x `baseAssets`. */
  readonly returns: readonly number[];
}

export interface Bootstrap extends PastReturns {
  readonly kind: "bootstrap";
  /** s, mean. */
  readonly blockLength: number;
}

export interface Replay extends PastReturns {
  readonly kind: "replay";
  /** First return of the window; -1: drawn per path. */
  readonly start: number;
}

export type History = Bootstrap | Replay;

/** One state of the Markov chain of volatility regimes. */
export interface Regime {
  readonly name: string;
  /** Of every volatility. */
  readonly scale: number;
  /** s. */
  readonly meanDuration: number;
  /** As `Market.correlation`. */
  readonly correlation: readonly number[];
}

/** Variance v of one asset: dv = meanReversion (longRun - v) dt + volatilityOfVariance sqrt(v) dW. */
export interface Heston {
  /** Per second. */
  readonly meanReversion: number;
  /** Variance per second. */
  readonly longRun: number;
  /** Per second. */
  readonly volatilityOfVariance: number;
  /** Of dW with the price's shock. */
  readonly correlation: number;
}

export type Asset = BaseAsset | CashAsset | WrappedAsset;

export interface BaseAsset {
  readonly kind: "base";
  readonly name: string;
  /** USD at t = 0. */
  readonly price: number;
  /** Of the diffusion, per square root of a second. */
  readonly volatility: number;
  /** Of dS/S, per second. */
  readonly drift: number;
}

export interface CashAsset {
  readonly kind: "cash";
  readonly name: string;
  /** The peg, USD. */
  readonly price: number;
  /** Absent: it never leaves its peg. */
  readonly depeg?: Depeg;
}

/** Losses of a cash asset: the price falls to peg * (1 - loss) and comes back. */
export interface Depeg {
  /** Per second. */
  readonly rate: number;
  /** Share of the peg, in [0, 1]. */
  readonly loss: Distribution;
  /** s, e-folding time. */
  readonly recovery: number;
}

export interface WrappedAsset {
  readonly kind: "wrapped";
  readonly name: string;
  /** Index of a base asset. */
  readonly underlying: number;
  /** Index of a lock_mint bridge. */
  readonly bridge: number;
  readonly overshoot: number;
  /** s, e-folding time of the overshoot. */
  readonly recovery: number;
  /** s after an exploit during which oracles still show the underlying's price. */
  readonly oracleAtPar: number;
}

export interface Jumps {
  /** Long-run mean number of jumps per second and asset. */
  readonly rate: number;
  /** Share of an asset's jumps that strikes all assets together. */
  readonly shared: number;
  /** Of the log return, one per base asset, in `baseAssets` order; null: the asset does not jump. */
  readonly sizes: readonly (JumpSize | null)[];
  /** Absent: arrivals are independent. */
  readonly excitation?: Excitation;
}

/** Self-excitation with an exponential kernel. */
export interface Excitation {
  /** Mean number of jumps that one brings about directly, in [0, 1). */
  readonly branching: number;
  /** s, e-folding time. */
  readonly decay: number;
}

export interface JumpSize {
  readonly mean: number;
  readonly sd: number;
  /** Of Student's t, above 2; absent: normal. */
  readonly degreesOfFreedom?: number;
}

// --------------------------------------------------------------------------------------------------- infrastructure

export interface Settlement {
  /** s. */
  readonly finality: number;
  /** Absent: never congested. */
  readonly congestion?: Congestion;
  /** Absent: never reorganised. */
  readonly reorganisation?: Reorganisation;
}

/** An alternating renewal process that slows what the settlement layer does. */
export interface Congestion {
  /** Per second. */
  readonly rate: number;
  /** s. */
  readonly duration: Distribution;
  /** Factor on posting, proof submission, forced inclusion, canonical exits and keepers' gas, >= 1. */
  readonly slowdown: number;
  /** Exponent of the market stress multiplier, in [0, 5]. */
  readonly stress: number;
}

export interface Reorganisation {
  /** Per second. */
  readonly rate: number;
  /** s of history that are undone. */
  readonly depth: Distribution;
  readonly security?: Security;
}

/** Whatever can happen to a component. */
export type FaultModeName =
  | "halt"
  | "slow"
  | "pause"
  | "exploit"
  | "degrade"
  | "censor"
  | "withhold"
  | "congestion"
  | "reorganisation"
  | "invalid_claim"
  | "soundness_bug"
  | "compromise"
  | "attempt";

/** One alternating renewal process of one component. */
export interface FaultMode {
  readonly mode: FaultModeName;
  /** Per second. */
  readonly rate: number;
  /** s. Of an exploit: time until bridge and minting stop (`freeze`). */
  readonly duration: Distribution;
  /** Exponent of the market stress multiplier, in [0, 5]. */
  readonly stress: number;
  /** `slow`: proof times are multiplied by this. */
  readonly slowdown: number;
  /** `exploit`: share of the backing that is taken; null for other modes. */
  readonly loss: Distribution | null;
  /** `degrade`: share of the capacity that is left. */
  readonly capacity?: number;
  /** Factor on the load of the component's chains, and the lag with which it is felt, s; absent: it does not feel it. */
  readonly load?: { readonly factor: number; readonly lag: number };
  /** A further fault within `window` s of a restart has this probability, besides the rate; absent: it has not. */
  readonly aftershock?: { readonly probability: number; readonly window: number };
}

export interface Sequencer {
  readonly name: string;
  readonly faults: readonly FaultMode[];
  /** A decentralised one, whose faults are each node's own; absent: one operator. */
  readonly committee?: {
    readonly nodes: number;
    /** Nodes that must be up. */ readonly quorum: number;
  };
  readonly security?: Security;
  /** After a restart the delayed inbox of its chains is worked first; absent: there is none. */
  readonly delayedFirst?: true;
  /** Absent: no restart undoes anything. */
  readonly rollback?: Rollback;
}

/** What a restart undoes of the time before the halt. */
export interface Rollback {
  /** Of each halt, in (0, 1]. */
  readonly probability: number;
  /** min */
  readonly minutes: Distribution;
}

/** The price of breaking a component; absent: nobody tries. */
export interface Security {
  /** Per second. */
  readonly attempts: number;
  /** USD. */
  readonly stake: number;
  /** Share of the stake. */
  readonly slashed: number;
  /** Probability. */
  readonly detection: number;
  /** USD. */
  readonly bond: number;
  /** Who gets what is slashed. */
  readonly to: "outside" | "insurance";
  /** s that an attack lasts; absent where it is over at once. */
  readonly duration?: Distribution;
  /** Share of the backing that an attack takes; absent where it takes none. */
  readonly loss?: Distribution;
}

/** One event that strikes several components for one duration. */
export interface CommonCause {
  readonly name: string;
  /** Its own clock, and what it does to those it strikes. */
  readonly fault: Omit<FaultMode, "duration"> & {
    /** s; null: for good (`compromise`). */
    readonly duration: Distribution | null;
  };
  /** Whom it may strike, by dotted key, and with which probability. */
  readonly strikes: readonly { readonly component: string; readonly probability: number }[];
}

export interface Prover {
  readonly name: string;
  readonly workers: number;
  /** s per batch. */
  readonly proofTime: Distribution;
  readonly faults: readonly FaultMode[];
  /** A halt throws away the work in progress: it starts anew at the restart. Absent: it is kept. */
  readonly haltLosesWork?: true;
  /** Recursive aggregation: a batch is proven only with its aggregate. Absent: each batch by itself. */
  readonly aggregation?: {
    /** Proofs per aggregate. */ readonly batches: number;
    /** s. */ readonly time: Distribution;
  };
  readonly soundnessBug?: Strike;
}

/** What strikes at a moment and takes a share of the canonical backing. */
export interface Strike {
  /** Per second. */
  readonly rate: number;
  /** Share of the backing then. */
  readonly loss: Distribution;
}

/** Where the data lie from which a chain's state can be rebuilt. */
export type Availability =
  | { readonly kind: "onchain"; readonly name: string; readonly faults: readonly FaultMode[] }
  | {
      readonly kind: "committee";
      readonly name: string;
      readonly members: number;
      /** Members that must be up. */
      readonly threshold: number;
      /** Of each member. */
      readonly faults: readonly FaultMode[];
      readonly security?: Security;
    }
  | { readonly kind: "sampling"; readonly name: string; readonly faults: readonly FaultMode[] };

export type ChainKind = "optimistic" | "zk" | "validium" | "plasma" | "channel" | "sidechain";

export interface Chain {
  readonly name: string;
  readonly kind: ChainKind;
  /** Index; -1: an ideal sequencer that never fails. */
  readonly sequencer: number;
  /** Index; -1: proofs take no time. */
  readonly prover: number;
  /** s between batches; 0: every transaction is its own batch. */
  readonly batchInterval: number;
  /** s. */
  readonly postingDelay: number;
  /** s in which others may object: a plasma's exit window, a channel's dispute window; 0 where nobody can. */
  readonly challengeWindow: number;
  /** s after the proof; 0 where nothing is proven. */
  readonly executionDelay: number;
  /** USD, the book's collateral included. */
  readonly valueLocked: number;
  /** Something in the model can take canonical backing; absent: nothing can. */
  readonly backingAtRisk?: true;
  /** Index; absent: the data lie on the settlement layer. */
  readonly availability?: number;
  readonly escapeHatch?: EscapeHatch;
  readonly massExit?: MassExit;
  /** Optimistic and plasma; absent: nobody watches. */
  readonly watchers?: Watchers;
  /** Optimistic and plasma; absent: nobody tries. */
  readonly invalidClaim?: Strike;
  /** Plasma: USD per second that can leave; absent: no limit. */
  readonly exitCapacity?: number;
  /** Channel: all of them must be live to close it at once. */
  readonly counterparties?: { readonly count: number; /** Of each. */ readonly liveness: number };
  /** Sidechain: who holds its bridge; absent: never compromised. */
  readonly signers?: Signers;
  readonly security?: Security;
}

/** Forced inclusion or exit through the settlement layer. */
export interface EscapeHatch {
  /** s. */
  readonly delay: number;
  /** USD per second. */
  readonly capacity: number;
}

/** What others' value on a chain does when the chain stands still. */
export interface MassExit {
  /** Of the canonical backing that is not the book's. */
  readonly share: number;
  /** s of halt after which it asks to leave. */
  readonly patience: number;
}

export interface Watchers {
  readonly count: number;
  /** Probability that one of them is live throughout a window. */
  readonly liveness: number;
  /** Probability that all fail together. */
  readonly common: number;
}

export interface Signers {
  readonly count: number;
  /** How many must be compromised together. */
  readonly threshold: number;
  /** Per second, of each. */
  readonly compromiseRate: number;
  /** Share of the backing that compromised signers take. */
  readonly loss: Distribution;
}

export type Bridge = CanonicalBridge | LiquidityBridge | LockMintBridge | SharedBridge;

export interface CanonicalBridge {
  readonly kind: "canonical";
  readonly name: string;
  readonly chain: number;
  readonly faults: readonly FaultMode[];
  readonly security?: Security;
}

export interface LiquidityBridge {
  readonly kind: "liquidity";
  readonly name: string;
  /** USD of cash on each chain. */
  readonly pools: readonly { readonly chain: number; readonly amount: number }[];
  /** s. */
  readonly latency: number;
  /** Fraction of the amount, kept by the destination pool. */
  readonly fee: number;
  /** Indices of canonical bridges over which a pool under half its start is refilled. */
  readonly rebalance: readonly number[];
  /** What providers do after a loss; absent: they stay. */
  readonly run?: ProviderRun;
  readonly faults: readonly FaultMode[];
  readonly security?: Security;
}

export interface ProviderRun {
  /** Share of all pools lost at once from which on they run, above 0. */
  readonly trigger: number;
  /** Share of what is left that leaves. */
  readonly share: number;
  /** s; evenly over this time. */
  readonly time: number;
}

export interface LockMintBridge {
  readonly kind: "lock_mint";
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** USD of the underlying locked at t = 0, the book's claims included. */
  readonly locked: number;
  /** s. */
  readonly confirmations: number;
  /** USD per second, a token bucket of one hour; Infinity: no limit. */
  readonly limit: number;
  readonly faults: readonly FaultMode[];
  readonly security?: Security;
}

export interface SharedBridge {
  readonly kind: "shared";
  readonly name: string;
  /** Two or more, each once. */
  readonly chains: readonly number[];
  /** USD under the claims on all of them at t = 0, the book's included. */
  readonly backing: number;
  /** s. */
  readonly latency: number;
  readonly faults: readonly FaultMode[];
  readonly security?: Security;
}

// ----------------------------------------------------------------------------------------------------------- venues

export type VenueKind = "orderbook" | "pool" | "lending";

export interface Venue {
  readonly name: string;
  readonly chain: number;
  readonly kind: VenueKind;
  /** What positions are marked at: the venue's own price, or its oracle. */
  readonly mark: "venue" | "oracle";
  readonly collateral: readonly { readonly asset: number; readonly haircut: number }[];
  readonly markets: readonly VenueMarket[];
  /** Lending: what is borrowed; null elsewhere. */
  readonly borrow: {
    readonly asset: number;
    /** Per second, simple, on the debt. */ readonly rate: number;
  } | null;
  readonly liquidation: LiquidationRules;
  readonly oracle: Oracle;
  readonly waterfall: readonly WaterfallStep[];
  /** Liquidity providers who leave a vault that lost; absent: they stay. */
  readonly run?: VaultRun;
  readonly makers: Makers | null;
}

export interface VaultRun {
  /** Share of the vault's worth that must be lost. */
  readonly loss: number;
  /** Share of what is left that leaves. */
  readonly share: number;
  /** s. */
  readonly delay: number;
}

export interface VenueMarket {
  /** Index of a base asset. */
  readonly asset: number;
  /** USD that move the price 1 %. */
  readonly depth1pct: number;
  /** USD. */
  readonly depthFloor: number;
  readonly depthExponent: number;
  /** Of the transient impact law. */
  readonly exponent: number;
  /** s. */
  readonly resilience: number;
  /** Share of the impact that moves the global price for good. */
  readonly permanent: number;
  /** Depth left when the market is infinitely stressed; 1: depth does not thin. */
  readonly stressDepth: number;
  readonly funding: {
    /** s */ readonly interval: number;
    /** Fraction per interval. */ readonly cap: number;
  } | null;
  /** USD of open interest above which initial margin is scaled; absent: never. */
  readonly openInterestCap?: number;
  /** Brackets in rising order; the last has `upTo` Infinity. Empty on a lending venue. */
  readonly margin: readonly MarginTier[];
}

export interface MarginTier {
  /** USD of notional. */
  readonly upTo: number;
  readonly initial: number;
  readonly maintenance: number;
}

export interface LiquidationRules {
  /** In (0, 1]. */
  readonly closeFactor: number;
  /** Fraction of executed notional. */
  readonly penalty: number;
  /** USD per second of keepers' capacity; Infinity: unlimited. */
  readonly keepers: number;
  /** USD per liquidation. */
  readonly gas: number;
  readonly profitGate: boolean;
  /** Share of the penalty that goes to the keeper. */
  readonly keeperShare: number;
  /** USD under which an account is closed whole. */
  readonly dust: number;
}

export interface Oracle {
  /** s. */
  readonly heartbeat: number;
  /** Fraction. */
  readonly deviation: number;
  /** s. */
  readonly latency: number;
  /** s after a restart during which nothing is liquidated. */
  readonly gracePeriod: number;
  readonly graceBlocksTopUp: boolean;
}

export type WaterfallStep =
  | { readonly kind: "insurance"; /** USD */ readonly amount: number }
  | { readonly kind: "vault"; /** USD */ readonly amount: number }
  | { readonly kind: "adl"; readonly rank: "profit_leverage" | "pro_rata" }
  | { readonly kind: "socialise" };

export interface Makers {
  /** USD of working capital on the venue's chain. */
  readonly inventory: number;
  /** Chain the refills come from. */
  readonly hub: number;
  /** Bridges refills may take; a canonical one stands for the hub's withdrawal and the venue chain's deposit. */
  readonly replenish: readonly number[];
}

// ------------------------------------------------------------------------------------------------------------- book

export interface BookDescription {
  readonly seed: string;
  readonly cohorts: readonly Cohort[];
  readonly accounts: readonly ExplicitAccount[];
  /** Hedged traders, behind all other accounts; absent where the model has none. */
  readonly desks?: readonly Desk[];
}

export interface Cohort {
  readonly name: string;
  readonly accounts: number;
  readonly venue: number;
  /** Positions in the venue's `markets`; weights sum to 1. One market is drawn per account. */
  readonly markets: readonly { readonly market: number; readonly weight: number }[];
  /** USD; of a borrower: the collateral's value. */
  readonly notional: Distribution;
  /** Notional / equity before haircut; null on a lending venue. */
  readonly leverage: Distribution | null;
  /** Debt / collateral value; null elsewhere. */
  readonly loanToValue: Distribution | null;
  /** Probability of a long. */
  readonly long: number;
  /** Positions in the venue's `collateral`; shares of value, summing to 1. */
  readonly collateral: readonly { readonly collateral: number; readonly share: number }[];
  readonly topUp: TopUp | null;
  /** Absent: nobody panics. */
  readonly panic?: Panic;
  /** Of borrowers; absent: nobody draws down. */
  readonly drawDown?: DrawDown;
}

/** Who borrows all he can while a claim that he has pledged is shown above its worth: one draw an exploit. */
export interface DrawDown {
  readonly probability: number;
  /** s. */
  readonly reaction: Distribution;
}

/** Who closes after a halt: decided by account, one draw a halt. */
export interface Panic {
  /** s of halt that are borne. */
  readonly patience: number;
  /** Probability that an account does not bear a longer one. */
  readonly share: number;
}

/** Traders with an account per leg; every leg has the notional and the leverage that the trader was drawn. */
export interface Desk {
  readonly name: string;
  /** Traders. */
  readonly accounts: number;
  readonly legs: readonly Leg[];
  /** USD, of each leg. */
  readonly notional: Distribution;
  /** Notional / equity before haircut, of each leg. */
  readonly leverage: Distribution;
  /** What a trader does who has lost a leg; null: nothing. */
  readonly unwind: {
    readonly probability: number;
    /** s. */ readonly delay: number;
  } | null;
  readonly topUp: TopUp | null;
  readonly panic?: Panic;
}

export interface Leg {
  readonly venue: number;
  /** Position in the venue's `markets`. */
  readonly market: number;
  readonly long: boolean;
  /** Positions in the venue's `collateral`; shares of value, summing to 1. */
  readonly collateral: readonly { readonly collateral: number; readonly share: number }[];
}

export interface ExplicitAccount {
  readonly id: string;
  readonly venue: number;
  /** Positions in the venue's `collateral`; units. */
  readonly collateral: readonly { readonly collateral: number; readonly units: number }[];
  /** Positions in the venue's `markets`; signed units, USD entry. */
  readonly positions: readonly {
    readonly market: number;
    readonly size: number;
    readonly entry: number;
  }[];
  /** Units of the borrowed asset; 0 elsewhere. */
  readonly debt: number;
  /** Market a borrower's collateral is sold through; -1 elsewhere. */
  readonly saleMarket: number;
  /** `isolated`: each position stands alone, its collateral pro rata by notional. */
  readonly marginMode: "cross" | "isolated";
  readonly topUp: TopUp | null;
}

export interface TopUp {
  /** Multiple of the maintenance margin (lending: of the debt) under which the account asks. */
  readonly callLevel: number;
  /** That it asks, once per episode. */
  readonly probability: number;
  /** s. */
  readonly reaction: Distribution;
  /** Chain of the wallet; the venue's own chain needs no route. */
  readonly from: number;
  /** Share of the collateral at t = 0. */
  readonly amount: number;
  /** Multiple of the initial collateral that the wallet holds. */
  readonly wallet: number;
}

// ----------------------------------------------------------------------------------------------------------- claims

/** Who owes whom at the horizon. Parties are numbered: institutions first, then `balances`. */
export interface Claims {
  /** Share of its own assets, and of its claims, that a party in default can pay with. */
  readonly alpha: number;
  readonly beta: number;
  readonly institutions: readonly Institution[];
  /** Parties whose balance is simulated. */
  readonly balances: readonly Balance[];
  readonly exposures: readonly Exposure[];
}

export interface Institution {
  readonly name: string;
  /** USD at t = 0. */
  readonly assets: number;
  /** USD owed outside the network. */
  readonly external: number;
  /** Shares of balances whose gains and losses are the institution's. */
  readonly holds: readonly { readonly balance: Balance; readonly share: number }[];
}

/** A balance that a path moves: whose it is, and the venue or bridge by its index. */
export interface Balance {
  readonly kind:
    | "vault"
    | "insurance"
    | "makers"
    | "lenders"
    | "pool"
    | "lock_mint"
    | "shared"
    | "canonical";
  /** Dotted, as tables show it. */
  readonly name: string;
  readonly index: number;
}

export interface Exposure {
  /** Numbers of parties. */
  readonly debtor: number;
  readonly creditor: number;
  /** USD. */
  readonly amount: number;
}

// ------------------------------------------------------------------------------------------------- scenario, sampling

/** A forced event. `at` in seconds; it acts in the step whose interval (t - dt, t] holds it, 0 before step 1. */
export type ForcedEvent =
  | {
      readonly kind: "price";
      readonly at: number;
      readonly returns: readonly {
        readonly asset: number;
        /** Simple return; of cash: minus the loss of a depeg. */ readonly value: number;
      }[];
    }
  | {
      readonly kind: "fault";
      readonly at: number;
      readonly component: string;
      readonly mode: FaultModeName;
      /** s; 0 of what is over at once; Infinity of what is for good. */ readonly duration: number;
      /** Of what takes backing; else 0. */ readonly loss: number;
      /** Of a `slow` or a `congestion`; else 1. */ readonly slowdown: number;
      /** Of a `degrade`. */ readonly capacity?: number;
      /** Of a `reorganisation`, s. */ readonly depth?: number;
    };

export interface Sampling {
  readonly paths: number;
  readonly seed: string;
  /** How the diffusion's normals are drawn over the paths; absent: each path by itself. */
  readonly method?: SamplingMethod;
  /** Each component begins in the state that it is in after a long time; absent: all are up. */
  readonly start?: "stationary";
  /** Paths of each cycle with 0, 1, ... initial faults, the last with so many or more; absent: as they fall. */
  readonly strata?: readonly number[];
  /** Importance sampling; absent: none. */
  readonly tilt?: Tilt;
  /** Multiplies transient and permanent impact: off 0, calibrated 1, severe 2.5. */
  readonly feedback: number;
}

/** Mirrored pairs of paths, or scrambled Sobol points that lead as many dates of each path. */
export type SamplingMethod =
  | { readonly kind: "antithetic" }
  | { readonly kind: "sobol"; readonly scrambles: number; readonly leading: number };

/** Importance sampling of the market, by lane of the base assets; absent: none. */
export interface MarketTilt {
  /** Factor on the base rate of each asset's own jumps, then of the shared ones. */
  readonly jumps?: readonly number[];
  /** Means of the standard normals that drive the sizes of jumps; null: follows by correlation. */
  readonly sizes?: readonly (number | null)[];
  /** Mean of the shocks summed over the horizon, in standard deviations; null: follows by correlation. */
  readonly drift?: readonly (number | null)[];
}

export interface Tilt {
  /** In their order: a later one replaces an earlier one. */
  readonly factors: readonly TiltFactor[];
  readonly market?: MarketTilt;
  /** Probability of a path that is not tilted. */
  readonly defensive: number;
}

/** A factor on the hazards of a component or common cause: those of one mode, or all. */
export interface TiltFactor {
  readonly component: string;
  readonly mode?: FaultModeName;
  readonly factor: number;
}

export interface Metric {
  readonly name: string;
  /** An expression over the columns of the paths table. */
  readonly expression: string;
}
