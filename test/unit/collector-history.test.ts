import { expect, test } from "vitest";
import { HistoryDesk } from "#bridge/data-collector/history-desk.ts";
import type { BridgeMessage, TerminalLink } from "#bridge/ports/terminal-link.ts";
import type { Body } from "#shared/link/frame.ts";
import { encodeTickPayload } from "#shared/link/ticks.ts";
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
  const part = (request: number, at: number): void => {
    const { layout, baseMs, payload, count } = encodeTickPayload(columnsOf(TICKS.slice(at * 64, at * 64 + 64)), 0, 64);
    const header = { session: 1n, seq: 1n, protocol: 1, count };
    desk.frame(link, {
      name: "HistoryTicks",
      header,
      fields: { request, part: at, baseMs, layout },
      items: [],
      payload,
    });
  };
  const end = (request: number, status: "complete" | "notAvailable" = "complete"): void => {
    const header = { session: 1n, seq: 1n, protocol: 1, count: 0 };
    desk.frame(link, { name: "HistoryEnd", header, fields: { request, status, total: 0n, error: 0 }, items: [] });
  };
  return { clock, desk, link, sent, state, part, end };
}

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
