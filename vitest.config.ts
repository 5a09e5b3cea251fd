import { configDefaults, defineConfig } from "vitest/config";

/** The tests that every change must pass. What takes minutes is in `test/slow` (`npm run test:slow`). */
export default defineConfig({
  test: { exclude: [...configDefaults.exclude, "test/slow/**"], testTimeout: 60_000 },
});
