import { expect, NO_PROGRAM, PROBE, startProbe, test, withoutProgram } from "./fixtures/probe.ts";
import { descendants, isRunning } from "./fixtures/process-tree.ts";
import { TemporaryFolder } from "./fixtures/temporary-folder.ts";

/**
 * Real utility processes, and the whole of a real browser, are gone the moment the main process is. What the double
 * starts must not outlive it either, or a failed run would leave bridges behind that hold ports and profiles.
 */
test.skip(withoutProgram, NO_PROGRAM);
test.skip(() => process.platform !== "linux", "looks at processes through Linux's /proc");

test("kill -9 of the double takes Chromium and a utility process in an endless loop with it", async ({ host }) => {
  using folder = new TemporaryFolder();
  const app = await startProbe(host, folder.path);
  await app.firstWindow();
  const main = app.process();
  await app.evaluate(async ({ utilityProcess }, file) => {
    const child = utilityProcess.fork(file, [], { stdio: "ignore" });
    await new Promise((resolve) => child.once("message", resolve));
    child.postMessage("loop");
  }, `${PROBE}/utility.mjs`);
  const started = descendants(main.pid ?? 0);
  expect(started.length).toBeGreaterThan(3);
  main.kill("SIGKILL");
  await expect.poll(() => started.filter(isRunning), { timeout: 10_000 }).toEqual([]);
});

test("a Chromium that dies takes the double with it", async ({ host }) => {
  using folder = new TemporaryFolder();
  const app = await startProbe(host, folder.path);
  await app.firstWindow();
  const pid = app.process().pid ?? 0;
  const started = descendants(pid);
  const [chromium] = started;
  process.kill(chromium ?? 0, "SIGKILL");
  await expect.poll(() => [pid, ...started].filter(isRunning), { timeout: 10_000 }).toEqual([]);
});
