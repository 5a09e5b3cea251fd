import { defineConfig } from "vitest/config";

/** What takes minutes: whole runs of the shipped models. Run before a release. */
export default defineConfig({
  test: { include: ["test/slow/**/*.test.ts"], testTimeout: 1_200_000 },
});
