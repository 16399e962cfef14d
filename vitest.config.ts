import { defineConfig } from "vitest/config";

const files = (folder: string): string[] => [`test/${folder}/**/*.test.ts`, `test/${folder}/**/*.test.tsx`];

const CLOUD = "test/integration/cloud-*.test.ts";
const CLOUD_SOAK = "test/soak/cloud-*.test.ts";
const ONE_POSTGRES = "test/fixtures/cloud/one-postgres.ts";

/** What a test waits for may take its time on a machine that runs everything at once. */
const PATIENT = { expect: { poll: { timeout: 30_000 } } } as const;

/** Quick projects share the cores, then come those with processes of their own. */
export default defineConfig({
  test: {
    // A forgotten `.only` must not pass as a run of everything.
    allowOnly: false,
    projects: [
      { test: { name: "unit", include: files("unit"), ...PATIENT, testTimeout: 20_000 } },
      { test: { name: "contract", include: files("contract"), ...PATIENT, testTimeout: 60_000 } },
      {
        test: {
          name: "integration",
          include: [...files("integration"), ...files("conformance")],
          exclude: [CLOUD],
          ...PATIENT,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // These wait for each other's processes more than they compute: alone, a file leaves a core and a half idle.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // The account backend over one real Postgres, which the project starts and stops.
        test: {
          name: "cloud",
          include: [CLOUD],
          globalSetup: ONE_POSTGRES,
          ...PATIENT,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "soak",
          include: files("soak"),
          exclude: [CLOUD_SOAK],
          ...PATIENT,
          testTimeout: 3_600_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "cloud-soak",
          include: [CLOUD_SOAK],
          globalSetup: ONE_POSTGRES,
          ...PATIENT,
          testTimeout: 3_600_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
