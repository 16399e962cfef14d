import { COLLECTOR_SETTINGS } from "#bridge/config-manager/settings/collector.ts";
import { DataCollector } from "#bridge/data-collector/collector.ts";
import { createBridge } from "#bridge/main.ts";
import { MemorySecretStore } from "#bridge/ports/secret-store.ts";
import { QuoteBoard } from "#bridge/window/quote-board.ts";
import type { WireValue } from "#shared/rpc/values.ts";
import type { Wire } from "#shared/rpc/wire.ts";
import { IpcWire } from "#test/fixtures/process-run/ipc-wire.ts";
import { Durations, type LiveReading } from "./protocol.ts";

/**
 * The whole bridge as a process of its own: `node bridge-child.ts PROFILE PAIRING_FOLDER`, with its window's wire on the
 * IPC channel. It stamps each frame of ticks as it comes and each quote as the stream hands it to the wire: what a quote
 * stands for is as old as the first change since the last time it left.
 */
const [profile = "", pairingDir = ""] = process.argv.slice(2);
// More symbols than a terminal usually brings; no history service runs here.
Object.assign(COLLECTOR_SETTINGS["collector.maxSymbols"], { default: 300 });
Object.assign(COLLECTOR_SETTINGS["collector.serviceMs"], { default: 0 });

const received = new Durations();
const sent = new Durations();
let quotes = 0;
let frameAt = 0;
const waiting = new Map<string, number>();

const { ticks } = DataCollector.prototype;
DataCollector.prototype.ticks = function (link, bytes) {
  frameAt = performance.now();
  ticks.call(this, link, bytes);
};
const { quote } = QuoteBoard.prototype;
QuoteBoard.prototype.quote = function (instrument, ...values) {
  if (!waiting.has(instrument)) waiting.set(instrument, frameAt);
  quote.call(this, instrument, ...values);
};

interface QuoteItem {
  readonly instrumentId: string;
  readonly bid: number;
  readonly timeMs: number;
}
/** The quotes in a message to the window; none in any other. */
function quotesIn(message: WireValue): readonly QuoteItem[] {
  const { items } = message as { readonly items?: readonly Partial<QuoteItem>[] };
  const [first] = Array.isArray(items) ? items : [];
  return first?.bid !== undefined && first.instrumentId !== undefined ? (items as readonly QuoteItem[]) : [];
}

/** Stamps what the bridge hands to its window. */
function stamped(wire: Wire): Wire {
  return {
    kind: wire.kind,
    send: (message) => {
      wire.send(message);
      const now = performance.now();
      for (const { instrumentId, timeMs } of quotesIn(message)) {
        const since = waiting.get(instrumentId);
        if (since === undefined) continue;
        waiting.delete(instrumentId);
        quotes += 1;
        received.add(now - since);
        sent.add(performance.timeOrigin + now - timeMs);
      }
    },
    onMessage: (handler) => wire.onMessage(handler),
    onClose: (handler) => wire.onClose(handler),
    close: (reason) => wire.close(reason),
  };
}

const bridge = await createBridge({
  version: "0.1.0",
  profile,
  paper: "off",
  replay: [],
  speed: 1,
  linkPort: 0,
  pairingDir,
  nativeShell: false,
  keychain: () => new MemorySecretStore(),
});
const send = process.send?.bind(process) as (message: unknown) => boolean;
let cpu = process.cpuUsage();
let cpuAt = performance.now();
process.on("message", (message) => {
  if (message === "stop") void bridge.close().then(() => process.exit(0));
  if (message !== "read") return;
  const now = performance.now();
  const used = process.cpuUsage(cpu);
  const { rss, heapUsed } = process.memoryUsage();
  const reading: LiveReading = {
    kind: "reading",
    quotes,
    received: received.take(),
    sent: sent.take(),
    rssMegabytes: rss / 2 ** 20,
    heapMegabytes: heapUsed / 2 ** 20,
    cores: (used.user + used.system) / 1_000 / (now - cpuAt),
  };
  quotes = 0;
  cpu = process.cpuUsage();
  cpuAt = now;
  send(reading);
});
process.on("disconnect", () => process.exit(1));
bridge.attach(stamped(new IpcWire({ connected: true, send, on: process.on.bind(process) as never })));
send("ready");
