import { expect, test } from "vitest";
import { digestTicks } from "#shared/link/digest.ts";
import type { PeekedTicks } from "#shared/link/peek-ticks.ts";
import { columnsOf, type PlainTick } from "#test/fixtures/plain-ticks.ts";
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

  const subscribe = (
    request: number,
    at: { seq: bigint; cursorMs: number; countAtCursor: number; digestFromMs?: number },
  ): void => {
    const wish = { stream, symbol: run.terminal.symbol, epoch: 1, digestFromMs: 0, ...at };
    probe.link.send("Subscribe", { fields: { request }, items: [wish] });
  };
  const acknowledge = (seq: bigint): void =>
    probe.link.send("TickAck", { fields: {}, items: [{ stream, epoch: 1, seq }] });
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

  test("a digest of the tail comes before the ticks, and says of the past what was seen", async () => {
    const seen = ticksOf(held.slice(0, 30));
    const cursorMs = seen.at(-1)?.timeMs ?? 0;
    const countAtCursor = seen.filter(({ timeMs }) => timeMs === cursorMs).length;
    const digestFromMs = seen.find(({ timeMs }) => timeMs > (seen[0]?.timeMs ?? 0))?.timeMs ?? 0;
    unsubscribe();
    await run.link.connector.ping(probe.link.terminal);
    probe.forget();
    subscribe(83, { seq: 30n, cursorMs, countAtCursor, digestFromMs });
    await probe.until(() => probe.tickFrames(stream).length > 0, 20_000);
    const order = probe.heard.flatMap((one) =>
      one.kind === "ticks"
        ? one.ticks.stream === stream
          ? ["ticks"]
          : []
        : one.frame.name === "TailDigest"
          ? ["digest"]
          : [],
    );
    expect(order[0]).toBe("digest");
    expect(order.lastIndexOf("digest")).toBeLessThan(order.indexOf("ticks"));
    const digests = probe.frames("TailDigest").toSorted((one, other) => one.fields.part - other.fields.part);
    expect(
      digests.every(({ fields }) => fields.request === 0 && fields.error === 0 && fields.fromMs === digestFromMs),
    ).toBe(true);
    const ours = digestTicks(columnsOf(seen.filter(({ timeMs }) => timeMs >= digestFromMs)));
    expect(digests.flatMap(({ items }) => items)).toEqual(ours);
  });

  test("a digest that is asked for names its request", async () => {
    const seen = ticksOf(held.slice(5, 15));
    const [fromMs = 0, toMs = 0] = [seen[1]?.timeMs, seen.at(-2)?.timeMs];
    probe.link.send("DigestRequest", { fields: { request: 84, stream, symbol: run.terminal.symbol, fromMs, toMs } });
    const first = await probe.next("TailDigest", ({ fields }) => fields.request === 84);
    await probe.until(
      () => probe.frames("TailDigest").filter(({ fields }) => fields.request === 84).length === first.fields.parts,
    );
    const items = probe
      .frames("TailDigest")
      .filter(({ fields }) => fields.request === 84)
      .flatMap((frame) => frame.items);
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
    const wish = {
      stream: fresh,
      symbol: run.terminal.symbol,
      epoch: 1,
      seq: 0n,
      cursorMs: 0,
      countAtCursor: 0,
      digestFromMs: 0,
    };
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
