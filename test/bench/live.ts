import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { LiveWorld, OLDEST } from "./support/live/live-world.ts";
import { Durations } from "./support/live/protocol.ts";
import { rawPacedMs } from "./support/live/raw-paced.ts";
import { median, percentile, printRow } from "./support/row.ts";

/**
 * A busy day: 200 symbols at 20,000 ticks a second through ZeroMQ and CURVE into the whole bridge, a window that takes
 * every quote, while 5,000,000 old ticks are fetched and stored ticks are exported. `live.latency.p99`: ms from a frame's
 * arrival in the bridge until the quote left on the stream, the worse of the busy part and the whole run.
 * `--seconds N` (60; the soak runs 600).
 */
const { values } = parseArgs({ options: { seconds: { type: "string", default: "60" } } });
const SECONDS = Number(values.seconds);
const LOAD = { symbols: 200, ticksPerSecond: 20_000, oldTicks: 5_000_000 };
const WARM_S = 5;

const raw = await rawPacedMs(5_000);
const world = await LiveWorld.open(LOAD);
const whole = { received: new Durations(), sent: new Durations() };
const busy = { received: new Durations(), sent: new Durations() };
const rss: number[] = [];
const cores: number[] = [];
let quotes = 0;
let exported = 0;
const exporting = new AbortController();
let lateMs = 0;
let heapMegabytes = 0;

/** Writes stored ticks out as CSV, over and over, as a window's export does, until the run is over. */
async function exportTicks(): Promise<void> {
  for (let turn = 0; !exporting.signal.aborted; turn++) {
    const before = exported;
    const file = createWriteStream(join(world.folder, `export-${turn}.csv`));
    const stored = { instrumentId: OLDEST, fromMs: Date.now() - 21 * 86_400_000, toMs: Date.now() };
    for await (const { count, timeMs, bid, ask, flags } of world.client.market.ticks.read(stored)) {
      let text = "";
      for (let i = 0; i < count; i++) text += `${timeMs[i]},${bid[i]},${ask[i]},${flags[i]}\n`;
      if (!file.write(text)) await once(file, "drain");
      exported += count;
      if (exporting.signal.aborted) break;
    }
    file.end();
    await once(file, "finish");
    // The first day of the past is not there yet.
    if (exported === before) await pause(250);
  }
}

try {
  world.client.market.quotes.subscribe({}, { items: () => undefined });
  world.pace();
  await pause(WARM_S * 1_000);
  await world.reading();
  const liveFrom = world.feeder.live;
  const beganMs = performance.now();
  let backfilledS = 0;
  let backfilled: number | undefined;
  void world.backfill().then(({ ticks }) => (backfilled = ticks));
  const exports = exportTicks();
  for (let second = 1; second <= SECONDS; second++) {
    await pause(Math.max(0, beganMs + second * 1_000 - performance.now()));
    const reading = await world.reading();
    const isBusy = backfilledS === 0;
    if (isBusy && backfilled !== undefined) backfilledS = second;
    for (const into of isBusy ? [whole, busy] : [whole]) {
      into.received.merge(reading.received);
      into.sent.merge(reading.sent);
    }
    quotes += reading.quotes;
    rss.push(reading.rssMegabytes);
    cores.push(reading.cores);
    ({ heapMegabytes } = reading);
    lateMs = Math.max(lateMs, world.feeder.lateMs);
    if (second % 30 === 0) console.error(`${second} s: ${Math.round(reading.rssMegabytes)} MB, ${exported} exported`);
  }
  const seconds = (performance.now() - beganMs) / 1_000;
  const paced = (world.feeder.live - liveFrom) / seconds;
  exporting.abort();
  await exports;
  const facts = {
    symbols: LOAD.symbols,
    ticksPerSecond: Math.round(paced),
    quotesPerSecond: Math.round(quotes / seconds),
    backfilledTicks: backfilled ?? 0,
    backfilledInS: backfilledS,
    exportedTicks: exported,
    seconds: Math.round(seconds),
  };
  printRow({
    bench: "live.latency.p99",
    value: Math.max(whole.received.at(0.99), busy.received.at(0.99)),
    unit: "ms",
    raw: percentile(raw, 0.99),
    p50: whole.received.at(0.5),
    whole: whole.received.at(0.99),
    busy: busy.received.at(0.99),
    p999: whole.received.at(0.999),
    sentP50: whole.sent.at(0.5),
    sentP99: whole.sent.at(0.99),
    sentBusyP99: busy.sent.at(0.99),
    lateMs,
    ...facts,
  });
  const third = Math.ceil(rss.length / 3);
  printRow({
    bench: "live.memory",
    value: Math.max(...rss),
    unit: "MB",
    raw: 0,
    firstThird: Math.round(median(rss.slice(0, third))),
    lastThird: Math.round(median(rss.slice(-third))),
    heap: Math.round(heapMegabytes),
    ...facts,
  });
  printRow({ bench: "live.cpu", value: median(cores), unit: "cores", raw: 0, most: Math.max(...cores), ...facts });
} finally {
  exporting.abort();
  await world.close();
}
process.exit(0);

function pause(ms: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, ms));
}
