import { expect, onTestFinished, test } from "vitest";
import { JournalService } from "#bridge/journal/journal-service.ts";
import { systemClock } from "#bridge/ports/clock.ts";
import { Ledger } from "#bridge/store/ledger/ledger.ts";
import { emptyBarColumns } from "#shared/market/bar.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { InstrumentSpec } from "#shared/market/instrument.ts";
import { emptyTickColumns } from "#shared/market/tick.ts";
import { madeDeal } from "#test/fixtures/journal/made-deals.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";

const ACCOUNT = "7@Made-Demo" as AccountId;
const NEWEST = { by: "closed", descending: true } as const;
const OPEN_MS = Date.UTC(2026, 10, 20, 10);

/** Quotes of a minute each: 1.1000, down to 1.0990, up to 1.1030, out at 1.1020; one pip of spread. */
function quotes() {
  const ticks = emptyTickColumns(4);
  for (const [at, bid] of [1.1, 1.099, 1.103, 1.102].entries()) {
    ticks.timeMs[at] = OPEN_MS + at * 60_000;
    ticks.bid[at] = bid;
    ticks.ask[at] = bid + 0.0001;
  }
  return ticks;
}

/** The same as bars. */
function fourBars() {
  const bars = emptyBarColumns(4);
  for (const [at, bid] of [1.1, 1.099, 1.103, 1.102].entries()) {
    bars.timeMs[at] = OPEN_MS + at * 60_000;
    for (const column of [bars.open, bars.high, bars.low, bars.close]) column[at] = bid;
  }
  return bars;
}

test("a trade that closes is in the journal by itself, with its R, how far it went both ways, its chart, and the tags that waited for it", async () => {
  const profile = temporaryFolder();
  const ledger = Ledger.open(profile);
  const journal = new JournalService({
    profile,
    store: ledger.journal,
    clock: systemClock,
    events: { report: (notice) => expect.unreachable(notice.message) },
    measure: {
      ticks: {
        openStream: () => Promise.resolve({ stream: 1, cursor: {} as never }),
        readBars: (_, timeframe, fromMs, toMs) => {
          expect([timeframe, fromMs, toMs]).toEqual(["M1", OPEN_MS - 40 * 60_000, OPEN_MS + 9 * 60_000]);
          return Promise.resolve(fourBars());
        },
        readTicks: (_, fromMs) => Promise.resolve(fromMs < OPEN_MS ? quotes() : emptyTickColumns(0)),
      },
      instrument: () => ({ point: 0.00001, digits: 5, tickSize: 0.00001, tickValueLoss: 1 }) as InstrumentSpec,
    },
    balances: () => ({}),
    brokerClocks: () => ({}),
    passing: undefined,
  });
  onTestFinished(async () => {
    await journal.stop();
    ledger.close();
  });
  journal.upcoming.setUpcoming(ACCOUNT, null, ["plan A"]);
  const entry = madeDeal({
    ticket: 5n,
    position: 5n,
    price: 1.1001,
    stopLoss: 1.0981,
    volume: 1,
    commission: -3,
    timeMs: OPEN_MS,
  });
  const exit = madeDeal({
    ticket: 6n,
    position: 5n,
    kind: "sell",
    entry: "out",
    price: 1.102,
    profit: 190,
    volume: 1,
    timeMs: OPEN_MS + 180_000,
  });
  const measured = new Promise<void>((resolve) => {
    journal.state.watch({
      changed: () =>
        void journal
          .ask((desk, clock) => desk.call("trades", [{}, NEWEST, { offset: 0, limit: 5 }, clock]))
          .then(({ trades: [trade] }) => trade?.context.maeMinor !== null && trade?.tags.length === 1 && resolve()),
      gone: () => undefined,
    });
  });
  for (const kept of ledger.deals.addDeals(ACCOUNT, [entry, exit])) journal.dealt(kept);
  await measured;
  const { trades } = await journal.ask((desk, clock) =>
    desk.call("trades", [{ text: "plan" }, NEWEST, { offset: 0, limit: 5 }, clock]),
  );
  expect(trades).toHaveLength(1);
  expect(trades[0]).toMatchObject({
    tradeId: `${ACCOUNT}#6`,
    origin: "live",
    side: "buy",
    resultMinor: 19_000,
    netMinor: 18_700,
    tags: ["plan A"],
    priceDigits: 4,
    picture: true,
    // 190 for 19 pips: 100,000 a price of 1. 20 pips at risk; 11 pips against it, 29 for it.
    context: { riskMinor: 20_000, maeMinor: -11_000, mfeMinor: 29_000, spreadOpen: 10, spreadClose: 10 },
  });
  expect(trades[0]?.context.r).toBeCloseTo(0.935, 9);
  const png = journal.picture(`${ACCOUNT}#6`);
  // Size of the picture, as its own head tells it.
  expect(new DataView((png ?? new Uint8Array(24)).buffer).getUint32(16)).toBe(560);
  const { exportId } = await journal.export({ kind: "json", filter: {}, locale: "en" });
  const exported = JSON.parse(Buffer.from(journal.exports.chunk(exportId, 0).data).toString("utf8")) as {
    pictures: Record<string, string>;
  };
  expect(Buffer.from(exported.pictures[`${ACCOUNT}#6`] ?? "", "base64")).toEqual(Buffer.from(png ?? []));
  const printed = await journal.export({ kind: "pdf", filter: {}, locale: "id" });
  expect(Buffer.from(journal.exports.chunk(printed.exportId, 0).data).toString("latin1")).toContain("/Subtype /Image");
});
