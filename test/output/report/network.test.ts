import { join } from "node:path";
import { expect, test } from "vitest";
import { loadModel } from "../../../src/model/load.ts";
import { compileChart } from "../../../src/output/report/chart.ts";
import { networkOf } from "../../../src/output/report/network.ts";
import { networkSection } from "../../../src/output/report/networkSection.ts";

const { model } = loadModel(join(import.meta.dirname, "../../../models/three-rollups.yaml"));
const tail = {
  paths: 2,
  failed: [
    { part: 0.7, components: new Set(["sequencers.shared-sequencer"]) },
    { part: 0.3, components: new Set(["bridges.anchor"]) },
  ],
  venues: new Map([["opt-perps", 0.9]]),
};

test("a chain has the share of what it rests on, a bridge its own, a venue its part of the bad debt", () => {
  const { nodes } = networkOf(model, tail);
  const share = (key: string): number | null | undefined =>
    nodes.find((node) => node.key === key)?.share;
  expect(
    [
      "chains.zk",
      "chains.vld",
      "chains.opt",
      "bridges.anchor",
      "bridges.express",
      "venues.opt-perps",
      "venues.vld-loans",
    ].map(share),
  ).toEqual([0.7, 0.7, 0, 0.3, 0, 0.9, 0]);
});

test("edges join chains to what they rest on, bridges to their chains, venues to theirs", () => {
  const { nodes, edges } = networkOf(model, tail);
  const ends = new Set(nodes.map(({ key }) => key));
  expect(edges.filter(({ from, to }) => !ends.has(from) || !ends.has(to))).toEqual([]);
  const of = (key: string): string[] =>
    edges.filter(({ from }) => from === key).map(({ to }) => to);
  expect(of("bridges.anchor")).toEqual(["chains.opt", "chains.vld"]);
  expect(of("sequencers.shared-sequencer")).toEqual(["chains.zk", "chains.vld"]);
  expect(of("chains.opt")).toEqual(["venues.opt-perps"]);
});

test("no two nodes stand in one place, and the picture compiles", async () => {
  const { nodes } = networkOf(model, tail);
  expect(new Set(nodes.map(({ x, layer }) => `${x} ${layer}`)).size).toBe(nodes.length);
  const { charts } = networkSection(model, tail);
  expect(await compileChart(charts[0])).toHaveProperty("marks");
});

test("without a tail nothing has a share, and the words say so", () => {
  const { html } = networkSection(model, { paths: 0, failed: [], venues: new Map() });
  expect(html).toMatch(/No path has bad debt/);
  expect(
    networkOf(model, { paths: 0, failed: [], venues: new Map() }).nodes.every(
      ({ share }) => share === null,
    ),
  ).toBe(true);
});
