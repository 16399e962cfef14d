import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { TerminalRecord } from "#bridge/ports/terminal-registry.ts";
import { compileEa, startEa } from "#test/fixtures/ea-program.ts";
import { MemoryRegistry } from "#test/fixtures/memory-registry.ts";
import { TestLink, until } from "#test/fixtures/open-test-link.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import type { RunningMql } from "#test/mql5-host/harness.ts";

const SETTINGS = { heartbeatMs: 200, silenceMs: 2_000, staleMs: 1_500, lostMs: 3_000 };

/** Tells of every record before it counts as kept. */
class WatchedRegistry extends MemoryRegistry {
  saving: (record: TerminalRecord) => void = () => undefined;

  override saveTerminal(record: TerminalRecord): void {
    super.saveTerminal(record);
    this.saving(record);
  }
}

test("the real EA, killed when the bridge has kept the new key and the EA does not know it yet, is let in, and rotates again", async () => {
  const folder = temporaryFolder();
  const registry = new WatchedRegistry();
  const link = await TestLink.open({ settings: SETTINGS, registry, commonDir: join(folder, "common") });
  const options = { binary: await compileEa(), dataDir: join(folder, "terminal"), commonDir: link.commonDir };
  await link.openPairing();
  let ea: RunningMql = await startEa(options);
  onTestFinished(async () => {
    await ea.kill();
    await link.close();
  });
  const request = await until(() => link.pairing?.requests[0], 20_000);
  const id = link.connector.pairing.confirm(request.requestId);
  const live = () =>
    until(() => link.links.get(id)?.state === "synchronising" || link.links.get(id)?.state === "live", 20_000);
  await live();
  const first = registry.terminals()[0]?.current.publicKey;

  // Dead before the answer can reach it: the process gets no more time after this instant.
  registry.saving = ({ next }) => {
    if (next !== null && ea.pid !== undefined) process.kill(ea.pid, "SIGKILL");
  };
  link.connector.rotateKey(id);
  await ea.exit;
  registry.saving = () => undefined;
  expect(registry.terminals()[0]).toMatchObject({ current: { publicKey: first }, next: expect.anything() });
  await until(() => link.links.get(id)?.state === "lost", 20_000);

  ea = await startEa(options);
  await live();
  expect(registry.terminals()[0]?.current.publicKey).toBe(first);
  link.connector.rotateKey(id);
  await until(() => registry.terminals()[0]?.current.publicKey !== first, 20_000);
  await live();
  expect(registry.terminals()[0]?.next).toBeNull();
  for (const reason of ["wrongKey", "wrongSecret", "unknownKey", "unknownTerminal"])
    expect(link.refused(reason)).toBe(0);
});
