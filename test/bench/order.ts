import { HEADER_BYTES } from "#shared/link/codec.ts";
import { layoutOf } from "#shared/link/layout.ts";
import { MESSAGES } from "#shared/link/messages.ts";
import { compileFairlead } from "#test/fixtures/ea-world.ts";
import { OrderRoom } from "#test/fixtures/trading/order-room.ts";
import { rawOrderMs } from "./support/raw-order.ts";
import { median, percentile, printRow } from "./support/row.ts";

/**
 * From a ticket's command to the bridge's event that the broker has the order, at 100 orders a second, with a broker that
 * takes no time: verdict, intent fsynced, CURVE, the program with its own journal, the trade server in a process of its
 * own, and back; through the command service, and through the EA, whose figure is bound by MT5's timer. Raw: the same
 * hops with nothing of ours in them (support/raw-order.ts).
 */
const ROUNDS = 5;
const ORDERS = 500;
const EVERY_MS = 10;

const ea = await compileFairlead("ea", "speed");
const service = await compileFairlead("commandService", "speed");
const bytes = HEADER_BYTES + layoutOf(MESSAGES.TradeCommand.fields).size;
const room = new OrderRoom();
try {
  await room.open(ea);
  await room.orders(50, EVERY_MS);
  const eaP99: number[] = [];
  for (let round = 0; round < ROUNDS; round++) eaP99.push(percentile(await room.orders(ORDERS / 5, EVERY_MS), 0.99));
  await room.startService(service);
  await room.orders(100, EVERY_MS);
  const serviceP99: number[] = [];
  const serviceP50: number[] = [];
  const rawP99: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rawP99.push(percentile(await rawOrderMs(ORDERS, bytes), 0.99));
    const samples = await room.orders(ORDERS, EVERY_MS);
    serviceP99.push(percentile(samples, 0.99));
    serviceP50.push(median(samples));
  }
  const raw = median(rawP99);
  const rate = 1000 / EVERY_MS;
  const worst = Math.max(...serviceP99);
  const best = Math.min(...serviceP99);
  printRow({
    bench: "order.service.p99",
    value: median(serviceP99),
    unit: "ms",
    raw,
    p50: median(serviceP50),
    best,
    worst,
    rate,
  });
  printRow({ bench: "order.ea.p99", value: median(eaP99), unit: "ms", raw, timerMs: 10, rate });
} finally {
  await room.close();
}
process.exit(0);
