import type { Database, Statement } from "better-sqlite3";
import { fromFlatLedgerJson, fromLedgerJson } from "#bridge/store/ledger/ledger-json.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { InstrumentSpec } from "#shared/market/instrument.ts";
import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import type { EquityRow } from "./equity-shelf.ts";
import type { Measure, SessionLink, ShelfNote } from "./shelf-trade.ts";

const signed = (value: bigint): bigint => BigInt.asIntN(64, value);
const unsigned = (value: bigint): bigint => BigInt.asUintN(64, value);

interface DealRow {
  readonly seq: bigint;
  readonly account: AccountId;
  readonly content: string;
}

/** An account of an import, or of a terminal. */
export interface KnownAccount {
  readonly id: AccountId;
  readonly server: string;
  readonly title: string;
  readonly currency: string;
  readonly digits: number;
  readonly tradeMode: string;
}

export interface ImportedAccount {
  readonly account: AccountId;
  readonly kind: string;
  readonly title: string;
  readonly currency: string;
  readonly digits: number;
  readonly firstBalance: number | null;
}

/** ledger.db as the journal reads it, on a connection of its own that cannot write. */
export class LedgerReader {
  readonly #db: Database;
  readonly #deals: Statement<[bigint], DealRow>;
  readonly #imported: Statement<[], DealRow & { readonly worked: bigint }>;
  readonly #intent: Statement<[bigint], string>;
  readonly #instrument: Statement<[string, string], string>;
  readonly #words: Statement<[string], { readonly account: AccountId; readonly ticket: bigint }>;
  readonly #equity: Statement<[string, number], EquityRow>;

