import { expect, test } from "vitest";
import { BarBackfill } from "#bridge/data-collector/bar-backfill.ts";
import { HistoryDesk, type Wish } from "#bridge/data-collector/history-desk.ts";
import { StreamFlow } from "#bridge/data-collector/stream-flow.ts";
import type { BridgeMessage, TerminalLink } from "#bridge/ports/terminal-link.ts";
import type { Body } from "#shared/link/frame.ts";
import { encodeTickPayload } from "#shared/link/ticks.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";
import { columnsOf, plainOf, walk } from "#test/fixtures/plain-ticks.ts";
import { VirtualClock } from "#test/fixtures/virtual-clock.ts";

/** A link that only keeps what is sent over it. */
function silentLink() {
  const sent: { name: BridgeMessage; fields: Record<string, unknown> }[] = [];
  const state = { open: true };
  const link = {
    get open() {
      return state.open;
    },
    send: <N extends BridgeMessage>(name: N, body: Body<N>) => sent.push({ name, fields: body.fields }),
  } as unknown as TerminalLink;
  return { link, sent, state };
}

const TICKS = walk(640, Date.UTC(2026, 10, 16, 9));

function setUp() {
  const clock = new VirtualClock(0);
  const desk = new HistoryDesk({ historyCredit: 4, historyMs: 60_000 }, clock);
  const { link, sent, state } = silentLink();
  const part = (request: number, at: number, from = link): void => {
    const { layout, baseMs, payload, count } = encodeTickPayload(columnsOf(TICKS.slice(at * 64, at * 64 + 64)), 0, 64);
    const header = { session: 1n, seq: 1n, protocol: 1, count };
    desk.frame(from, {
      name: "HistoryTicks",
      header,
      fields: { request, part: at, baseMs, layout },
      items: [],
      payload,
    });
  };
  const end = (request: number, status: "complete" | "notAvailable" = "complete", from = link): void => {
    const header = { session: 1n, seq: 1n, protocol: 1, count: 0 };
    desk.frame(from, { name: "HistoryEnd", header, fields: { request, status, total: 0n, error: 0 }, items: [] });
  };
  return { clock, desk, link, sent, state, part, end };
}

test("answers that come and go beside each other, and memory that is used again, leave each as it was sent", async () => {
  const { desk, link, part, end } = setUp();
  const other = setUp();
  const memory = columnsOf(walk(640, 0));
  const first = desk.ticks(link, "EURUSD", 1, 2, 4, memory);
  const second = desk.ticks(other.link, "EURUSD", 1, 2, 4, columnsOf(walk(639, 0)));
  await Promise.resolve();
  for (let at = 0; at < 10; at++) {
    part(1, at);
    part(2, at, other.link);
  }
  end(1);
  const { data } = await first;
  expect(data.timeMs.buffer).toBe(memory.timeMs.buffer);
  expect(plainOf(data)).toEqual(TICKS);
  const third = desk.ticks(link, "EURUSD", 1, 2, 4);
  await Promise.resolve();
  for (let at = 0; at < 10; at++) part(3, at);
  end(2, "complete", other.link);
  expect(plainOf((await second).data)).toEqual(TICKS);
  end(3);
  expect(plainOf((await third).data)).toEqual(TICKS);
  expect(plainOf(data)).toEqual(TICKS);
});

test("parts are put together in order, and credit is granted as they come", async () => {
  const { desk, link, sent, part, end } = setUp();
  const answer = desk.ticks(link, "EURUSD", 1, 2);
  await Promise.resolve();
  for (let at = 0; at < 10; at++) part(1, at);
  end(1);
  const { status, data } = await answer;
  expect(status).toBe("complete");
  expect(plainOf(data)).toEqual(TICKS);
  const granted = sent
    .filter(({ name }) => name === "HistoryCredit")
    .reduce((sum, { fields }) => sum + Number(fields["credit"]), 4);
  expect(granted).toBeGreaterThanOrEqual(10);
  expect(granted).toBeLessThanOrEqual(14);
});

