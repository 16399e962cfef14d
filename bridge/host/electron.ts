import { readFileSync } from "node:fs";
import { ERRORS, FairleadError } from "#shared/contract/errors.ts";
import { portWire } from "#shared/rpc/wire-port.ts";
import { type FromBridge, ToBridge } from "#shared/shell/bridge-messages.ts";
import type { Bridge } from "../bridge-options.ts";
import { createBridge } from "../main.ts";
import { parseOptions } from "./options.ts";

/**
 * The bridge in Electron's utility process. The desktop shell starts it with the user's options, hands it a port for
 * each window, and asks it to end; nothing else comes from there, least of all data.
 */

/** Electron's `process.parentPort`, as far as it is used: bridge/ knows nothing else of Electron. */
interface ParentPort {
  on(
    type: "message",
    listener: (event: { readonly data: unknown; readonly ports: readonly WindowPort[] }) => void,
  ): void;
  postMessage(message: FromBridge): void;
}
type WindowPort = Parameters<typeof portWire>[0];

/** What `npm start` ends with for the same refusals. */
const REFUSED = 2;
/** The refusal has to leave this process before the process ends. */
const LAST_WORDS_MS = 100;

const shell = (process as unknown as { readonly parentPort: ParentPort }).parentPort;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a parent port has no origin, a window has.
const tell = (message: FromBridge): void => shell.postMessage(message);
// Databases, logs and secrets are this user's alone, also in a folder that others may look into.
process.umask(0o077);
const starting = start();

shell.on("message", ({ data, ports }) => {
  const message = ToBridge.safeParse(data);
  if (!message.success) return;
  const [port] = ports;
  if (message.data.kind === "ping") tell({ kind: "pong" });
  else if (message.data.kind === "shutdown") void shutDown();
  else if (message.data.kind === "time") leapt(message.data.what, message.data.ms);
  else if (message.data.kind === "power") {
    if (message.data.what === "resume") leapt("resume", 0);
  } else if (port) void starting.then((bridge) => bridge?.attach(portWire(port)));
});

async function start(): Promise<Bridge | undefined> {
  try {
    const options = parseOptions(process.argv.slice(2), process.cwd());
    const bridge = await createBridge({
      version: version(),
      profile: options.data,
      paper: options.paper,
      replay: options.replay,
      speed: options.speed,
      linkPort: options.linkPort,
      pairingDir: options.pairingDir,
      cloud: options.cloud,
      entitlements: options.entitlements,
      nativeShell: true,
    });
    tell({ kind: "ready" });
    return bridge;
  } catch (fault) {
    // Anything else is a crash, and the shell starts crashed bridges again.
    if (!(fault instanceof FairleadError)) throw fault;
    const message = `${fault.code}: ${fault.message} ${ERRORS[fault.code].now}`;
    tell({ kind: "refused", code: fault.code, message });
    setTimeout(() => process.exit(REFUSED), LAST_WORDS_MS);
    return undefined;
  }
}

function leapt(what: "slept" | "set" | "resume", ms: number): void {
  void starting.then((bridge) => bridge?.timeLeapt(what, ms));
}

async function shutDown(): Promise<void> {
  const bridge = await starting;
  await bridge?.close();
  process.exit(0);
}

/** Two folders up lies package.json, from this file and from the bundle in dist/bridge. */
function version(): string {
  const file = new URL("../../package.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly version: string }).version;
}
