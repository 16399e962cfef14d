import { HEADER_BYTES } from "#shared/link/codec.ts";
import type { AnyFrame } from "#shared/link/frame.ts";
import { layoutOf } from "#shared/link/layout.ts";
import { MESSAGES } from "#shared/link/messages.ts";
import { compileFairlead } from "#test/fixtures/ea-world.ts";
import type { ProgramLink } from "#test/fixtures/program-link.ts";
import { TradingRoom } from "#test/fixtures/trading-room.ts";
import { rawEchoMs } from "./support/raw-link.ts";
import { median, percentile, printRow } from "./support/row.ts";

/**
 * From a ticket's command to the event that says the broker has taken it, at 100 orders a second, with a broker that
 * takes no time (the trade server in a process of its own): through the command service's own loop, and through the EA,
 * whose figure is bound by MT5's timer. Journalled on disk before each send. Raw: a bare ROUTER/DEALER echo with CURVE, frames of the
 * command's size, no program and no broker behind it.
 */
const ROUNDS = 5;
const ORDERS = 500;
const EVERY_MS = 10;

/** Calls `seen` with every frame the moment it is taken. */
function watch(link: ProgramLink, seen: (frame: AnyFrame) => void): void {
  const take = link.take.bind(link);
  link.take = (socket, frame) => {
    seen(frame);
    take(socket, frame);
  };
}

/** Milliseconds from each command to the first state that names the broker's order, buying and selling in turn. */
async function orders(room: TradingRoom, count: number): Promise<number[]> {
  const sent = new Map<bigint, number>();
  const samples: number[] = [];
  const { link } = room;
  watch(link, (frame) => {
    if (frame.name !== "TradeState") return;
    const { magic, order, status } = frame.fields;
    const began = sent.get(magic);
    if (began === undefined || (order === 0n && status !== "refused" && status !== "rejected")) return;
    if (order === 0n) throw new Error(`an order was ${status}: ${frame.fields.refusal} ${frame.fields.retcode}`);
    samples.push(performance.now() - began);
    sent.delete(magic);
  });
  let next = performance.now();
  for (let i = 0; i < count; i++) {
    const command = room.command({ kind: i % 2 === 0 ? "buy" : "sell", volume: 0.01, stopLoss: 0 });
    sent.set(command.magic, performance.now());
    room.send(command);
    next += EVERY_MS;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())));
  }
  await room.bridge.until(() => sent.size === 0, "all orders");
  return samples;
}

const optimised = {
  ea: await compileFairlead("ea", "speed"),
  service: await compileFairlead("commandService", "speed"),
};
const room = await TradingRoom.open({ margin: "netting", ea: { binary: optimised.ea }, roles: ["ea"] });
try {
  const bytes = HEADER_BYTES + layoutOf(MESSAGES.TradeCommand.fields).size;
  await orders(room, 50);
  const eaP99: number[] = [];
  for (let round = 0; round < ROUNDS; round++) eaP99.push(percentile(await orders(room, ORDERS / 5), 0.99));
  await room.startService({ binary: optimised.service });
  await room.giveOwnership("commandService");
  await orders(room, 50);
  const serviceP99: number[] = [];
  const serviceP50: number[] = [];
  const rawP99: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rawP99.push(percentile(await rawEchoMs(ORDERS, bytes), 0.99));
    const samples = await orders(room, ORDERS);
    serviceP99.push(percentile(samples, 0.99));
    serviceP50.push(median(samples));
  }
  const raw = median(rawP99);
  const rate = 1000 / EVERY_MS;
  printRow({ bench: "order.service.p99", value: median(serviceP99), unit: "ms", raw, p50: median(serviceP50), rate });
  printRow({ bench: "order.ea.p99", value: median(eaP99), unit: "ms", raw, timerMs: 10, rate });
} finally {
  await room.close();
}
process.exit(0);
