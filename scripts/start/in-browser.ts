import { join } from "node:path";
import type { Bridge } from "#bridge/bridge-options.ts";
import { type StartOptions, USUAL_PORT } from "#bridge/host/options.ts";
import { openOnPort } from "#bridge/host/usual-port.ts";
import { startWebHost } from "#bridge/host/web.ts";
import { createBridge } from "#bridge/main.ts";
import type { Wire } from "#shared/rpc/wire.ts";
import { buildRenderer } from "../build/parts.ts";
import type { EmbeddedCloud } from "./embedded-cloud.ts";
import { openBrowser } from "./open-browser.ts";
import { stopOnSignal } from "./stop-signals.ts";

/** What is told to whoever starts it. */
interface Told {
  readonly say: (line: string) => void;
  /** Why a browser shows it, where the desktop's own window was wished for; null otherwise. */
  readonly because: string | null;
}

/** Runs the bridge in this process and serves the window to browsers. Resolves when it is ready. */
export async function startInBrowser(
  root: string,
  version: string,
  options: StartOptions,
  cloud: EmbeddedCloud | undefined,
  { say, because }: Told,
): Promise<void> {
  const abort = new AbortController();
  // From here on whatever there is ends in order: first the start itself, then what it has made.
  let end = (): Promise<unknown> => starting.catch(() => undefined).then((bridge) => bridge?.close());
  stopOnSignal(async () => {
    abort.abort();
    await end();
  }, say);
  const starting = createBridge({
    version,
    profile: options.data,
    paper: options.paper,
    replay: options.replay,
    speed: options.speed,
    linkPort: options.linkPort,
    pairingDir: options.pairingDir,
    cloud: options.cloud,
    entitlements: options.entitlements,
    nativeShell: false,
    signal: abort.signal,
  });
  try {
    await serve(await starting);
  } catch (fault) {
    // The signal's own end is under way, and ends the process.
    if (abort.signal.aborted) return new Promise<never>(() => undefined);
    throw fault;
  }

  async function serve(bridge: Bridge): Promise<void> {
    try {
      // Not before the bridge is there: a start that fails says one thing, why.
      if (because !== null) say(`Fairlead ${placeOf(options)}, because ${because}.`);
      // Only now: a start that fails (a taken port, a locked profile) should not cost a build each time.
      await buildRenderer(root, say);
      const web = {
        rendererFolder: join(root, "dist", "renderer"),
        attach: (wire: Wire) => bridge.attach(wire),
        onRefused: (reason: string) => bridge.refusedRequest(reason),
        protect: (secret: string) => bridge.protect(secret),
      };
      const host = await openOnPort(options.port, USUAL_PORT, (port) => startWebHost({ ...web, port }));
      end = async () => {
        await host.close();
        // Together: neither waits for the other's last words.
        await Promise.all([bridge.close(), cloud?.stop()]);
      };
      if (abort.signal.aborted) return;
      console.log(`Fairlead is ready: ${host.url}`);
      cloud?.start();
      if (options.open)
        openBrowser(host.url, () => say("No browser could be opened: open the address above yourself."));
    } catch (fault) {
      await bridge.close();
      throw fault;
    }
  }
}

const placeOf = ({ open }: StartOptions): string => (open ? "opens in your browser" : "serves its window to a browser");
