import { expect, test } from "vitest";
import { digestTicks } from "#shared/link/digest.ts";
import type { PeekedTicks } from "#shared/link/peek-ticks.ts";
import { columnsOf, type PlainTick } from "#test/fixtures/plain-ticks.ts";
import { AT_START } from "#test/fixtures/subscription.ts";
import type { ConformanceRun } from "../link-conformance.ts";
import { ticksOf } from "../probe.ts";

const WINDOW = 64;
const HOUR = 3_600_000;

export function tickPromises(run: ConformanceRun): void {
  const { probe } = run;
  let held: PeekedTicks[] = [];
  let ticks: PlainTick[] = [];
  const stream = 900;
  const brokerNow = (): number => Date.now() + probe.link.utcOffsetS * 1_000;

  const subscribe = (request: number, at: { seq: bigint; cursorMs: number; countAtCursor: number }): void => {
    const wish = { ...AT_START, stream, symbol: run.terminal.symbol, ...at };
    probe.link.send("Subscribe", { fields: { request }, items: [wish] });
  };
  const acknowledge = (seq: bigint): void =>
    probe.link.send("TickAck", { fields: {}, items: [{ stream, epoch: 1, seq }] });
  const digestsOf = async (request: number) => {
    const parts = () => probe.frames("TailDigest").filter(({ fields }) => fields.request === request);
    const first = await probe.next("TailDigest", ({ fields }) => fields.request === request);
    await probe.until(() => parts().length === first.fields.parts);
    return parts().toSorted((one, other) => one.fields.part - other.fields.part);
  };
  const unsubscribe = (): void => probe.link.send("Unsubscribe", { fields: { request: 99 }, items: [{ stream }] });

  test("behind a cursor come all later ticks: numbered from 1, oldest first, at most as many frames as agreed before an acknowledgement", async () => {
    const cursorMs = brokerNow() - HOUR;
    subscribe(81, { seq: 0n, cursorMs, countAtCursor: 0 });
    await probe.until(() => probe.tickFrames(stream).length >= WINDOW, 30_000);
    await run.link.connector.ping(probe.link.terminal);
    await new Promise((resume) => setTimeout(resume, 300));
    held = probe.tickFrames(stream);
    expect(held.length).toBe(WINDOW);
    expect(held.map(({ seq }) => seq)).toEqual(held.map((_, i) => BigInt(i + 1)));
    expect(held.every(({ epoch }) => epoch === 1)).toBe(true);
    ticks = ticksOf(held);
    const times = ticks.map(({ timeMs }) => timeMs);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(times[0]).toBeGreaterThanOrEqual(cursorMs);
    for (const { bid, ask, flags } of ticks) {
      expect(bid).toBeGreaterThan(0);
      expect(ask).toBeGreaterThanOrEqual(bid);
      expect(flags & 6).not.toBe(0);
    }
  });

  test("an acknowledgement makes room for as many frames as it names, and no more", async () => {
    acknowledge(10n);
    await probe.until(() => probe.tickFrames(stream).length >= WINDOW + 10);
    await new Promise((resume) => setTimeout(resume, 200));
    const frames = probe.tickFrames(stream);
    expect(frames.length).toBe(WINDOW + 10);
    expect(frames.at(-1)?.seq).toBe(BigInt(WINDOW + 10));
    held = frames;
    ticks = ticksOf(frames);
  });

  test("taken up at an earlier cursor, the same ticks come again, the committed ones of the cursor's millisecond left out", async () => {
    const before = held.slice(0, 20);
    const committed = ticksOf(before);
    const cursorMs = before.at(-1)?.lastMs ?? 0;
    const countAtCursor = committed.filter(({ timeMs }) => timeMs === cursorMs).length;
    probe.forget();
    subscribe(82, { seq: 20n, cursorMs, countAtCursor });
    await probe.next("Subscribed", ({ fields }) => fields.request === 82);
    await probe.until(() => probe.tickFrames(stream).some(({ seq }) => seq === 60n), 20_000);
    const from = probe.tickFrames(stream).findIndex(({ seq }) => seq === 21n);
    const again = ticksOf(probe.tickFrames(stream).slice(from, from + 40));
    expect(again).toEqual(ticks.slice(committed.length, committed.length + again.length));
  });

  test("a digest says of the past what was seen, and of its last millisecond as many ticks as are asked for", async () => {
    const seen = ticksOf(held.slice(0, 30));
    const toMs = seen.at(-1)?.timeMs ?? 0;
    const countAtEnd = seen.filter(({ timeMs }) => timeMs === toMs).length;
    const fromMs = seen.find(({ timeMs }) => timeMs > (seen[0]?.timeMs ?? 0))?.timeMs ?? 0;
    const range = { stream, symbol: run.terminal.symbol, fromMs, toMs, countAtEnd };
    probe.history.send("DigestRequest", { fields: { request: 83, ...range } });
    const digests = await digestsOf(83);
    expect(digests.every(({ fields }) => fields.error === 0 && fields.fromMs === fromMs)).toBe(true);
    const ours = digestTicks(columnsOf(seen.filter(({ timeMs }) => timeMs >= fromMs)));
    expect(digests.flatMap(({ items }) => items)).toEqual(ours);
  });

  test("a digest that is asked for names its request", async () => {
    const seen = ticksOf(held.slice(5, 15));
    const [fromMs = 0, toMs = 0] = [seen[1]?.timeMs, seen.at(-2)?.timeMs];
    const range = { stream, symbol: run.terminal.symbol, fromMs, toMs, countAtEnd: 0 };
    probe.history.send("DigestRequest", { fields: { request: 84, ...range } });
    const items = (await digestsOf(84)).flatMap((frame) => frame.items);
    expect(items).toEqual(digestTicks(columnsOf(ticks.filter(({ timeMs }) => timeMs >= fromMs && timeMs <= toMs))));
  });

  test("an unsubscribed stream is silent", async () => {
    unsubscribe();
    await run.link.connector.ping(probe.link.terminal);
    await new Promise((resume) => setTimeout(resume, 100));
    probe.forget();
    await run.terminal.quote();
    await new Promise((resume) => setTimeout(resume, 300));
    expect(probe.tickFrames(stream)).toEqual([]);
  });

  test("a new stream begins with what is at hand, and live ticks follow", async () => {
    const fresh = run.stream();
    const wish = { ...AT_START, stream: fresh, symbol: run.terminal.symbol };
    probe.link.send("Subscribe", { fields: { request: 85 }, items: [wish] });
    const last = (): PeekedTicks | undefined => probe.tickFrames(fresh).at(-1);
    await run.terminal.quote();
    await probe.until(() => last() !== undefined);
    probe.link.send("TickAck", { fields: {}, items: [{ stream: fresh, epoch: 1, seq: last()?.seq ?? 0n }] });
    const before = last()?.lastMs ?? 0;
    await run.terminal.quote();
    await probe.until(() => (last()?.lastMs ?? 0) > before, 20_000);
    probe.link.send("Unsubscribe", { fields: { request: 86 }, items: [{ stream: fresh }] });
  });
}
