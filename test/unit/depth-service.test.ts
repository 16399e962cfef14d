import fc from "fast-check";
import { expect, test } from "vitest";
import { DepthService } from "#bridge/depth/depth-service.ts";
import type { BookTold, DataProvider, DataProviderListener } from "#bridge/ports/data-provider.ts";
import type { BookView } from "#shared/contract/depth.ts";
import type { AccountId, InstrumentId } from "#shared/market/brands.ts";
import { packBooks, type RecordedBook, unpackBooks } from "#shared/market/depth/book-batch.ts";
import { sidesOf, type ToldLevel } from "#shared/market/depth/sides.ts";
import { VirtualClock } from "#test/fixtures/virtual-clock.ts";

const ACCOUNT = "1@Harbour" as AccountId;
const idOf = (symbol: string): InstrumentId => `${ACCOUNT}/${symbol}` as InstrumentId;
const EURUSD = idOf("EURUSD");
const level = (side: ToldLevel["side"], price: number, volume: number): ToldLevel => ({ side, price, volume });
const BOOK: BookTold = {
  brokerMs: 5,
  levels: 3,
  items: [level("buy", 1.1, 1), level("sell", 1.2, 2), level("sell", 1.15, 3)],
};

class Provider implements DataProvider {
  readonly id = ACCOUNT;
  readonly name = "Harbour";
  readonly kind = "mt5";
  readonly asked: (readonly string[])[] = [];

  followBooks(symbols: readonly string[]): void {
    this.asked.push([...symbols]);
  }

  readCalendar(): never {
    throw new Error("nobody asks");
  }
}

function room(connected = true) {
  const clock = new VirtualClock(1_000);
  const provider = new Provider();
  const shown = new Map<string, BookView>();
  const kept: string[] = [];
  const settings = { recorded: [] as string[] };
  const there: { provider: Provider | undefined } = { provider: connected ? provider : undefined };
  let listener: DataProviderListener = {};
  const symbols = ["EURUSD", "GBPUSD", "DE40"].map((symbol) => ({ id: idOf(symbol), accountId: ACCOUNT, symbol }));
  const service = new DepthService({
    providers: {
      all: () => (there.provider === undefined ? [] : [there.provider]),
      listen: (heard) => {
        listener = heard;
        return () => undefined;
      },
    },
    clock,
    instrument: (id) => symbols.find((one) => one.id === id),
    instruments: () => symbols,
    everyMs: () => 200,
    recorded: () => settings.recorded,
    recorder: { record: (instrument) => kept.push(instrument) },
    show: (view) => shown.set(view.instrumentId, view),
    hide: (id) => shown.delete(id),
  });
  return { clock, provider, shown, kept, settings, there, service, listener };
}

test("a broker is asked for a book while somebody looks, once for all who look, and for no other symbol", () => {
  const { provider, service, shown } = room();
  expect(provider.asked).toEqual([]);
  service.watch(EURUSD);
  service.watch(EURUSD);
  service.watch(idOf("GBPUSD"));
  service.unwatch(EURUSD);
  expect(provider.asked).toEqual([["EURUSD"], ["EURUSD", "GBPUSD"]]);
  service.unwatch(EURUSD);
  service.unwatch(idOf("GBPUSD"));
  expect(provider.asked.slice(2)).toEqual([["GBPUSD"], []]);
  expect(shown.size).toBe(0);
});

test("a book is shown by its sides, the best price first, and waits in words until it comes", () => {
  const { provider, service, shown, listener } = room();
  service.watch(EURUSD);
  expect(shown.get(EURUSD)?.status).toBe("waiting");
  listener.bookStatus?.(provider, "EURUSD", "live", 0);
  expect(shown.get(EURUSD)?.status).toBe("waiting");
  listener.book?.(provider, "EURUSD", BOOK);
  expect(shown.get(EURUSD)).toMatchObject({
    status: "live",
    heardMs: 1_000,
    bids: [{ price: 1.1, volume: 1 }],
    asks: [
      { price: 1.15, volume: 3 },
      { price: 1.2, volume: 2 },
    ],
  });
});

