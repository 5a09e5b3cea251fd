import { afterEach, expect, test, vi } from "vitest";
import { main } from "../../src/commands/main.ts";
import { shippedSuites } from "../../src/commands/verify.ts";
import type { SuiteSource } from "../../src/commands/verify.ts";
import { agrees } from "../../src/verification/finding.ts";
import type { Suite } from "../../src/verification/finding.ts";

afterEach(() => void vi.restoreAllMocks());

/** The cheap part of what is shipped, and one case that is wrong in the ninth digit if `broken`. */
const suites =
  (broken: boolean): SuiteSource =>
  async () => {
    const shipped = await shippedSuites({});
    const wrong: Suite = {
      subject: "a broken one",
      run: () => [agrees("a third", 1 / 3, broken ? 0.333333332 : 1 / 3)],
    };
    return [...shipped.filter(({ subject }) => subject === "intervals"), wrong];
  };

async function call(
  source: SuiteSource,
  ...words: string[]
): Promise<{ code: number; out: string }> {
  let out = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text, done?: unknown) => {
    out += String(text);
    if (typeof done === "function") done();
    return true;
  });
  return { code: await main(["node", "faultline", "verify", ...words], source), out };
}

test("verify exits 0 when every case agrees", async () => {
  const { code, out } = await call(suites(false));
  expect(code).toBe(0);
  expect(out).toMatch(/9 checks in .*: all passed\n$/);
});

test("verify exits 1 when one case is wrong, names it, and counts it", async () => {
  const { code, out } = await call(suites(true));
  expect(code).toBe(1);
  expect(out).toMatch(/a third\s+0\.333333333333\s+0\.333333332\s+1e-9\s+FAILED/);
  expect(out).toMatch(/9 checks in .*: 1 FAILED\n$/);
});

test("verify --json prints one JSON value and nothing else, and still exits 1", async () => {
  const { code, out } = await call(suites(true), "--json");
  expect(code).toBe(1);
  const { passed, failed, checks } = JSON.parse(out) as {
    passed: boolean;
    failed: number;
    checks: { case: string; passed: boolean }[];
  };
  expect({ passed, failed, cases: checks.length }).toEqual({ passed: false, failed: 1, cases: 9 });
  expect(checks.filter((check) => !check.passed).map((check) => check.case)).toEqual(["a third"]);
});

test("--limits and --events add their suites", async () => {
  const subjects = (await shippedSuites({ limits: true, events: true })).map(
    ({ subject }) => subject,
  );
  expect(subjects).toEqual(expect.arrayContaining(["limits", "outages on record", "intervals"]));
  expect((await shippedSuites({})).map(({ subject }) => subject)).not.toContain("limits");
});
