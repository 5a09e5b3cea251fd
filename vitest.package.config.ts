import { defineConfig } from "vitest/config";

/** The package as somebody else installs it: packed, installed without a network, imported, type-checked, its examples run. */
export default defineConfig({
  test: { include: ["test/package/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 240_000 },
});
