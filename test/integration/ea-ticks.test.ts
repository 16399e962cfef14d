import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { digestTicks } from "#shared/link/digest.ts";
import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";
import { EaWorld, subscribe } from "#test/fixtures/ea-world.ts";
import type { ProgramLink } from "#test/fixtures/program-link.ts";
import { randomTicks, rowsOf } from "#test/fixtures/random-ticks.ts";
import { AT_START } from "#test/fixtures/subscription.ts";

const START = Date.UTC(2026, 10, 20, 9);
let world: EaWorld;
beforeEach(() => {
  world = new EaWorld();
});
afterEach(() => world.close());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** All ticks of a stream, once there are `count`. */
async function ticksOf(
  link: ProgramLink,
  stream: number,
  count: number,
  after?: Record<number, bigint>,
): Promise<TickColumns> {
  const arrived = () =>
    link.all("Ticks").reduce((total, { fields, header }) => total + (fields.stream === stream ? header.count : 0), 0);
  for (let waited = 0; arrived() < count && waited < 10_000; waited += 20) await pause(20);
  // Whatever comes twice would come now.
  await pause(300);
  return link.ticks(stream, after);
}

describe("live ticks", () => {
  test("of three symbols arrive once each, in order, with all seven fields, though OnTick knows one symbol only", async () => {
    const { ea, link } = await world.paired();
    const symbols = ["EURUSD", "GBPUSD", "XAUUSD"];
    const sent = symbols.map((_, i) => randomTicks(i + 1, 3_000, START, i === 2));
    for (const [i, symbol] of symbols.entries())
      expect(await subscribe(link, { stream: i + 1, symbol })).toMatchObject({ status: "live" });
    for (let at = 0; at < 3_000; at += 150) {
      for (const [i, symbol] of symbols.entries()) await ea.ticks(symbol, sent[i]?.slice(at, at + 150) ?? []);
    }
    for (const [i] of symbols.entries()) expect(rowsOf(await ticksOf(link, i + 1, 3_000))).toEqual(sent[i]);
  });

  test("that are equal in every field are two ticks, not one", async () => {
    const { ea, link } = await world.paired();
    await subscribe(link, { stream: 1, symbol: "GBPUSD" });
    const tick = { msc: START, bid: 1.25, ask: 1.26, flags: 6, last: 0, volume: 0, volumeReal: 0 };
    await ea.ticks("GBPUSD", [tick]);
    await ticksOf(link, 1, 1);
    await ea.ticks("GBPUSD", [tick, tick]);
    expect(rowsOf(await ticksOf(link, 1, 3))).toEqual([tick, tick, tick]);
  });

  test("go on at the bridge's cursor, in the middle of a millisecond, after the EA was killed", async () => {
    const { bridge, ea, link } = await world.paired();
    const ticks = randomTicks(7, 2_000, START);
    const cut = ticks.findIndex(
      (tick, i) => i > 900 && tick.msc === ticks[i - 1]?.msc && tick.msc === ticks[i + 1]?.msc,
    );
    const cursor = ticks[cut]?.msc ?? 0;
    await subscribe(link, { stream: 1, symbol: "EURUSD" });
    await ea.ticks("EURUSD", ticks.slice(0, 1_500));
    await ticksOf(link, 1, 1_500);
    await ea.kill();

    const again = await world.start();
    await again.ticks("EURUSD", ticks);
    const next = await bridge.link("ea", link);
    const countAtCursor = ticks.slice(0, cut + 1).filter(({ msc }) => msc === cursor).length;
    await subscribe(next, { stream: 1, symbol: "EURUSD", epoch: 1, seq: 17n, cursorMs: cursor, countAtCursor });
    expect(rowsOf(await ticksOf(next, 1, ticks.length - cut - 1, { 1: 17n }))).toEqual(ticks.slice(cut + 1));
  });

  test("wait while 64 frames are not acknowledged, and none is lost when the bridge takes them again", async () => {
    const { ea, link } = await world.paired({ inputs: { InpTicksPerFrame: 10 } });
    link.acknowledges = false;
    const ticks = { EURUSD: randomTicks(3, 2_000, START), GBPUSD: randomTicks(4, 2_000, START) };
    await subscribe(link, { stream: 1, symbol: "EURUSD" });
    await subscribe(link, { stream: 2, symbol: "GBPUSD" });
    await ea.ticks("EURUSD", ticks.EURUSD);
    await ea.ticks("GBPUSD", ticks.GBPUSD);
    await pause(700);
    const held = link.all("Ticks");
    expect(held).toHaveLength(64);
    await link.next("Heartbeat", ({ fields }) => fields.unacked === 64);
    link.acknowledges = true;
    for (const frame of held) link.acknowledge(frame);
    expect(rowsOf(await ticksOf(link, 1, 2_000))).toEqual(ticks.EURUSD);
    expect(rowsOf(await ticksOf(link, 2, 2_000))).toEqual(ticks.GBPUSD);
  });

  test("of a clock that is turned back open a new epoch, and those of both passes arrive", async () => {
    const { ea, link } = await world.paired();
    await subscribe(link, { stream: 1, symbol: "EURUSD" });
    const first = randomTicks(11, 500, START);
    const lastMs = first.at(-1)?.msc ?? 0;
    const back = randomTicks(12, 300, lastMs - 3_000).filter(({ msc }) => msc < lastMs);
    const later = randomTicks(13, 200, lastMs + 10);
    await ea.ticks("EURUSD", first);
    await ticksOf(link, 1, first.length);
    for (let at = 0; at < back.length; at += 60) {
      await ea.ticks("EURUSD", back.slice(at, at + 60));
      await pause(200);
    }
    await ea.ticks("EURUSD", later);
    const opened = await link.next("EpochOpened");
    expect(opened.fields).toEqual({ stream: 1, epoch: 2, previousMs: lastMs, firstMs: back[0]?.msc });
    expect(rowsOf(await ticksOf(link, 1, first.length + back.length + later.length))).toEqual([
      ...first,
      ...back,
      ...later,
    ]);
    expect(link.all("EpochOpened")).toHaveLength(1);
  });

  test("of a symbol that the broker does not have are refused by name", async () => {
    const { link } = await world.paired();
    expect(await subscribe(link, { stream: 5, symbol: "NOSUCH" })).toMatchObject({
      stream: 5,
      status: "unknownSymbol",
    });
  });

  test("stop with Unsubscribe, and the others go on", async () => {
    const { ea, link } = await world.paired();
    await subscribe(link, { stream: 1, symbol: "EURUSD" });
    await subscribe(link, { stream: 2, symbol: "GBPUSD" });
    link.send("Unsubscribe", { request: 9 }, [{ stream: 1 }]);
    await pause(100);
    await ea.ticks("EURUSD", randomTicks(1, 10, START));
    const wanted = randomTicks(2, 10, START);
    await ea.ticks("GBPUSD", wanted);
    expect(rowsOf(await ticksOf(link, 2, 10))).toEqual(wanted);
    expect(link.ticks(1).count).toBe(0);
  });

  test("that MT5 cannot read just now are said to be unavailable, and come when it can again", async () => {
    const { ea, link } = await world.paired();
    await ea.coldHistory("EURUSD", { failures: 2, error: 4403 });
    const ticks = randomTicks(5, 100, START);
    await ea.ticks("EURUSD", ticks);
    await subscribe(link, { stream: 1, symbol: "EURUSD" });
    const said = await link.next("Subscribed", ({ items }) => items[0]?.status === "historyUnavailable");
    expect(said.items[0]).toMatchObject({ stream: 1, error: 4403 });
    await link.next("Subscribed", ({ items, header }) => items[0]?.status === "live" && header.seq > said.header.seq);
    expect(rowsOf(await ticksOf(link, 1, 100))).toEqual(ticks);
  });
});

