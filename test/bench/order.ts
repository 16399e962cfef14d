import { HEADER_BYTES } from "#shared/link/codec.ts";
import { layoutOf } from "#shared/link/layout.ts";
import { MESSAGES } from "#shared/link/messages.ts";
import { compileFairlead } from "#test/fixtures/ea-world.ts";
import { OrderRoom, type OrderTimes } from "#test/fixtures/trading/order-room.ts";
import { keptAwake } from "./support/awake.ts";
import { type RawOrder, rawOrders } from "./support/raw-order.ts";
import { median, percentile, printRow } from "./support/row.ts";

/**
 * From a ticket's command to the bridge's event that the broker has the order, at 100 orders a second: verdict, intent
 * fsynced, CURVE, the program with its own journal, and back; through the command service, and through the EA, whose
 * figure is bound by MT5's timer. The broker is to take no time (the issue; SPEC.md: "terminal side; broker time shown
 * apart"), but the trade server is a process of its own, so each order's own time from OrderSendAsync until the program saw
 * it among the account's is taken off it, and told in rows of their own: `order.broker.p99`, `order.whole.p99`. Raw: the
 * same hops at the same pace with nothing of ours in them (support/raw-order.ts), the trade server's taken off likewise.
 * With FAIRLEAD_BENCH_AWAKE=1 raw and service are measured once more, alike, while no CPU may halt (support/awake.ts):
 * row `order.awake.p99`.
 */
const ROUNDS = 5;
/** What an order may take, ms; where raw itself takes longer nobody can meet it, and the row says so. */
const BAR_MS = 1.2;
const ORDERS = 500;
const EVERY_MS = 10;

interface Measured {
  readonly rounds: readonly (readonly OrderTimes[])[];
  readonly raws: readonly (readonly RawOrder[])[];
}

/** Without the trade server's own time. */
const ours = (times: readonly (OrderTimes | RawOrder)[]): number[] =>
  times.map(({ wholeMs, brokerMs }) => wholeMs - brokerMs);

/** Raw and service in turn. */
async function measured(): Promise<Measured> {
  const rounds: (readonly OrderTimes[])[] = [];
  const raws: (readonly RawOrder[])[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    raws.push(await rawOrders(ORDERS, bytes, EVERY_MS));
    rounds.push(await room.orders(ORDERS, EVERY_MS));
  }
  return { rounds, raws };
}

function comparison({ rounds, raws }: Measured) {
  const p99s = rounds.map((times) => percentile(ours(times), 0.99));
  const rawP99 = median(raws.map((each) => percentile(ours(each), 0.99)));
  const all = rounds.flat();
  const [p50, rawP50] = [percentile(ours(all), 0.5), percentile(ours(raws.flat()), 0.5)];
  const part = (of: (times: OrderTimes) => number): string =>
    [0.5, 0.99].map((share) => percentile(all.map(of), share).toFixed(2)).join("/");
  return {
    value: median(p99s),
    unit: "ms",
    raw: rawP99,
    p50,
    rawP50,
    barMs: BAR_MS,
    rawOverBar: rawP99 > BAR_MS ? "yes" : "no",
    ratioP50: p50 / rawP50,
    best: Math.min(...p99s),
    worst: Math.max(...p99s),
    placed: part(({ placeMs }) => placeMs),
    program: part(({ programMs }) => programMs),
    link: part(({ wholeMs, placeMs, programMs, brokerMs }) => wholeMs - placeMs - programMs - brokerMs),
    rate: 1000 / EVERY_MS,
  };
}

const ea = await compileFairlead("ea", "speed");
const service = await compileFairlead("commandService", "speed");
const bytes = HEADER_BYTES + layoutOf(MESSAGES.TradeCommand.fields).size;
const room = new OrderRoom();
try {
  await room.open(ea);
  await room.orders(50, EVERY_MS);
  const whole = (times: readonly OrderTimes[]): number[] => times.map(({ wholeMs }) => wholeMs);
  const eaP99: number[] = [];
  for (let round = 0; round < ROUNDS; round++)
    eaP99.push(percentile(ours(await room.orders(ORDERS / 5, EVERY_MS)), 0.99));
  await room.startService(service);
  await room.orders(100, EVERY_MS);
  const asItIs = await measured();
  const { rounds, raws } = asItIs;
  const all = rounds.flat();
  const brokers = (times: readonly (OrderTimes | RawOrder)[]): number[] => times.map(({ brokerMs }) => brokerMs);
  const wholes = raws.flat().map(({ wholeMs }) => wholeMs);
  printRow({ bench: "order.service.p99", ...comparison(asItIs) });
  for (const [bench, value, raw] of [
    ["order.broker.p99", brokers(all), brokers(raws.flat())],
    ["order.whole.p99", whole(all), wholes],
  ] as const) {
    const at = (share: number): readonly number[] => [value, raw].map((each) => percentile(each, share));
    const [p99 = 0, rawAt99 = 0] = at(0.99);
    const [p50 = 0, rawP50 = 0] = at(0.5);
    printRow({ bench, value: p99, unit: "ms", raw: rawAt99, p50, rawP50 });
  }
  const fsyncs = raws.flat().map(({ fsyncMs }) => fsyncMs);
  printRow({
    bench: "order.fsync.p99",
    value: percentile(fsyncs, 0.99),
    unit: "ms",
    raw: percentile(fsyncs, 0.99),
    p50: percentile(fsyncs, 0.5),
  });
  const { raw: rawP99, rate } = comparison(asItIs);
  printRow({ bench: "order.ea.p99", value: median(eaP99), unit: "ms", raw: rawP99, timerMs: 10, rate });
  if (process.env["FAIRLEAD_BENCH_AWAKE"] === "1") {
    const awake = await keptAwake(measured);
    printRow({ bench: "order.awake.p99", ...comparison(awake), cpus: "kept awake" });
  }
} finally {
  await room.close();
}
process.exit(0);
