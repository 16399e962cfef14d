import { randomUUID } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { JournalService } from "#bridge/journal/journal-service.ts";
import { systemClock } from "#bridge/ports/clock.ts";
import { Ledger } from "#bridge/store/ledger/ledger.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { madeDeal } from "#test/fixtures/journal/made-deals.ts";
import { ENGLISH, madeReport } from "#test/fixtures/journal/made-report.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";

const ACCOUNT = "50012345@Made-Demo" as AccountId;
const START = Date.UTC(2024, 2, 4, 9);
const NEWEST = { by: "closed", descending: true } as const;
const refuse = () => Promise.reject(new Error("no ticks"));

function openJournal(profile: string) {
  const ledger = Ledger.open(profile);
  const journal = new JournalService({
    profile,
    store: ledger.journal,
    clock: systemClock,
    events: { report: (notice) => expect.unreachable(notice.message) },
    measure: { ticks: { openStream: refuse, readTicks: refuse, readBars: refuse }, instrument: () => undefined },
    balances: () => ({ [ACCOUNT]: 10_055 }),
    brokerClocks: () => ({}),
    passing: undefined,
  });
  onTestFinished(async () => {
    await journal.stop();
    ledger.close();
  });
  return { ledger, journal };
}

async function dropIn({ imports }: JournalService, report: Uint8Array) {
  const importId = randomUUID();
  imports.begin(importId, "report.html", report.length);
  imports.chunk(importId, 0, report);
  return { importId, preview: await imports.preview(importId) };
}

test("a report of an account that is live too doubles no trade: what the broker told stands, what is older is added", async () => {
  const { ledger, journal } = openJournal(temporaryFolder());
  const common = { symbol: "EURUSD", side: "buy", lots: "0.10", open: "1.10000", swap: 0, commission: -1 } as const;
  const report = madeReport(
    [
      { ...common, close: "1.10300", profit: 30 },
      { ...common, close: "1.09800", profit: -20 },
      { ...common, close: "1.10500", profit: 50 },
    ],
    ENGLISH,
  );
  // The broker told the exit of the second position and all of the third; the exit with a correction of its swap.
  const live = [
    madeDeal({
      ticket: 103n,
      position: 102n,
      kind: "sell",
      entry: "out",
      profit: -20,
      swap: -2,
      timeMs: START + 10_800_000,
    }),
    madeDeal({ ticket: 104n, position: 104n, commission: -1, timeMs: START + 14_400_000 }),
    madeDeal({ ticket: 105n, position: 104n, kind: "sell", entry: "out", profit: 50, timeMs: START + 18_000_000 }),
  ];
  for (const kept of ledger.deals.addDeals(ACCOUNT, live)) journal.dealt(kept);

  const { importId, preview } = await dropIn(journal, report);
  expect(preview).toMatchObject({
    accountId: ACCOUNT,
    accounts: [{ accountId: ACCOUNT }],
    serverNamed: true,
    trades: 3,
    added: 4,
    duplicates: 3,
    changed: 0,
  });
  await journal.imports.commit(importId, undefined);

  const { total, trades } = await journal.ask((desk, clock) =>
    desk.call("trades", [{}, NEWEST, { offset: 0, limit: 10 }, clock]),
  );
  expect(total).toBe(3);
  expect(trades.map(({ position, origin, openMs, netMinor }) => [position, origin, openMs === null, netMinor])).toEqual(
    [
      ["104", "live", false, 4_900],
      ["102", "live", false, -2_300],
      ["100", "import", false, 2_900],
    ],
  );
  const { currencies } = await journal.ask((desk, clock) => desk.call("statistics", [{}, undefined, undefined, clock]));
  expect(currencies[0]?.metrics.find(({ id }) => id === "net")?.value).toBe(5_500);
  expect(currencies[0]?.curve.balance.at(-1)).toBe(1_005_500);
});

test("a report that names no server goes to the account that the trader says it is of, and knows again what is there", async () => {
  const { ledger, journal } = openJournal(temporaryFolder());
  const known = { title: "Anna", currency: "EUR", digits: 2, tradeMode: "real" } as const;
  ledger.journal.keepAccount({ id: ACCOUNT, server: "Made-Demo", ...known });
  const dollars = "50012345@Dollar-Live" as AccountId;
  ledger.journal.keepAccount({ id: dollars, server: "Dollar-Live", ...known, currency: "USD" });
  const common = { symbol: "EURUSD", side: "buy", lots: "0.10", open: "1.10000", swap: 0, commission: -1 } as const;
  const position = { ...common, close: "1.10300", profit: 30 };
  const text = new TextDecoder("utf-16le").decode(madeReport([position], ENGLISH));
  const report = new TextEncoder().encode(text.replace("(EUR, Made-Demo, demo, Hedge)", "(EUR, real, Hedge)"));
  const exit = {
    ticket: 101n,
    position: 100n,
    kind: "sell",
    entry: "out",
    profit: 30,
    timeMs: START + 3_600_000,
  } as const;
  for (const kept of ledger.deals.addDeals(ACCOUNT, [madeDeal(exit)])) journal.dealt(kept);

  const { importId, preview } = await dropIn(journal, report);
  expect(preview).toMatchObject({
    accountId: "50012345@MT5",
    serverNamed: false,
    added: 3,
    accounts: [{ accountId: "50012345@MT5" }, { accountId: ACCOUNT, title: "Anna" }],
  });
  await expect(journal.imports.preview(importId, dollars)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  expect(await journal.imports.preview(importId, ACCOUNT)).toMatchObject({
    accountId: ACCOUNT,
    added: 2,
    duplicates: 1,
  });
  expect(await journal.imports.commit(importId, undefined)).toMatchObject({ accountId: ACCOUNT, added: 2 });
  const { total, trades } = await journal.ask((desk, clock) =>
    desk.call("trades", [{}, NEWEST, { offset: 0, limit: 10 }, clock]),
  );
  expect([total, trades[0]?.accountId, trades[0]?.openMs !== null]).toEqual([1, ACCOUNT, true]);
});
