import { join } from "node:path";
import Sqlite from "better-sqlite3";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { LedgerReader } from "#bridge/journal/desk/ledger-reader.ts";
import { type Balances, Shelf, type Stale } from "#bridge/journal/desk/shelf.ts";
import { Ledger } from "#bridge/store/ledger/ledger.ts";
import { toLedgerJson } from "#bridge/store/ledger/ledger-json.ts";
import type { AccountId, UtcMs } from "#shared/market/brands.ts";
import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import { madeDeal, madeHistory } from "#test/fixtures/journal/made-deals.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";

const ACCOUNTS: readonly AccountId[] = ["7@Made-Demo" as AccountId, "8@Made-Real" as AccountId];

/** A ledger with its writer, a connection for what other parts write, and the journal's reader. */
function openLedger() {
  const profile = temporaryFolder();
  const ledger = Ledger.open(profile);
  const db = new Sqlite(join(profile, "ledger.db"));
  const reader = new LedgerReader(new Sqlite(join(profile, "ledger.db"), { readonly: true }));
  onTestFinished(() => {
    db.close();
    ledger.close();
  });
  return { ledger, db, reader };
}

const contents = (shelf: Shelf) => ({
  books: shelf.books,
  notes: new Map(shelf.notes),
  byId: shelf.books.flatMap(({ trades }) =>
    trades.map(({ id }) => [shelf.trade(id), shelf.measure(id), shelf.hasPicture(id)]),
  ),
});

