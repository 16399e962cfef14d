import { rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createBridge } from "#bridge/main.ts";
import { openLink } from "#bridge/metatrader-connector/open-link.ts";
import { DEFAULT_LINK_SETTINGS } from "#bridge/metatrader-connector/settings.ts";
import { systemClock } from "#bridge/ports/clock.ts";
import { MemorySecretStore } from "#bridge/ports/secret-store.ts";
import { MemoryRegistry } from "../fixtures/memory-registry.ts";
import { temporaryFolder } from "../fixtures/temporary-folder.ts";

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true)).on("error", () => resolve(false));
    socket.on("connect", () => socket.destroy());
  });

/** Two neighbouring ports that nobody has. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = await new Promise<number>((resolve) => {
      const server = createServer().listen(0, "127.0.0.1", () => {
        const { port: found } = server.address() as { port: number };
        server.close(() => resolve(found));
      });
    });
    if (port < 65_535 && !(await answers(port + 1))) return port;
  }
}

test("a link that was opened and never started gives its ports back", async () => {
  const folder = temporaryFolder();
  const link = await openLink({
    settings: DEFAULT_LINK_SETTINGS,
    registry: new MemoryRegistry(),
    clock: systemClock,
    events: { report: () => undefined },
    leases: { terms: () => null },
    version: "0.1.0",
    secrets: new MemorySecretStore(),
    port: 0,
    pairingDir: folder,
    linkChanged: () => undefined,
    pairingChanged: () => undefined,
    ticksStored: () => 0,
  });
  const ports = Object.values(link.endpoints).map((endpoint) => Number(endpoint.split(":").at(-1)));
  expect(await Promise.all(ports.map(answers))).toEqual([true, true]);
  await link.stop();
  // libzmq closes listeners in a thread of its own.
  await expect.poll(() => Promise.all(ports.map(answers))).toEqual([false, false]);
});

test("a bridge that cannot start leaves no port bound and no profile locked", async () => {
  const profile = temporaryFolder();
  const notAFolder = join(profile, "occupied");
  writeFileSync(notAFolder, "");
  const linkPort = await freePort();
  const options = {
    version: "0.1.0",
    profile: join(profile, "profile"),
    paper: "off",
    replay: [],
    speed: 1,
    linkPort,
    nativeShell: false,
    keychain: () => new MemorySecretStore(),
  } as const;
  await expect(createBridge({ ...options, pairingDir: notAFolder })).rejects.toMatchObject({
    code: "PAIRING_FOLDER_UNUSABLE",
  });
  await expect.poll(() => Promise.all([linkPort, linkPort + 1].map(answers))).toEqual([false, false]);

  rmSync(notAFolder);
  const bridge = await createBridge({ ...options, pairingDir: notAFolder });
  onTestFinished(() => bridge.close());
  expect([await answers(linkPort), await answers(linkPort + 1)]).toEqual([true, true]);
});
