/** Which chains' canonical backing something in the model can take: collateral there may lose its price. */
import type { ResolvedModel } from "./resolved.ts";
import type { Chain } from "./resolved/chain.ts";

type Takers = Pick<ResolvedModel, "provers" | "chains" | "bridges" | "availability" | "scenario">;

/** The chains, those marked whose backing can be taken. */
export function markBackingAtRisk(takers: Takers): readonly Chain[] {
  return takers.chains.map((chain) =>
    canBeRobbed(takers, chain) || isForced(takers, chain)
      ? { ...chain, backingAtRisk: true }
      : chain,
  );
}

function canBeRobbed(takers: Takers, chain: Chain): boolean {
  const { provers, chains, bridges } = takers;
  const forged = chain.prover >= 0 && provers[chain.prover].soundnessBug !== undefined;
  const exploited = bridges.some(
    (bridge) =>
      bridge.kind === "canonical" &&
      chains[bridge.chain].name === chain.name &&
      (bridge.security !== undefined || bridge.faults.some(({ mode }) => mode === "exploit")),
  );
  const struck = chain.invalidClaim !== undefined || chain.signers !== undefined;
  return forged || exploited || struck || isTried(takers, chain);
}

/** Whether somebody attacks the chain, or the committee that keeps its data, where that pays. */
function isTried({ availability }: Takers, chain: Chain): boolean {
  const layer = chain.availability === undefined ? undefined : availability?.[chain.availability];
  const keepers = layer?.kind === "committee" ? layer.security : undefined;
  return chain.security !== undefined || keepers !== undefined;
}

/** Whether the scenario strikes the backing of a chain. */
function isForced(
  { scenario, provers, bridges, chains }: Takers,
  { name, prover }: Chain,
): boolean {
  return scenario.some((event) => {
    if (event.kind !== "fault") return false;
    const [struck] = event.component.split("/");
    if (event.mode === "soundness_bug")
      return prover >= 0 && struck === `provers.${provers[prover].name}`;
    if (event.mode === "exploit")
      return bridges.some(
        (bridge) =>
          bridge.kind === "canonical" &&
          chains[bridge.chain].name === name &&
          struck === `bridges.${bridge.name}`,
      );
    const takes = event.mode === "invalid_claim" || event.mode === "compromise";
    return takes && struck === `chains.${name}`;
  });
}
