import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { contract, type FairleadContract } from "#shared/contract/contract.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import { connectClient } from "#shared/rpc/client.ts";
import type { Client } from "#shared/rpc/client-types.ts";
import { until } from "#test/fixtures/open-test-link.ts";
import { IpcWire } from "#test/fixtures/process-run/ipc-wire.ts";
import { LEAN_ENV, LEAN_FLAGS } from "../../../../scripts/start/lean-node.mjs";
import type { FeederReport, LiveReading } from "./protocol.ts";

/** The instrument that has a past, and days of it, as the feeder has them. */
export const OLDEST = "7001@Harbour-Demo/OLDEST" as InstrumentId;
const OLD_DAYS = 21;

export interface LiveLoad {
  readonly symbols: number;
  readonly ticksPerSecond: number;
  readonly oldTicks: number;
}

const COMPILED = fileURLToPath(new URL("../../../../.cache/node", import.meta.url));

const started = (file: string, args: readonly string[], lean: readonly string[] = []): ChildProcess =>
  fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    execArgv: ["--disable-warning=ExperimentalWarning", ...lean],
    serialization: "advanced",
    // As `npm start` runs it, from its second start on: the bridge finds its sources compiled.
    env: { ...process.env, ...(lean.length > 0 ? { ...LEAN_ENV, NODE_COMPILE_CACHE: COMPILED } : {}) },
  });

const said = (child: ChildProcess, word: string): Promise<void> =>
  new Promise((resolve, reject) => {
    child.on("message", (message) => {
      if (message === word) resolve();
    });
    child.once("exit", () => reject(new Error(`a process of the benchmark ended before it was ${word}`)));
  });

/** Starts and stops a bridge, which leaves its sources compiled. */
async function compiled(folder: string): Promise<void> {
  const bridge = started("bridge-child.ts", [join(folder, "first"), join(folder, "first-pairing")], LEAN_FLAGS);
  await said(bridge, "ready");
  const ended = once(bridge, "exit");
  bridge.send("stop");
  await ended;
}

/** A bridge and a busy terminal, each in a process of its own; this process is the window. */
export class LiveWorld {
  readonly client: Client<FairleadContract>;
  feeder: FeederReport = { kind: "feeder", live: 0, backfilled: 0, lateMs: 0 };
  readonly folder: string;
  readonly #bridge: ChildProcess;
  readonly #terminal: ChildProcess;
  readonly #close: () => void;

  private constructor(folder: string, bridge: ChildProcess, terminal: ChildProcess, rpc: ReturnType<typeof windowOf>) {
    this.folder = folder;
    this.#bridge = bridge;
    this.#terminal = terminal;
    this.client = rpc.client;
    this.#close = () => rpc.connection.close();
    terminal.on("message", (message: FeederReport | string) => {
      if (typeof message !== "string") this.feeder = message;
    });
  }

  static async open(load: LiveLoad): Promise<LiveWorld> {
    const folder = mkdtempSync(join(tmpdir(), "fairlead-live-"));
    const pairing = join(folder, "pairing");
    await compiled(folder);
    const bridge = started("bridge-child.ts", [join(folder, "profile"), pairing], LEAN_FLAGS);
    const ready = said(bridge, "ready");
    const rpc = windowOf(bridge);
    await ready;
    const { links } = rpc.client;
    const asked = new Promise<string>((resolve) => {
      links.pairing.subscribe(
        {},
        { items: ([state]) => void (state?.requests[0] && resolve(state.requests[0].requestId)) },
      );
    });
    await links.openPairing({});
    const { symbols, ticksPerSecond, oldTicks } = load;
    const terminal = started("feeder.ts", [pairing, String(symbols), String(ticksPerSecond), String(oldTicks)]);
    const connected = said(terminal, "connected");
    await links.confirmPairing({ requestId: await asked });
    await connected;
    const world = new LiveWorld(folder, bridge, terminal, rpc);
    const known = new Set<string>();
    const instruments = world.client.market.instruments.subscribe(
      {},
      { items: (items) => items.forEach(({ id }) => known.add(id)) },
    );
    await until(() => known.size >= symbols, 60_000);
    instruments.close();
    return world;
  }

  /** Has live ticks come at their pace. */
  pace(): void {
    this.#terminal.send("pace");
  }

  /** Has the old history fetched, as a window does; resolves when all of it is stored. */
  async backfill(): Promise<{ readonly ticks: number }> {
    const instrumentId = OLDEST;
    const done = new Promise<{ readonly ticks: number }>((resolve) => {
      const open = this.client.data.backfills.subscribe(
        {},
        {
          items: (items) => {
            const end = items.find((item) => item.instrumentId === instrumentId && item.state === "done");
            if (end === undefined) return;
            open.close();
            resolve({ ticks: end.ticks });
          },
        },
      );
    });
    await this.client.data.backfill({ instrumentId, fromMs: Date.now() - (OLD_DAYS + 1) * 86_400_000 });
    return done;
  }

  /** What the bridge's process measured since the last time. */
  reading(): Promise<LiveReading> {
    const answered = new Promise<LiveReading>((resolve) => {
      const hear = (message: Partial<LiveReading> | string): void => {
        if (typeof message === "string" || message.kind !== "reading") return;
        this.#bridge.off("message", hear);
        resolve(message as LiveReading);
      };
      this.#bridge.on("message", hear);
    });
    this.#bridge.send("read");
    return answered;
  }

  async close(): Promise<void> {
    this.#terminal.kill("SIGKILL");
    this.#close();
    const ended = once(this.#bridge, "exit");
    this.#bridge.send("stop");
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const windowOf = (bridge: ChildProcess) =>
  connectClient(contract, {
    dial: () => Promise.resolve(new IpcWire(bridge)),
    onState: () => undefined,
    backoffMs: [10, 100],
  });