test("a part that is missing or comes twice fails the request instead of leaving a hole", async () => {
  for (const order of [
    [0, 2],
    [0, 0],
  ]) {
    const { desk, link, part } = setUp();
    const answer = desk.ticks(link, "EURUSD", 1, 2);
    await Promise.resolve();
    for (const at of order) part(1, at);
    expect(await answer).toMatchObject({ status: "failed", data: { count: 0 } });
  }
});

test("an answer without end, without content, or with what is no number fails; what it took is let go", async () => {
  const { desk, link } = setUp();
  const header = (count: number) => ({ session: 1n, seq: 1n, protocol: 1, count });
  const bar = { timeMs: 0, open: 1, high: 1, low: 1, close: 1, tickVolume: 1n, spread: 1, realVolume: 0n };
  const send = (request: number, part: number, items: readonly (typeof bar)[], count = items.length): void => {
    desk.frame(link, { name: "HistoryBars", header: header(count), fields: { request, part }, items: [...items] });
  };
  const end = (request: number): void => {
    const fields = { request, status: "complete", total: 0n, error: 0 } as const;
    desk.frame(link, { name: "HistoryEnd", header: header(0), fields, items: [] });
  };
  const ask = async (): Promise<ReturnType<HistoryDesk["bars"]>> => {
    const answer = desk.bars(link, "EURUSD", "M1", 1, 2);
    await Promise.resolve();
    return answer;
  };
  const endless = ask();
  await Promise.resolve();
  for (let part = 0; part < 400; part++) send(1, part, [bar], 5_000);
  expect(await endless).toMatchObject({ status: "failed", data: { count: 0 } });
  const empty = ask();
  await Promise.resolve();
  send(2, 0, []);
  expect(await empty).toMatchObject({ status: "failed" });
  for (const [request, wild] of [{ high: Number.NaN }, { low: Number.NEGATIVE_INFINITY }, { timeMs: -1 }].entries()) {
    const answer = ask();
    await Promise.resolve();
    send(3 + request, 0, [bar, { ...bar, ...wild }]);
    end(3 + request);
    expect(await answer).toMatchObject({ status: "failed", data: { count: 0 } });
  }
  const good = ask();
  await Promise.resolve();
  send(6, 0, [bar]);
  end(6);
  expect(await good).toMatchObject({ status: "complete", data: { count: 1 } });
});

test("one request at a time is under way on a link", async () => {
  const { desk, link, sent, end } = setUp();
  const [first, second] = [desk.ticks(link, "EURUSD", 1, 2), desk.bars(link, "EURUSD", "M1", 1, 2)];
  await Promise.resolve();
  expect(sent.map(({ name }) => name)).toEqual(["HistoryTicksRequest"]);
  end(1, "notAvailable");
  expect((await first).status).toBe("notAvailable");
  await Promise.resolve();
  expect(sent.map(({ name }) => name)).toEqual(["HistoryTicksRequest", "HistoryBarsRequest"]);
  end(2);
  expect((await second).status).toBe("complete");
});

test("a request that falls silent is cancelled and ends as a timeout; one whose link closes ends as failed", async () => {
  const { clock, desk, link, sent, state } = setUp();
  const silent = desk.ticks(link, "EURUSD", 1, 2);
  await clock.advance(60_000);
  expect((await silent).status).toBe("timeout");
  expect(sent.at(-1)).toEqual({ name: "HistoryCredit", fields: { request: 1, credit: 0 } });
  const cut = desk.ticks(link, "EURUSD", 1, 2);
  await Promise.resolve();
  desk.closed(link);
  expect((await cut).status).toBe("failed");
  state.open = false;
  expect((await desk.ticks(link, "EURUSD", 1, 2)).status).toBe("failed");
});

