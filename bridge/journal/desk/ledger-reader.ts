import type { Database, Statement } from "better-sqlite3";
import { fromFlatLedgerJson, fromLedgerJson } from "#bridge/store/ledger/ledger-json.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { InstrumentSpec } from "#shared/market/instrument.ts";
import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import type { EquityRow } from "./equity-shelf.ts";
import type { Measure, SessionLink, ShelfNote } from "./shelf-trade.ts";

const signed = (value: bigint): bigint => BigInt.asIntN(64, value);
/** `account#ticket`, the ticket as it is told. */
const idOf = (account: string, ticket: bigint): string => `${account}#${BigInt.asUintN(64, ticket)}`;

interface EditRow {
  readonly seq: bigint;
  readonly account: string;
  readonly ticket: bigint;
  readonly revision: bigint;
  readonly note: string;
  readonly tags: string;
}

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
  readonly #edits: Statement<[bigint], EditRow>;
  readonly #measure: Statement<[string, bigint], string>;
  readonly #pictures: Statement<[bigint], Pick<EditRow, "seq" | "account" | "ticket">>;
  readonly #sessions: Statement<[], { readonly id: string; readonly changed: number }>;
  readonly #sessionState: Statement<[string], { readonly account: string; readonly state: string }>;
  readonly #sessionTrades: Statement<[string], string>;

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
    this.#edits = db.prepare(
      "SELECT seq, account, ticket, revision, note, tags FROM journal_edit WHERE seq > ? ORDER BY seq",
    );
    this.#edits.safeIntegers();
    this.#measure = db
      .prepare<[string, bigint], string>("SELECT content FROM journal_measure WHERE account = ? AND ticket = ?")
      .pluck();
    this.#pictures = db.prepare(
      "SELECT rowid AS seq, account, ticket FROM journal_picture WHERE rowid > ? ORDER BY rowid",
    );
    this.#pictures.safeIntegers();
    this.#sessions = db.prepare("SELECT id, changed_utc AS changed FROM session ORDER BY id");
    this.#sessionState = db.prepare("SELECT account, state FROM session WHERE id = ?");
    this.#sessionTrades = db
      .prepare<[string], string>("SELECT trade FROM session_trade WHERE session = ? ORDER BY number")
      .pluck();
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

  /** Notes and tags of trades beyond `seq`, older ones first. */
  notes(seq: bigint): Iterable<{ readonly seq: bigint; readonly id: string; readonly note: ShelfNote }> {
    return this.#edits.all(seq).map(({ account, ticket, revision, note, tags, ...row }) => ({
      seq: row.seq,
      id: idOf(account, ticket),
      note: { revision: Number(revision), note, tags: JSON.parse(tags) as string[] },
    }));
  }

  measures(): ReadonlyMap<string, Measure> {
    const rows = this.#db
      .prepare<[], { account: string; ticket: bigint; content: string }>(
        "SELECT account, ticket, content FROM journal_measure",
      )
      .safeIntegers()
      .all();
    return new Map(rows.map(({ account, ticket, content }) => [idOf(account, ticket), JSON.parse(content) as Measure]));
  }

  measure(account: AccountId, ticket: bigint): Measure | undefined {
    const content = this.#measure.get(account, signed(ticket));
    return content === undefined ? undefined : (JSON.parse(content) as Measure);
  }

  /** Trades whose picture was kept beyond `seq`, older ones first. */
  pictures(seq: bigint): readonly { readonly seq: bigint; readonly id: string }[] {
    return this.#pictures.all(seq).map(({ account, ticket, ...row }) => ({ seq: row.seq, id: idOf(account, ticket) }));
  }

  /** The picture of a trade's chart, PNG. */
  picture(account: AccountId, ticket: bigint): Uint8Array | undefined {
    return this.#db
      .prepare<[string, bigint], Buffer>("SELECT png FROM journal_picture WHERE account = ? AND ticket = ?")
      .pluck()
      .get(account, signed(ticket));
  }

  /** Every session with the time of its last change, which grows with each. */
  sessions(): readonly { readonly id: string; readonly changed: number }[] {
    return this.#sessions.all();
  }

  /** What a session traded, by `account#ticket` of each deal. */
  linksOf(session: string): ReadonlyMap<string, SessionLink> {
    const state = this.#sessionState.get(session);
    const links = new Map<string, SessionLink>();
    if (state === undefined) return links;
    const { name } = fromLedgerJson<{ config: { name: string } }>(state.state).config;
    for (const text of this.#sessionTrades.all(session)) {
      const { number, galeStep, signal, source, deals } = fromLedgerJson<{
        number: number;
        galeStep: number;
        signal: string;
        source: string;
        deals: readonly bigint[];
      }>(text);
      const link: SessionLink = { session, name, number, galeStep, signal: `${source}: ${signal}` };
      for (const ticket of deals) links.set(idOf(state.account, ticket), link);
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
    return new Set(this.#words.all(quoted).map(({ account, ticket }) => idOf(account, ticket)));
  }

  /** Recorded minutes from a broker time on, oldest first. */
  equity(account: AccountId, fromMs: number): Iterable<EquityRow> {
    return this.#equity.iterate(account, fromMs);
  }
}
