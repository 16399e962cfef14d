import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type LiveLoad, LiveWorld, OLDEST } from "./live-world.ts";
import { Durations } from "./protocol.ts";

const WARM_S = 5;
const OLD_DAYS = 21;

/** What a busy day came to. */
export interface LiveFigures {
  /** From a frame's arrival until its quote left, and from the terminal's own stamp; `busy`: while old ticks came. */
  readonly whole: { readonly received: Durations; readonly sent: Durations };
  readonly busy: { readonly received: Durations; readonly sent: Durations };
  /** Of each second. */
  readonly rssMegabytes: readonly number[];
  readonly cores: readonly number[];
  readonly heapMegabytes: number;
  /** The most by which a live tick waited for room. */
  readonly lateMs: number;
  readonly facts: {
    readonly symbols: number;
    readonly ticksPerSecond: number;
    readonly quotesPerSecond: number;
    readonly backfilledTicks: number;
    /** 0 = not finished. */
    readonly backfilledInS: number;
    readonly exportedTicks: number;
    readonly seconds: number;
  };
}

/**
 * Live ticks of many symbols into the whole bridge, a window that takes every quote, while old ticks are fetched and
 * stored ticks are exported, for so many seconds.
 */
export async function liveRun(load: LiveLoad, seconds: number): Promise<LiveFigures> {
  const world = await LiveWorld.open(load);
  const exporter = new Exporter(world);
  try {
    world.client.market.quotes.subscribe({}, { items: () => undefined });
    world.pace();
    await pause(WARM_S * 1_000);
    await world.reading();
    return await measured(world, exporter, load.symbols, seconds);
  } finally {
    await exporter.stop().catch(() => undefined);
    await world.close();
  }
}

async function measured(world: LiveWorld, exporter: Exporter, symbols: number, most: number): Promise<LiveFigures> {
  const whole = { received: new Durations(), sent: new Durations() };
  const busy = { received: new Durations(), sent: new Durations() };
  const rssMegabytes: number[] = [];
  const cores: number[] = [];
  let [quotes, lateMs, heapMegabytes, backfilledInS] = [0, 0, 0, 0];
  const liveFrom = world.feeder.live;
  const beganMs = performance.now();
  let backfilled: number | undefined;
  void world.backfill().then(({ ticks }) => (backfilled = ticks));
  exporter.start();
  for (let second = 1; second <= most; second++) {
    await pause(Math.max(0, beganMs + second * 1_000 - performance.now()));
    const reading = await world.reading();
    const isBusy = backfilledInS === 0;
    if (isBusy && backfilled !== undefined) backfilledInS = second;
    for (const into of isBusy ? [whole, busy] : [whole]) {
      into.received.merge(reading.received);
      into.sent.merge(reading.sent);
    }
    quotes += reading.quotes;
    rssMegabytes.push(reading.rssMegabytes);
    cores.push(reading.cores);
    ({ heapMegabytes } = reading);
    lateMs = Math.max(lateMs, world.feeder.lateMs);
    if (second % 30 === 0) {
      const { backfilled: sent } = world.feeder;
      console.error(
        `${second} s: ${Math.round(reading.rssMegabytes)} MB, ${sent} old ticks, ${exporter.ticks} exported`,
      );
    }
  }
  const tookS = (performance.now() - beganMs) / 1_000;
  const facts = {
    symbols,
    ticksPerSecond: Math.round((world.feeder.live - liveFrom) / tookS),
    quotesPerSecond: Math.round(quotes / tookS),
    backfilledTicks: backfilled ?? 0,
    backfilledInS,
    exportedTicks: exporter.ticks,
    seconds: Math.round(tookS),
  };
  return { whole, busy, rssMegabytes, cores, heapMegabytes, lateMs, facts };
}

/** Writes stored ticks out as CSV, over and over, as a window's export does. */
class Exporter {
  readonly #world: LiveWorld;
  readonly #stopped = new AbortController();
  #running: Promise<void> = Promise.resolve();
  ticks = 0;

  constructor(world: LiveWorld) {
    this.#world = world;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { client, folder } = this.#world;
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      const before = this.ticks;
      const path = join(folder, "export.csv");
      const file = createWriteStream(path);
      const stored = { instrumentId: OLDEST, fromMs: Date.now() - OLD_DAYS * 86_400_000, toMs: Date.now() };
      for await (const { count, timeMs, bid, ask, flags } of client.market.ticks.read(stored)) {
        let text = "";
        for (let i = 0; i < count; i++) text += `${timeMs[i]},${bid[i]},${ask[i]},${flags[i]}\n`;
        if (!file.write(text)) await once(file, "drain");
        this.ticks += count;
        if (signal.aborted) break;
      }
      file.end();
      await once(file, "finish");
      await rm(path);
      // The first day of the past is not there yet.
      if (this.ticks === before) await pause(250);
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, ms));
}
