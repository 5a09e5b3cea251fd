/**
 * Scenario files: what is laid over a model. Forced events as in a model's own `scenario`, other settings, and whether the
 * rest of the model stays random.
 *
 *   description: 10 October 2025, with a halt
 *   random: true
 *   scenario: [{ at: 1 hour, price: { ETH: -0.16 } }, { at: 2 hours, fault: sequencers.solo, mode: halt, duration: 4 hours }]
 *   set: { venues.perps.liquidation.keepers: 5e6 / hour }
 *
 * Those that ship with Faultline go by their names (`march-2020`). Events are read again when they are laid over a model: only
 * it knows what its assets and components are called.
 */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseDocument } from "yaml";
import { unknownWord } from "../../model/suggest.ts";
import { isMapping } from "../../model/tree.ts";
import type { Mapping } from "../../model/tree.ts";
import { Refusal } from "../refusal.ts";

/** Sources and compiled files both lie three folders under package.json. */
const SHIPPED = fileURLToPath(new URL("../../../models/scenarios/", import.meta.url));

const KEYS = ["description", "random", "scenario", "set"];

export interface ScenarioFile {
  /** As messages name it. */
  readonly file: string;
  readonly description: string;
  /** False: nothing but the scenario happens. */
  readonly random: boolean;
  /** As the file has them. */
  readonly events: readonly Mapping[];
  /** `KEY=VALUE`. */
  readonly set: readonly string[];
  readonly text: string;
}

/** Names of the scenarios that ship. */
export function shippedScenarios(): string[] {
  if (!existsSync(SHIPPED)) return [];
  return readdirSync(SHIPPED)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => name.slice(0, -".yaml".length))
    .toSorted();
}

/** The file that a name or a path means. @throws Refusal if there is none */
function pathOf(asked: string): string {
  if (existsSync(asked)) return asked;
  const names = shippedScenarios();
  if (names.includes(asked)) return `${SHIPPED}${asked}.yaml`;
  if (/[./\\]/.test(asked)) throw new Refusal([`${asked}: there is no such file`]);
  throw new Refusal([`--scenario: ${unknownWord("scenario", asked, names)}`]);
}

function readText(asked: string, path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new Refusal([`${asked}: cannot be read (${(error as NodeJS.ErrnoException).code})`]);
  }
}

/**
 * Reads a scenario file.
 *
 * @param asked a path, or the name of a shipped one
 * @throws Refusal with everything that is wrong with it
 */
export function readScenarioFile(asked: string): ScenarioFile {
  const text = readText(asked, pathOf(asked));
  const document = parseDocument(text);
  if (document.errors.length > 0)
    throw new Refusal(document.errors.map(({ message }) => `${asked}: ${message.split("\n")[0]}`));
  const tree = document.toJS({ maxAliasCount: 100 }) as unknown;
  if (!isMapping(tree)) throw new Refusal([`${asked}: must be a mapping with the key scenario`]);
  const problems = problemsOf(tree).map((problem) => `${asked}: ${problem}`);
  if (problems.length > 0) throw new Refusal(problems);
  const { description = "", random = true, scenario, set = {} } = tree;
  return {
    file: asked,
    description: String(description as string),
    random: random as boolean,
    events: scenario as Mapping[],
    set: Object.entries(set as Mapping).map(([key, value]) => `${key}=${flow(value)}`),
    text,
  };
}

/** A value as `--set` takes it. */
export function flow(value: unknown): string {
  return JSON.stringify(value);
}

function problemsOf({ description, random, scenario, set, ...others }: Mapping): string[] {
  const problems = Object.keys(others).map((key) => unknownWord("key", key, KEYS));
  if (!Array.isArray(scenario) || scenario.length === 0 || !scenario.every(isMapping))
    problems.push("scenario: must be a list of events");
  if (description !== undefined && typeof description !== "string")
    problems.push("description: must be text");
  if (random !== undefined && typeof random !== "boolean")
    problems.push("random: must be true or false");
  if (set !== undefined && !isMapping(set))
    problems.push("set: must be a mapping of keys to values");
  return problems;
}
