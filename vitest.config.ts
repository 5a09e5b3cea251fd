import { configDefaults, defineConfig } from "vitest/config";

/** The tests that every change must pass. What takes minutes is in `test/slow`, what needs a browser in `test/browser`. */
export default defineConfig({
  test: {
    exclude: [...configDefaults.exclude, "test/slow/**", "test/browser/**"],
    testTimeout: 60_000,
  },
});
