import type { Wire } from "#shared/rpc/wire.ts";
import { portWire } from "#shared/rpc/wire-port.ts";
import { dialWebSocket } from "#shared/rpc/wire-websocket.ts";
import type { BridgePort, ShellApi } from "#shared/shell/shell-api.ts";
import { REFUSED } from "./bridge-status.ts";
import { shell } from "./shell.ts";

const isBridgePort = (data: unknown): data is BridgePort =>
  typeof data === "object" && data !== null && (data as Partial<BridgePort>).kind === "fairlead:bridge-port";

/** A port straight to the bridge, handed over by the desktop shell once the bridge runs. */
async function dialPort(from: ShellApi): Promise<Wire> {
  const nonce = crypto.randomUUID();
  const arrival = new Promise<MessagePort>((resolve) => {
    const listen = (event: MessageEvent<unknown>): void => {
      const port = event.ports[0];
      if (event.source !== window || !isBridgePort(event.data) || event.data.nonce !== nonce || !port) return;
      window.removeEventListener("message", listen);
      resolve(port);
    };
    window.addEventListener("message", listen);
  });
  await from.requestBridgePort(nonce);
  return portWire(await arrival);
}

const REFUSED_PAUSE_MS = 5_000;
let refusedBefore = false;

/** The web host's socket, on the page's own origin; the session's cookie lets it in. */
async function dialSocket(): Promise<Wire> {
  const url = new URL("/rpc", location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  if (refusedBefore) await new Promise((resolve) => setTimeout(resolve, REFUSED_PAUSE_MS));
  try {
    const wire = await dialWebSocket((address) => new WebSocket(address), url.href);
    refusedBefore = false;
    return wire;
  } catch (fault) {
    refusedBefore = await isRefused();
    throw refusedBefore ? new Error(REFUSED, { cause: fault }) : fault;
  }
}

/** A browser does not say why a socket failed; a plain request does. */
const isRefused = (): Promise<boolean> =>
  fetch("/", { method: "HEAD", cache: "no-store" }).then(
    ({ status }) => status === 401 || status === 403,
    () => false,
  );

/** Opens a way to the bridge: through the shell that holds this page, else over its own origin. */
export const dialBridge = (): Promise<Wire> => (shell === undefined ? dialSocket() : dialPort(shell));
