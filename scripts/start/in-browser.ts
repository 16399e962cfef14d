import { join } from "node:path";
import { type StartOptions, USUAL_PORT } from "#bridge/host/options.ts";
import { openOnPort } from "#bridge/host/usual-port.ts";
import { startWebHost } from "#bridge/host/web.ts";
import { createBridge } from "#bridge/main.ts";
import type { Wire } from "#shared/rpc/wire.ts";
import { buildRenderer } from "../build/parts.ts";
import type { EmbeddedCloud } from "./embedded-cloud.ts";
import { openBrowser } from "./open-browser.ts";
import { stopOnSignal } from "./stop-signals.ts";

/** Runs the bridge in this process and serves the window to browsers. Resolves when it is ready. */
export async function startInBrowser(
  root: string,
  version: string,
  options: StartOptions,
  cloud: EmbeddedCloud | undefined,
  say: (line: string) => void,
): Promise<void> {
  const bridge = await createBridge({
    version,
    profile: options.data,
    paper: options.paper,
    replay: options.replay,
    speed: options.speed,
    linkPort: options.linkPort,
    pairingDir: options.pairingDir,
    cloud: options.cloud,
    nativeShell: false,
  });
  try {
    // Only now: a start that fails (a taken port, a locked profile) should not cost a build each time.
    await buildRenderer(root, say);
    const web = {
      rendererFolder: join(root, "dist", "renderer"),
      attach: (wire: Wire) => bridge.attach(wire),
      onRefused: (reason: string) => bridge.refusedRequest(reason),
      protect: (secret: string) => bridge.protect(secret),
    };
    const host = await openOnPort(options.port, USUAL_PORT, (port) => startWebHost({ ...web, port }));
    stopOnSignal(async () => {
      await host.close();
      // Together: neither waits for the other's last words.
      await Promise.all([bridge.close(), cloud?.stop()]);
    }, say);
    console.log(`Fairlead is ready: ${host.url}`);
    cloud?.start();
    if (options.open) openBrowser(host.url, () => say("No browser could be opened: open the address above yourself."));
  } catch (fault) {
    await bridge.close();
    throw fault;
  }
}
