import { defineConfig } from "@playwright/test";
import { electronBinary, type HostName } from "./test/e2e/fixtures/hosts.ts";

/** Specs about the desktop shell and its double; everything else runs in every host. */
const SHELL_SPECS = ["**/shell-*.spec.ts", "**/double-*.spec.ts"];
const WEB_SPECS = ["**/web-*.spec.ts"];

// Workers load this file too; saying it once is enough.
if (electronBinary() === undefined && process.env["TEST_WORKER_INDEX"] === undefined) {
  process.stdout.write("skipped: project electron (no Electron program on this machine)\n");
}

export default defineConfig<object, { host: HostName }>({
  testDir: "test/e2e",
  outputDir: "test-results",
  globalSetup: "./test/e2e/fixtures/build.ts",
  // Every test runs a terminal with a bridge and a Chromium of its own.
  workers: 2,
  timeout: 60_000,
  // A test that passes at the second try only is a test, or a product, with a fault.
  retries: 0,
  // Two terminals and two browsers share two cores.
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: "list",
  projects: [
    { name: "web", use: { host: "web" }, testIgnore: SHELL_SPECS },
    { name: "double", use: { host: "double" }, testIgnore: WEB_SPECS },
    { name: "electron", use: { host: "electron" }, testIgnore: [...WEB_SPECS, "**/double-lifetime.spec.ts"] },
  ],
});
