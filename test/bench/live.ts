import { parseArgs } from "node:util";
import { liveRun } from "./support/live/live-run.ts";
import { rawPacedMs } from "./support/live/raw-paced.ts";
import { median, percentile, printRow } from "./support/row.ts";

/**
 * A busy day: 200 symbols at 20,000 ticks a second through ZeroMQ and CURVE into the whole bridge, a window that takes
 * every quote, while 5,000,000 old ticks are fetched and stored ticks are exported. `live.latency.p99`: ms from a frame's
 * arrival in the bridge until the quote left on the stream, the worse of the busy part and the whole run.
 * `--seconds N` (60; the soak runs 600).
 */
const { values } = parseArgs({ options: { seconds: { type: "string", default: "60" } } });
const raw = await rawPacedMs(5_000);
const load = { symbols: 200, ticksPerSecond: 20_000, oldTicks: 5_000_000 };
const { whole, busy, rssMegabytes, cores, heapMegabytes, lateMs, facts } = await liveRun(load, Number(values.seconds));
printRow({
  bench: "live.latency.p99",
  value: Math.max(whole.received.at(0.99), busy.received.at(0.99)),
  unit: "ms",
  raw: percentile(raw, 0.99),
  required: 5,
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
const third = Math.ceil(rssMegabytes.length / 3);
printRow({
  bench: "live.memory",
  value: Math.max(...rssMegabytes),
  unit: "MB",
  raw: 0,
  required: 250,
  firstThird: Math.round(median(rssMegabytes.slice(0, third))),
  lastThird: Math.round(median(rssMegabytes.slice(-third))),
  heap: Math.round(heapMegabytes),
  ...facts,
});
printRow({ bench: "live.cpu", value: median(cores), unit: "cores", raw: 0, most: Math.max(...cores), ...facts });
process.exit(0);
