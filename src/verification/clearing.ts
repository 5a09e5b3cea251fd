/** Who pays whom when claims are cleared, and how stress passes on: published networks that are not symmetric. */
import { clearing } from "../clearing/clearing.ts";
import { debtRank } from "../clearing/debtRank.ts";
import { agrees, equals, printed } from "./finding.ts";
import type { Finding } from "./finding.ts";

const THREE = {
  liabilities: [
    [0, 0.5, 0.5],
    [0.5, 0, 0.5],
    [0.5, 0.5, 0],
  ],
  assets: [0.5, 0.625, 0.75],
  external: [1.5, 0.5, 0.5],
};

const FOUR = {
  liabilities: [
    [0, 10, 5, 0],
    [0, 0, 12, 6],
    [4, 0, 0, 10],
    [8, 2, 0, 0],
  ],
  assets: [3, 2, 6, 1],
  external: [5, 1, 2, 3],
};

/** Eisenberg and Noe, Rogers and Veraart; without default costs or defaults nothing is lost. */
export function clearings(): Finding[] {
  const plain = clearing(THREE);
  const costly = clearing({ ...THREE, alpha: 0.5, beta: 0.7 });
  const four = clearing(FOUR);
  const payments = ["0.502019961977", "0.514704937828", "0.565380613503"];
  const rich = clearing({ ...FOUR, assets: [100, 100, 100, 100], alpha: 0, beta: 0 });
  const owed = FOUR.liabilities.map((row, bank) =>
    row.reduce((sum, claim) => sum + claim, FOUR.external[bank]),
  );
  return [
    ...[165 / 112, 159 / 112, 1.5].map((paid, bank) =>
      agrees(`three banks: payment ${bank + 1}`, paid, plain.payments[bank]),
    ),
    equals("three banks: defaults", 2, plain.defaults.length),
    ...payments.map((paid, bank) =>
      printed(`three banks, alpha .5, beta .7: payment ${bank + 1}`, paid, costly.payments[bank]),
    ),
    equals("three banks, alpha .5, beta .7: defaults", 3, costly.defaults.length),
    ...[15, 11.5, 16, 13].map((paid, bank) =>
      agrees(`four banks: payment ${bank + 1}`, paid, four.payments[bank]),
    ),
    ...owed.map((debt, bank) =>
      equals(
        `four rich banks, all lost in default: payment ${bank + 1}`,
        debt,
        rich.payments[bank],
      ),
    ),
  ];
}

/** Bardoscia and others' linear rule. */
export function stressRanks(): Finding[] {
  const buffers = [3, 1, 0.75];
  const claims = [
    [0, 0.5, 0],
    [0, 0, 0.5],
    [0.5, 0, 0],
  ];
  const { stress } = debtRank({ claims, buffers, shock: [0, 0, 1 / 3] });
  const left = ["2.911764705882", "0.823529411765", "0.485294117647"];
  const network = {
    claims: [
      [0, 1, 0],
      [10, 0, 3],
      [3, 2, 0],
    ],
    buffers: [2, 5, 2],
    weights: [10, 100, 30],
  };
  const failed = [0, 1, 2].map((bank) =>
    debtRank({ ...network, shock: [0, 1, 2].map((at) => (at === bank ? 1 : 0)) }),
  );
  return [
    ...left.map((equity, bank) =>
      printed(`ring: equity ${bank + 1}`, equity, buffers[bank] * (1 - stress[bank])),
    ),
    printed("default of a: additional stress", "0.928571428571", failed[0].additionalStress),
    agrees("default of b: additional stress", 0.25, failed[1].additionalStress),
    agrees("default of c: additional stress", 0.75, failed[2].additionalStress),
    ...[2, 1, 1].map((count, bank) =>
      equals(
        `default of ${"abc"[bank]}: additional defaults`,
        count,
        failed[bank].additionalDefaults,
      ),
    ),
  ];
}
