import { configDefaults, defineConfig } from "vitest/config";

/**
 * The tests that every change must pass. What takes minutes is in `test/slow`, what needs a browser in `test/browser`. Files
 * share what they import: loading it anew for each took more time than the tests do.
 */
export default defineConfig({
  test: {
    exclude: [...configDefaults.exclude, "test/slow/**", "test/browser/**"],
    isolate: false,
    maxWorkers: "100%",
    testTimeout: 60_000,
  },
});