describe("looking for ticks", () => {
  test("is set off by a depth event of a symbol that has neither the chart nor the timer", async () => {
    // The timer is out of the way: what wakes the EA is the chart's own tick, until the session is open.
    const bridge = await world.bridge();
    bridge.pairing = "confirm";
    bridge.publish("TEST-CODE");
    const ea = await world.start("ea", { inputs: { InpTimerMs: 3_600_000 } });
    let beats = 0;
    const beat = setInterval(() => {
      beats += 1;
      void ea.ticks("EURUSD", [{ msc: START + beats, bid: 1.1, ask: 1.2 }]).catch(() => undefined);
    }, 20);
    try {
      const link = await bridge.link("ea");
      await subscribe(link, { stream: 2, symbol: "GBPUSD" });
      clearInterval(beat);
      await pause(100);
      const wanted = randomTicks(31, 10, START);
      await ea.ticks("GBPUSD", wanted);
      await pause(300);
      expect(link.ticks(2).count).toBe(0);
      await ea.book("GBPUSD", [["BOOK_TYPE_BUY", 1.1, 5]]);
      expect(rowsOf(await ticksOf(link, 2, 10))).toEqual(wanted);
    } finally {
      clearInterval(beat);
    }
  });

  test("gives the thread back after each read that blocked: three cold symbols are three short waits, not a long one", async () => {
    const { ea, link } = await world.paired();
    for (const symbol of ["EURUSD", "GBPUSD", "USDJPY"]) {
      await ea.ticks(symbol, randomTicks(32, 10, START));
      await ea.coldHistory(symbol, { delayMs: 1_500 });
    }
    const streams = ["EURUSD", "GBPUSD", "USDJPY"].map((symbol, i) => ({ ...AT_START, stream: i + 1, symbol }));
    link.send("Subscribe", { request: 1 }, streams);
    for (const stream of [1, 2, 3]) await ticksOf(link, stream, 10);
    await link.next("Heartbeat", ({ fields }) => fields.worstLoopMs > 1_000);
    const worst = Math.max(...link.all("Heartbeat").map(({ fields }) => fields.worstLoopMs));
    expect(worst).toBeLessThan(2_900);
  });
});