  constructor(db: Database) {
    this.#db = db;
    this.#deals = db.prepare<[bigint], DealRow>("SELECT seq, account, content FROM deal WHERE seq > ? ORDER BY seq");
    this.#deals.safeIntegers();
    this.#imported = db.prepare(
      `SELECT seq, journal_deal.account AS account, worked, content FROM journal_deal
       JOIN journal_import ON journal_import.id = journal_deal.import WHERE state = 'kept' ORDER BY ticket, revision`,
    );
    this.#imported.safeIntegers();
    this.#intent = db.prepare<[bigint], string>("SELECT content FROM intent WHERE magic = ?").pluck();
    this.#instrument = db
      .prepare<[string, string], string>("SELECT spec FROM instrument WHERE account = ? AND symbol = ?")
      .pluck();
    this.#words = db.prepare(
      `SELECT account, ticket FROM journal_words JOIN journal_words_of ON journal_words_of.seq = journal_words.rowid
       WHERE journal_words MATCH ?`,
    );
    this.#words.safeIntegers();
    this.#equity = db
      .prepare<[string, number], EquityRow>(
        `SELECT minute_broker, low, high, coalesce(last, low) FROM journal_equity
         WHERE account = ? AND minute_broker >= ? ORDER BY minute_broker`,
      )
      .raw();
  }

  /** The broker's deals beyond `seq`, older revisions first. */
  deals(seq: bigint): readonly { readonly seq: bigint; readonly account: AccountId; readonly deal: BrokerDeal }[] {
    return this.#deals.all(seq).map((row) => ({ ...row, deal: fromFlatLedgerJson<BrokerDeal>(row.content) }));
  }

  /** Deals of imports, older revisions first. */
  imported(): readonly { readonly account: AccountId; readonly worked: boolean; readonly deal: BrokerDeal }[] {
    return this.#imported.all().map(({ account, worked, content }) => ({
      account,
      worked: worked === 1n,
      deal: fromFlatLedgerJson<BrokerDeal>(content),
    }));
  }

  accounts(): readonly KnownAccount[] {
    return this.#db
      .prepare<[], KnownAccount>(
        `SELECT id, server, name AS title, currency, currency_digits AS digits, trade_mode AS tradeMode FROM account
         UNION ALL SELECT id, server, title, currency, digits, trade_mode FROM journal_account
         WHERE id NOT IN (SELECT id FROM account)`,
      )
      .all();
  }

  importedAccounts(): readonly ImportedAccount[] {
    return this.#db
      .prepare<[], ImportedAccount>(
        `SELECT account, kind, title, currency, digits, first_balance AS firstBalance FROM journal_import
         WHERE state = 'kept' ORDER BY at_utc`,
      )
      .all();
  }

  /** Equity drawdowns that kept reports print, by account; those of an account with several reports are of none. */
  printedEquity(): ReadonlyMap<AccountId, ReadonlyMap<string, number>> {
    const rows = this.#db
      .prepare<[], { account: AccountId; figure: string; value: number }>(
        `SELECT account, figure, value FROM journal_printed JOIN journal_import ON journal_import.id = import
         WHERE state = 'kept' AND (SELECT count(*) FROM journal_import AS other
           WHERE other.account = journal_import.account AND other.state = 'kept') = 1`,
      )
      .all();
    const printed = new Map<AccountId, Map<string, number>>();
    for (const { account, figure, value } of rows) {
      printed.set(account, (printed.get(account) ?? new Map<string, number>()).set(figure, value));
    }
    return printed;
  }

  intent(magic: bigint): string | undefined {
    return this.#intent.get(signed(magic));
  }

  instrument(account: AccountId, symbol: string): InstrumentSpec | undefined {
    const spec = this.#instrument.get(account, symbol);
    return spec === undefined ? undefined : (JSON.parse(spec) as InstrumentSpec);
  }

  /** Newest note and tags of every trade that has some, by `account#ticket`. */
  notes(): ReadonlyMap<string, ShelfNote> {
    const rows = this.#db
      .prepare<[], { account: string; ticket: bigint; revision: bigint; note: string; tags: string }>(
        `SELECT account, ticket, revision, note, tags FROM journal_edit AS each WHERE revision =
           (SELECT max(revision) FROM journal_edit WHERE account = each.account AND ticket = each.ticket)`,
      )
      .safeIntegers()
      .all();
    return new Map(
      rows.map(({ account, ticket, revision, note, tags }) => [
        `${account}#${unsigned(ticket)}`,
        { revision: Number(revision), note, tags: JSON.parse(tags) as string[] },
      ]),
    );
  }

  measures(): ReadonlyMap<string, Measure> {
    const rows = this.#db
      .prepare<[], { account: string; ticket: bigint; content: string }>(
        "SELECT account, ticket, content FROM journal_measure",
      )
      .safeIntegers()
      .all();
    return new Map(
      rows.map(({ account, ticket, content }) => [`${account}#${unsigned(ticket)}`, JSON.parse(content) as Measure]),
    );
  }

  pictures(): ReadonlySet<string> {
    const rows = this.#db
      .prepare<[], { account: string; ticket: bigint }>("SELECT account, ticket FROM journal_picture")
      .safeIntegers()
      .all();
    return new Set(rows.map(({ account, ticket }) => `${account}#${unsigned(ticket)}`));
  }

  /** The picture of a trade's chart, PNG. */
  picture(account: AccountId, ticket: bigint): Uint8Array | undefined {
    return this.#db
      .prepare<[string, bigint], Buffer>("SELECT png FROM journal_picture WHERE account = ? AND ticket = ?")
      .pluck()
      .get(account, signed(ticket));
  }

  /** What sessions traded, by `account#ticket` of each of their deals. */
  sessionLinks(): ReadonlyMap<string, SessionLink> {
    const rows = this.#db
      .prepare<[], { session: string; account: string; state: string; trade: string }>(
        `SELECT session_trade.session AS session, account, state, trade FROM session_trade
         JOIN session ON session.id = session_trade.session`,
      )
      .all();
    const names = new Map<string, string>();
    const links = new Map<string, SessionLink>();
    for (const { session, account, state, trade } of rows) {
      const name = names.get(session) ?? fromLedgerJson<{ config: { name: string } }>(state).config.name;
      names.set(session, name);
      const { number, galeStep, signal, source, deals } = fromLedgerJson<{
        number: number;
        galeStep: number;
        signal: string;
        source: string;
        deals: readonly bigint[];
      }>(trade);
      const link: SessionLink = { session, name, number, galeStep, signal: `${source}: ${signal}` };
      for (const ticket of deals) links.set(`${account}#${ticket}`, link);
    }
    return links;
  }

  /** Events of a session within UTC times. */
  sessionEvents(
    session: string,
  ): readonly { readonly atMs: number; readonly code: string; readonly details: string }[] {
    return this.#db
      .prepare<[string], { atMs: number; code: string; details: string }>(
        "SELECT at_utc AS atMs, code, details FROM session_event WHERE session = ? ORDER BY seq",
      )
      .all(session);
  }

  /** How often each deal was told: 1 = never changed. */
  revisions(account: AccountId, tickets: readonly bigint[]): ReadonlyMap<bigint, number> {
    const live = this.#db
      .prepare<[string, bigint], number>("SELECT max(revision) FROM deal WHERE account = ? AND ticket = ?")
      .pluck();
    const read = this.#db
      .prepare<[string, bigint], number>("SELECT max(revision) FROM journal_deal WHERE account = ? AND ticket = ?")
      .pluck();
    return new Map(
      tickets.map((ticket) => [ticket, live.get(account, signed(ticket)) ?? read.get(account, signed(ticket)) ?? 1]),
    );
  }

  /** Trades whose note or tags have a word that begins so. */
  withWord(word: string): ReadonlySet<string> {
    const quoted = `"${word.replaceAll('"', '""')}"*`;
    return new Set(this.#words.all(quoted).map(({ account, ticket }) => `${account}#${unsigned(ticket)}`));
  }

  /** Recorded minutes from a broker time on, oldest first. */
  equity(account: AccountId, fromMs: number): Iterable<EquityRow> {
    return this.#equity.iterate(account, fromMs);
  }
}
