import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Frame } from "#shared/link/frame.ts";
import { EaWorld } from "#test/fixtures/ea-world.ts";
import type { ProgramLink } from "#test/fixtures/program-link.ts";

let world: EaWorld;
beforeEach(() => {
  world = new EaWorld();
});
afterEach(() => world.close());

type Levels = readonly (readonly [string, number, number])[];
const BOOK: Levels = [
  ["BOOK_TYPE_SELL_MARKET", 1.1004, 9],
  ["BOOK_TYPE_SELL", 1.1003, 5],
  ["BOOK_TYPE_SELL", 1.1002, 2.5],
  ["BOOK_TYPE_BUY", 1.1, 1],
  ["BOOK_TYPE_BUY", 1.0999, 4],
];
const follow = async (link: ProgramLink, symbols: readonly string[], everyMs = 20): Promise<Frame<"BookFollowed">> => {
  const request = link.all("BookFollowed").length + 1;
  link.send(
    "BookFollow",
    { request, everyMs },
    symbols.map((symbol, i) => ({ book: i + 1, symbol })),
  );
  return link.next("BookFollowed", ({ fields }) => fields.request === request);
};
const image = (link: ProgramLink, bid: number) =>
  link.next("BookImage", ({ items }) => items.some(({ side, price }) => side === "buy" && price === bid));
const shifted = (by: number): Levels =>
  BOOK.map(([type, price, volume]) => [type, Number((price + by).toFixed(5)), volume]);

describe("depth of market", () => {
  test("comes as MT5 has it, whole, when it changes, of the symbols that were asked for and of no other", async () => {
    const { link, ea } = await world.paired({ inputs: { InpBookEvents: false } });
    await ea.book("GBPUSD", BOOK);
    const { items } = await follow(link, ["EURUSD"]);
    expect(items).toEqual([{ book: 1, status: "live", error: 0 }]);
    await ea.book("EURUSD", BOOK);
    const first = await image(link, 1.1);
    expect(first.fields).toMatchObject({ book: 1, levels: 5 });
    expect(first.items).toEqual([
      { side: "sellMarket", price: 1.1004, volume: 9 },
      { side: "sell", price: 1.1003, volume: 5 },
      { side: "sell", price: 1.1002, volume: 2.5 },
      { side: "buy", price: 1.1, volume: 1 },
      { side: "buy", price: 1.0999, volume: 4 },
    ]);
    // The same book told again is no news: the next image is the next book's.
    await ea.book("EURUSD", BOOK);
    await ea.book("EURUSD", shifted(0.001));
    await image(link, 1.101);
    const told = link.all("BookImage").map(({ fields, items: levels }) => [fields.book, levels[3]?.price]);
    expect(told.filter(([, bid]) => bid !== undefined)).toEqual([
      [1, 1.1],
      [1, 1.101],
    ]);
  });

  test("says in words of its own why there is none", async () => {
    const { link, ea } = await world.paired();
    await ea.set({
      symbols: [{ name: "NODEPTH", properties: await depthless(), quoteSessions: [], tradeSessions: [] }],
    });
    const { items } = await follow(link, ["NODEPTH", "NOSUCH", "EURUSD"]);
    expect(items.map(({ status }) => status)).toEqual(["notOffered", "unknownSymbol", "live"]);
  });

  test("is throttled: of many changes within the pause the last one comes", async () => {
    const { link, ea } = await world.paired();
    await follow(link, ["EURUSD"], 1_000);
    await ea.book("EURUSD", BOOK);
    await image(link, 1.1);
    for (let i = 1; i <= 20; i++) await ea.book("EURUSD", shifted(i / 1_000));
    const last = await image(link, 1.12);
    expect(last.items[3]).toMatchObject({ price: 1.12 });
    expect(link.all("BookImage").length).toBeLessThan(8);
  });

  test("ends when nobody wants it, and what the EA itself uses for its events goes on", async () => {
    const { link, ea } = await world.paired({ inputs: { InpBookEvents: false } });
    await follow(link, ["EURUSD"]);
    await ea.book("EURUSD", BOOK);
    await image(link, 1.1);
    await follow(link, []);
    // A later answer of the EA, and an image of another book, prove that it has looked at its books since.
    await follow(link, ["GBPUSD"]);
    await ea.book("EURUSD", shifted(0.01));
    await ea.book("GBPUSD", shifted(0.02));
    await image(link, 1.12);
    expect(link.all("BookImage").filter(({ items }) => items.some(({ price }) => price === 1.11))).toEqual([]);
  });
});

async function depthless(): Promise<Readonly<Record<string, number | string | boolean>>> {
  const { symbolSpec } = await import("#test/mql5-host/run/defaults.ts");
  return { ...symbolSpec({ name: "NODEPTH", digits: 5 }).properties, SYMBOL_TICKS_BOOKDEPTH: 0 };
}