describe("digests", () => {
  const digestsOf = async (link: ProgramLink, request: number) =>
    (await link.next("TailDigest", ({ fields }) => fields.request === request)).items;

  /** Digests are the history service's business: it may wait for MT5. */
  async function service() {
    const { bridge } = await world.paired();
    const terminal = await world.start("historyService");
    return { terminal, link: await bridge.link("historyService") };
  }

  const columns = (ticks: ReturnType<typeof randomTicks>): TickColumns => {
    const all = emptyTickColumns(ticks.length);
    ticks.forEach((tick, i) => {
      all.timeMs[i] = tick.msc;
      all.bid[i] = tick.bid;
      all.ask[i] = tick.ask;
      all.last[i] = tick.last ?? 0;
      all.volume[i] = BigInt(tick.volume ?? 0);
      all.volumeReal[i] = tick.volumeReal ?? 0;
      all.flags[i] = tick.flags ?? 0;
    });
    return all;
  };

  test("equal the bridge's own digests of what it stored, and leave out what joined the last millisecond", async () => {
    const { terminal, link } = await service();
    const ticks = randomTicks(21, 800, START, true);
    await terminal.ticks("EURUSD", ticks);
    const stored = columns(ticks);
    const toMs = stored.timeMs[799] as number;
    const countAtEnd = stored.timeMs.filter((time) => time === toMs).length;
    const fromMs = stored.timeMs[300] as number;
    // More ticks join the cursor's own millisecond: they are new, not a rewriting of history.
    await terminal.ticks("EURUSD", [{ ...ticks[799], msc: toMs, bid: 9.5, ask: 9.6 }]);
    const range = { stream: 1, symbol: "EURUSD", fromMs, toMs };
    link.send("DigestRequest", { request: 1, ...range, countAtEnd });
    expect(await digestsOf(link, 1)).toEqual(digestTicks(stored, stored.timeMs.indexOf(fromMs)));
    link.send("DigestRequest", { request: 2, ...range, countAtEnd: 0 });
    expect((await digestsOf(link, 2)).at(-1)?.count).toBe(countAtEnd + 1);
  });

  test("show exactly the millisecond in which history was rewritten", async () => {
    const { terminal, link } = await service();
    const ticks = randomTicks(22, 400, START);
    await terminal.ticks("EURUSD", ticks);
    const edited = ticks[250] as (typeof ticks)[0];
    await terminal.spliceHistory("EURUSD", 250, 1, [{ ...edited, bid: edited.bid + 0.5 }]);
    const range = { fromMs: START, toMs: ticks[399]?.msc as number, countAtEnd: 0 };
    link.send("DigestRequest", { request: 5, stream: 1, symbol: "EURUSD", ...range });
    const now = await digestsOf(link, 5);
    const before = digestTicks(columns(ticks));
    expect(now).toHaveLength(before.length);
    const changed = now.filter((digest, i) => digest.hash !== before[i]?.hash);
    expect(changed.map(({ timeMs }) => timeMs)).toEqual([edited.msc]);
  });

  test("of a range without ticks are empty, and of one that is too long are refused with a code", async () => {
    const { terminal, link } = await service();
    await terminal.ticks("EURUSD", randomTicks(23, 70_000, START));
    const ask = { stream: 1, symbol: "EURUSD", fromMs: 1_000, countAtEnd: 0 };
    link.send("DigestRequest", { request: 1, ...ask, toMs: 2_000 });
    link.send("DigestRequest", { request: 2, ...ask, toMs: START * 2 });
    expect(await digestsOf(link, 1)).toEqual([]);
    const refused = await link.next("TailDigest", ({ fields }) => fields.request === 2);
    expect(refused.fields).toMatchObject({ error: 65_537, parts: 1 });
  });

  test("of a history that is still loading are an error, also when MT5 hands out a part of it", async () => {
    const { terminal, link } = await service();
    await terminal.ticks("EURUSD", randomTicks(24, 500, START));
    const ask = { stream: 1, symbol: "EURUSD", fromMs: START, toMs: START * 2, countAtEnd: 0 };
    // 4403 is ERR_HISTORY_TIMEOUT: a count beside it is what has been loaded so far.
    await terminal.coldHistory("EURUSD", { failures: 1, error: 4_403, copied: 100 });
    link.send("DigestRequest", { request: 1, ...ask });
    const partly = await link.next("TailDigest", ({ fields }) => fields.request === 1);
    expect(partly).toMatchObject({ fields: { error: 4_403, parts: 1 }, items: [] });
    await terminal.coldHistory("EURUSD", { failures: 1, error: 4_401 });
    link.send("DigestRequest", { request: 2, ...ask });
    const refused = await link.next("TailDigest", ({ fields }) => fields.request === 2);
    expect(refused).toMatchObject({ fields: { error: 4_401 }, items: [] });
    link.send("DigestRequest", { request: 3, ...ask });
    const whole = await link.next("TailDigest", ({ fields }) => fields.request === 3);
    expect(whole.fields.error).toBe(0);
    expect(whole.items.reduce((sum, { count }) => sum + count, 0)).toBe(500);
  });
});