const cents = fc.integer({ min: -5_000, max: 5_000 }).map((value) => value / 100);
const account = fc.constantFrom(...ACCOUNTS);
const ticket = fc.integer({ min: 1, max: 14 }).map(BigInt);
/** Tickets come again with other figures and in other positions: revisions of whatever kind. */
const deal: fc.Arbitrary<BrokerDeal> = fc
  .record({
    ticket,
    position: fc.integer({ min: 1, max: 4 }).map(BigInt),
    symbol: fc.constantFrom("EURUSD", "USDJPY"),
    kind: fc.constantFrom("buy", "sell", "balance"),
    entry: fc.constantFrom("in", "out", "inOut", "outBy"),
    volume: fc.integer({ min: 1, max: 3 }),
    price: fc.constantFrom(1, 1.1, 1.12, 1.1234),
    stopLoss: fc.constantFrom(0, 1.05),
    profit: fc.oneof(cents, fc.constant(0)),
    commission: fc.constantFrom(0, -0.35, -1),
    timeMs: fc.integer({ min: 0, max: 6 }).map((minute) => minute * 60_000),
    magic: fc.constantFrom(0n, 5n),
  })
  .map((known) => madeDeal(known as Partial<BrokerDeal> & Pick<BrokerDeal, "ticket">));

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("tell" as const),
      account,
      deals: fc.uniqueArray(deal, { selector: (one) => one.ticket, minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("import" as const),
      account,
      deals: fc.uniqueArray(deal, { selector: (one) => one.ticket, maxLength: 6 }),
      worked: fc.boolean(),
    }),
  },
  fc.record({ do: fc.constant("drop" as const) }),
  fc.record({
    do: fc.constant("session" as const),
    account,
    name: fc.constantFrom("Asia", "London"),
    tickets: fc.uniqueArray(ticket, { maxLength: 4 }),
  }),
  fc.record({
    do: fc.constant("terms" as const),
    account,
    symbol: fc.constantFrom("EURUSD", "USDJPY"),
    digits: fc.constantFrom(3, 5),
    worth: fc.constantFrom(1, 0.9),
  }),
  fc.record({ do: fc.constant("rename" as const), account, title: fc.constantFrom("", "Anna", "Budi") }),
  fc.record({ do: fc.constant("balance" as const), account, balance: cents }),
  fc.record({ do: fc.constant("note" as const), account, ticket, note: fc.constantFrom("", "late", "early") }),
  fc.record({ do: fc.constant("measure" as const), account, ticket, mae: cents }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Writes what a step says into the ledger, as the parts of the bridge would. @returns what the shelf is told of it */
function writer({ ledger, db }: ReturnType<typeof openLedger>) {
  let serial = 0;
  const imports: string[] = [];
  const balances: Record<string, number> = {};
  const named = (id: AccountId, title: string): void => {
    const [login = "", server = ""] = id.split("@");
    ledger.journal.keepAccount({
      id,
      server,
      title,
      currency: "USD",
      digits: 2,
      tradeMode: login === "8" ? "real" : "demo",
    });
  };
  const write = (step: Step): Stale => {
    serial += 1;
    switch (step.do) {
      case "tell":
        ledger.deals.addDeals(step.account, step.deals);
        return {};
      case "import": {
        const id = `import ${serial}`;
        const head = { id, name: id, kind: "mt5Account", account: step.account, title: "Report", currency: "USD" };
        ledger.journal.beginImport({
          ...head,
          digits: 2,
          firstBalance: null,
          atMs: serial as UtcMs,
          added: 0,
          duplicates: 0,
        });
        ledger.journal.addRows(
          id,
          step.account,
          step.deals.map((one) => ({
            ticket: one.ticket,
            revision: serial,
            worked: step.worked,
            content: toLedgerJson(one),
          })),
        );
        ledger.journal.endImport(id);
        imports.push(id);
        return { imports: true };
      }
      case "drop":
        for (const id of imports.splice(0, 1)) ledger.journal.dropImport(id);
        return { imports: true };
      case "session": {
        const state = JSON.stringify({ config: { name: step.name } });
        db.prepare(
          `INSERT INTO session (id, account, state, changed_utc) VALUES ('s', ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET state = excluded.state, changed_utc = excluded.changed_utc`,
        ).run(step.account, state, serial);
        const trade = toLedgerJson({ number: 1, galeStep: 0, signal: "x", source: "manual", deals: step.tickets });
        db.prepare("INSERT INTO session_trade VALUES ('s', 1, ?) ON CONFLICT DO UPDATE SET trade = excluded.trade").run(
          trade,
        );
        return {};
      }
      case "terms": {
        const spec = {
          symbol: step.symbol,
          digits: step.digits,
          point: 10 ** -step.digits,
          tickSize: 0.001,
          tickValueLoss: step.worth,
        };
        db.pragma("foreign_keys = OFF");
        db.prepare("INSERT INTO instrument VALUES (?, ?, ?, 0) ON CONFLICT DO UPDATE SET spec = excluded.spec").run(
          step.account,
          step.symbol,
          JSON.stringify(spec),
        );
        return {};
      }
      case "rename":
        named(step.account, step.title);
        return {};
      case "balance":
        balances[step.account] = step.balance;
        return {};
      case "note":
        ledger.journal.edit(step, { id: `edit ${serial}`, basedOn: 0, note: step.note }, serial as UtcMs);
        ledger.journal.keepPicture(step, new Uint8Array([serial]), serial as UtcMs);
        return {};
      case "measure": {
        const content = JSON.stringify({ mae: step.mae, mfe: null, spreadOpen: null, spreadClose: null });
        ledger.journal.keepMeasure(step, content);
        return { measured: [`${step.account}#${step.ticket}`] };
      }
    }
  };
  return { write, balances: (): Balances => ({ ...balances }) };
}

test("a book that is kept up to date is the one that everything gives when it is read anew", {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 16 }), (steps) => {
      const parts = openLedger();
      const { write, balances } = writer(parts);
      const kept = new Shelf(parts.reader);
      for (const each of steps) {
        const stale = write(each);
        kept.balances(balances());
        kept.refresh(stale);
        const anew = new Shelf(parts.reader);
        anew.balances(balances());
        anew.refresh({});
        expect(contents(kept)).toEqual(contents(anew));
      }
    }),
    { numRuns: 12 },
  );
});

test("a trade that closes makes itself alone: of a thousand others not one is made anew", () => {
  const { ledger, reader } = openLedger();
  const [id] = ACCOUNTS;
  if (id === undefined) throw new Error("no account");
  const history = madeHistory(1_001);
  ledger.deals.addDeals(id, history.slice(0, -1));
  const shelf = new Shelf(reader);
  const before = shelf.books[0]?.trades ?? [];
  ledger.deals.addDeals(id, history.slice(-1));
  shelf.refresh({});
  const after = shelf.books[0]?.trades ?? [];
  expect([before.length, after.length]).toEqual([1_000, 1_001]);
  const old = new Set(before);
  expect(after.filter((trade) => !old.has(trade))).toHaveLength(1);
  shelf.refresh({});
  expect(shelf.books[0]?.trades).toBe(after);
});
