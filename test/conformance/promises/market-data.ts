import { expect, test } from "vitest";
import type { ConformanceRun } from "../link-conformance.ts";

const DAY = 86_400_000;

/** What is told of a market besides its ticks: books and the economic calendar. */
export function marketDataPromises(run: ConformanceRun): void {
  const { probe } = run;

  test("each book that is asked for is answered by its number, and the last wish counts", async () => {
    const items = [
      { book: 901, symbol: run.terminal.symbol },
      { book: 902, symbol: "NOSUCHSYMBOL" },
    ];
    probe.link.send("BookFollow", { fields: { request: 91, everyMs: 50 }, items });
    const answer = await probe.next("BookFollowed", ({ fields }) => fields.request === 91);
    const statuses = new Map(answer.items.map(({ book, status }) => [book, status]));
    expect(["live", "notOffered"]).toContain(statuses.get(901));
    expect(statuses.get(902)).toBe("unknownSymbol");
    await run.terminal.quote();
    if (statuses.get(901) === "live") {
      const image = await probe.next("BookImage", ({ fields }) => fields.book === 901);
      expect(image.items.length).toBeLessThanOrEqual(image.fields.levels);
    }
    probe.link.send("BookFollow", { fields: { request: 92, everyMs: 50 }, items: [] });
    expect((await probe.next("BookFollowed", ({ fields }) => fields.request === 92)).items).toEqual([]);
    expect(probe.frames("BookImage").every(({ fields }) => fields.book === 901)).toBe(true);
  });

  test("a request for the calendar ends, with as many values as it says; too wide a span is refused", async () => {
    const toMs = Date.now();
    const ask = (request: number, fromMs: number) =>
      probe.history.send("CalendarRequest", { fields: { request, fromMs, toMs, follow: false } });
    ask(93, toMs - 7 * DAY);
    const { fields } = await probe.next("CalendarEnd", ({ fields: end }) => end.request === 93);
    const parts = probe.frames("CalendarValues").filter((frame) => frame.fields.request === 93);
    expect(parts.map((frame) => frame.fields.part)).toEqual(parts.map((_, i) => i));
    expect(parts.reduce((sum, { items }) => sum + items.length, 0)).toBe(fields.total);
    ask(94, toMs - 400 * DAY);
    const refused = await probe.next("CalendarEnd", ({ fields: end }) => end.request === 94);
    expect(refused.fields.status).not.toBe("complete");
    expect(refused.fields.total).toBe(0);
  });
}