test("what a chart waits for is asked at once, beside what is under way in the background, and before what waits there", async () => {
  const { desk, link, sent, end } = setUp();
  const answered: string[] = [];
  const ask = (symbol: string, wish?: Wish): void => {
    void desk.bars(link, symbol, "D1", 1, 2, wish).then(() => answered.push(symbol));
  };
  const asked = (): unknown[] => sent.map(({ fields }) => fields["symbol"]);
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const waited = { shown: false };
  for (const symbol of ["EURUSD", "GBPUSD", "USDJPY"]) ask(symbol);
  ask("XAUUSD", waited);
  ask("US500", { shown: true });
  ask("DE40", { shown: true });
  expect(asked()).toEqual(["EURUSD", "US500"]);
  end(2);
  await settled();
  expect(asked()).toEqual(["EURUSD", "US500", "DE40"]);
  end(3);
  await settled();
  expect(asked(), "the background goes on only when its own request is answered").toHaveLength(3);
  waited.shown = true;
  desk.wishChanged();
  expect(asked().at(-1)).toBe("XAUUSD");
  for (const request of [1, 4, 5, 6]) {
    end(request);
    await settled();
  }
  expect(answered).toEqual(["US500", "DE40", "EURUSD", "XAUUSD", "GBPUSD", "USDJPY"]);
});

test("requests that wait when the link closes end as failed, every one", async () => {
  const { desk, link, state } = setUp();
  const answers = ["EURUSD", "GBPUSD", "USDJPY"].map((symbol) => desk.bars(link, symbol, "D1", 1, 2));
  state.open = false;
  desk.closed(link);
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(["failed", "failed", "failed"]);
});

/** A broker's history that takes 500 ms for each request, one after another or several at once. */
function slowBroker() {
  const { clock, desk, link } = setUp();
  const slow = {
    ...link,
    open: true,
    send: (name: BridgeMessage, { fields }: { fields: Record<string, unknown> }) => {
      if (name !== "HistoryBarsRequest") return;
      const request = Number(fields["request"]);
      clock.after(500, () => {
        const header = { session: 1n, seq: 1n, protocol: 1, count: 0 };
        const answer = { request, status: "complete", total: 0n, error: 0 } as const;
        desk.frame(slow, { name: "HistoryEnd", header, fields: answer, items: [] });
      });
    },
  } as unknown as TerminalLink;
  const backfill = new BarBackfill({ putBars: () => Promise.resolve() }, desk);
  const flow = (symbol: string) => new StreamFlow(`1@X/${symbol}` as InstrumentId, symbol, 1);
  const answeredMs = new Map<string, number>();
  const ask = (symbol: string, timeframe: Timeframe, shown: boolean): void => {
    const wanted = { timeframe, beforeMs: Date.UTC(2026, 10, 16), limit: 2, shown };
    void backfill
      .ensure(slow, flow(symbol), wanted)
      .then(() => answeredMs.set(`${symbol} ${timeframe}`, clock.monotonicMs()));
  };
  return { clock, ask, answeredMs };
}

test("on a first start the chart in view does not wait for the days of all the other symbols", async () => {
  const { clock, ask, answeredMs } = slowBroker();
  const symbols = Array.from({ length: 17 }, (_, i) => `S${i}`);
  for (const symbol of symbols) ask(symbol, "D1", false);
  await clock.advance(100);
  ask("S9", "M1", true);
  await clock.advance(10_000);
  expect(answeredMs.get("S9 M1")).toBe(600);
  expect(Math.max(...symbols.map((symbol) => answeredMs.get(`${symbol} D1`) ?? Infinity))).toBe(17 * 500 + 100);
});

test("a chart of days takes the place of the same days that waited in the background", async () => {
  const { clock, ask, answeredMs } = slowBroker();
  for (let i = 0; i < 17; i++) ask(`S${i}`, "D1", false);
  await clock.advance(100);
  ask("S16", "D1", true);
  await clock.advance(10_000);
  expect(answeredMs.get("S16 D1")).toBe(600);
  expect(answeredMs.get("S15 D1")).toBe(16 * 500 + 100);
});