test("a symbol without depth, a refusal, an EA that knows no depth and a terminal that is away each say so", async () => {
  const { clock, provider, service, shown, listener, there } = room();
  for (const symbol of ["EURUSD", "GBPUSD", "DE40"]) service.watch(idOf(symbol));
  listener.bookStatus?.(provider, "DE40", "notOffered", 0);
  listener.bookStatus?.(provider, "GBPUSD", "refused", 4_901);
  await clock.advance(6_000);
  expect(shown.get(idOf("DE40"))?.status).toBe("notOffered");
  expect(shown.get(idOf("GBPUSD"))).toMatchObject({ status: "refused", error: 4_901 });
  expect(shown.get(EURUSD)?.status).toBe("silent");
  there.provider = undefined;
  listener.went?.(provider);
  expect(shown.get(EURUSD)?.status).toBe("away");
  there.provider = provider;
  listener.came?.(provider);
  expect(provider.asked.at(-1)).toEqual(["EURUSD", "GBPUSD", "DE40"]);
});

test("a book stays as it is while another is looked at, and is not shown as of now after its terminal was away", () => {
  const { provider, service, shown, listener } = room();
  service.watch(EURUSD);
  listener.book?.(provider, "EURUSD", BOOK);
  service.watch(idOf("GBPUSD"));
  expect(shown.get(EURUSD)?.status).toBe("live");
  listener.went?.(provider);
  listener.came?.(provider);
  listener.bookStatus?.(provider, "EURUSD", "live", 0);
  expect(shown.get(EURUSD)).toMatchObject({ status: "waiting", heardMs: null, bids: [] });
});

test("an EA that answered, but whose book is still empty, is not called one that knows no depth", async () => {
  const { clock, provider, service, shown, listener } = room();
  service.watch(EURUSD);
  listener.bookStatus?.(provider, "EURUSD", "live", 0);
  await clock.advance(60_000);
  expect(shown.get(EURUSD)?.status).toBe("waiting");
});

test("a symbol that is recorded is asked for and kept with nobody looking, and no other", () => {
  const { provider, service, settings, kept, listener, shown } = room();
  settings.recorded = ["GBPUSD"];
  service.settingsChanged();
  expect(provider.asked).toEqual([["GBPUSD"]]);
  service.watch(EURUSD);
  listener.book?.(provider, "EURUSD", BOOK);
  listener.book?.(provider, "GBPUSD", BOOK);
  expect(kept).toEqual([idOf("GBPUSD")]);
  expect(shown.has(idOf("GBPUSD"))).toBe(false);
});

const told: fc.Arbitrary<ToldLevel> = fc.record({
  side: fc.constantFrom("sell", "buy", "sellMarket", "buyMarket"),
  price: fc.double({ min: -1, max: 10, noNaN: true }),
  volume: fc.double({ min: -1, max: 1e6, noNaN: true }),
});

test("whatever order a broker tells its levels in, sides are sorted, each price once, and no lots are lost", () => {
  fc.assert(
    fc.property(fc.array(told, { maxLength: 30 }), (levels) => {
      const { bids, asks } = sidesOf(levels);
      for (const [side, sign] of [
        [bids, -1],
        [asks, 1],
      ] as const) {
        for (const [i, { price }] of side.slice(1).entries())
          expect(sign * (price - (side[i]?.price ?? 0))).toBeGreaterThan(0);
      }
      const lots = levels.filter(({ side, price, volume }) => side === "buy" && price > 0 && volume > 0);
      const sum = (all: readonly { volume: number }[]): number => all.reduce((total, { volume }) => total + volume, 0);
      expect(sum(bids)).toBeCloseTo(sum(lots), 6);
    }),
  );
});

test("recorded books come back digit by digit; what is no recording is refused", () => {
  const book: fc.Arbitrary<RecordedBook> = fc.record({
    atMs: fc.integer({ min: 0, max: 2e12 }),
    brokerMs: fc.integer({ min: 0, max: 2e12 }),
    levels: fc.nat(500),
    items: fc.array(told, { maxLength: 12 }),
  });
  fc.assert(
    fc.property(fc.array(book, { maxLength: 6 }), (books) => {
      expect(unpackBooks(packBooks(books))).toEqual(books);
    }),
  );
  for (const broken of [
    [1, 2, 3, 4],
    [1, 2, 3, -1],
    [1, 2, 3, 1, 9, 1, 1],
    [1, 2],
  ]) {
    expect(() => unpackBooks(Float64Array.from(broken))).toThrow(RangeError);
  }
});
