import { expect, test } from "vitest";
import type { DataProviderListener } from "#bridge/ports/data-provider.ts";
import type { BridgeMessage, TerminalLink } from "#bridge/ports/terminal-link.ts";
import { TerminalProviders } from "#bridge/providers/terminal-providers.ts";
import type { AnyFrame, Body } from "#shared/link/frame.ts";
import type { MessageName } from "#shared/link/messages.ts";
import { VirtualClock } from "#test/fixtures/virtual-clock.ts";

interface Sent {
  readonly name: BridgeMessage;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

function linkOf(role: "ea" | "historyService", account = "1@Harbour", kind: "mt5" | "paper" = "mt5") {
  const sent: Sent[] = [];
  const link = {
    terminal: "t",
    terminalName: "Harbour's terminal",
    kind,
    role,
    account: { id: account, server: "Harbour" },
    reduceOnly: false,
    utcOffsetS: 7_200,
    open: true,
    send: (name: BridgeMessage, body: Body<BridgeMessage>) => sent.push({ name, items: [], ...body }),
  };
  return { link: link as unknown as TerminalLink & { open: boolean }, sent };
}

const frame = (name: MessageName, fields: object, items: readonly object[] = []): AnyFrame =>
  ({ name, header: { session: 1n, seq: 1n, protocol: 1, count: items.length }, fields, items }) as unknown as AnyFrame;

function room() {
  const clock = new VirtualClock(0);
  const providers = new TerminalProviders(clock);
  const heard: unknown[] = [];
  const listener: DataProviderListener = {
    came: ({ id }) => heard.push(["came", id]),
    went: ({ id }) => heard.push(["went", id]),
    book: (_, symbol, { items }) => heard.push(["book", symbol, items.length]),
    bookStatus: (_, symbol, status) => heard.push([symbol, status]),
    calendarLost: ({ id }) => heard.push(["lost", id]),
    calendarChanged: (_, values) => heard.push(["changed", values.length]),
  };
  providers.listen(listener);
  return { clock, providers, heard };
}

test("books are asked of the EA, again after each reconnect, and an image of an older wish is not taken", () => {
  const { providers, heard } = room();
  const first = linkOf("ea");
  providers.opened(first.link);
  const [provider] = providers.all();
  provider?.followBooks(["EURUSD"], 200);
  provider?.followBooks(["GBPUSD"], 200);
  expect(first.sent).toMatchObject([
    { name: "BookFollow", fields: { everyMs: 200 }, items: [{ book: 1, symbol: "EURUSD" }] },
    { name: "BookFollow", items: [{ book: 2, symbol: "GBPUSD" }] },
  ]);
  providers.frame(first.link, frame("BookImage", { book: 1, brokerMs: 0, levels: 0 }));
  providers.frame(first.link, frame("BookImage", { book: 2, brokerMs: 0, levels: 0 }));
  providers.frame(first.link, frame("BookFollowed", { request: 2 }, [{ book: 2, status: "live", error: 0 }]));
  expect(heard).toEqual([
    ["came", "1@Harbour"],
    ["book", "GBPUSD", 0],
    ["GBPUSD", "live"],
  ]);
  const second = linkOf("ea");
  providers.opened(second.link);
  providers.closed(first.link);
  expect(second.sent).toMatchObject([{ name: "BookFollow", items: [{ book: 4, symbol: "GBPUSD" }] }]);
  providers.closed(second.link);
  expect(heard.at(-1)).toEqual(["went", "1@Harbour"]);
});

test("the calendar is read by the history service, in broker time, and its later changes are told", async () => {
  const { providers, heard } = room();
  const [ea, service] = [linkOf("ea"), linkOf("historyService")];
  providers.opened(ea.link);
  providers.opened(service.link);
  const answer = providers.all()[0]?.readCalendar(0, 1_000);
  expect(ea.sent).toEqual([]);
  const request = Number(service.sent[0]?.fields["request"]);
  expect(service.sent).toMatchObject([
    { name: "CalendarRequest", fields: { fromMs: 7_200_000, toMs: 7_201_000, follow: true } },
  ]);
  providers.frame(ea.link, frame("CalendarValues", { request, part: 0 }, [{}]));
  providers.frame(service.link, frame("CalendarValues", { request, part: 0 }, [{}, {}]));
  providers.frame(service.link, frame("CalendarEnd", { request, status: "complete", total: 2, error: 0 }));
  expect(await answer).toMatchObject({ status: "complete", values: [{}, {}], offsetMs: 7_200_000 });
  providers.frame(service.link, frame("CalendarChanged", { request }, [{}]));
  providers.frame(service.link, frame("CalendarChanged", { request: request + 9 }, [{}]));
  expect(heard.filter((one) => (one as string[])[0] === "changed")).toEqual([["changed", 1]]);
  providers.closed(service.link);
  expect(heard.at(-1)).toEqual(["lost", "1@Harbour"]);
});

test("without a service the EA's word is the answer; a link that goes, or says nothing, is one too", async () => {
  const { clock, providers } = room();
  const ea = linkOf("ea");
  providers.opened(ea.link);
  const [provider] = providers.all();
  const sent = provider?.readCalendar(0, 1);
  providers.frame(ea.link, frame("CalendarEnd", { request: 1, status: "serviceNeeded", total: 0, error: 0 }));
  expect(await sent).toMatchObject({ status: "serviceNeeded", values: [] });
  const unheard = provider?.readCalendar(0, 1);
  await clock.advance(61_000);
  expect(await unheard).toMatchObject({ status: "silent" });
  const holed = provider?.readCalendar(0, 1);
  providers.frame(ea.link, frame("CalendarValues", { request: 3, part: 1 }, [{}]));
  expect(await holed).toMatchObject({ status: "failed", values: [] });
  const lost = provider?.readCalendar(0, 1);
  ea.link.open = false;
  providers.closed(ea.link);
  expect(await lost).toMatchObject({ status: "silent" });
});
