import type { Database, Statement } from "better-sqlite3";
import type { DealLedger, HistoryRead } from "#bridge/ports/deal-ledger.ts";
import type { KeptDeal } from "#bridge/ports/trade-events.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { BrokerDeal, ClosedOrder } from "#shared/trading/deals/deal.ts";
import { KnownDeals } from "./known-deals.ts";
import { LateRows } from "./late-rows.ts";
import { fromFlatLedgerJson, toLedgerJson } from "./ledger-json.ts";
import type { LedgerWrite } from "./write.ts";

/** Windows overlap by much more than this, so the minute in between needs no fsync. */
const NOTED_EVERY_MS = 60_000;

interface Latest {
  readonly revision: number;
  readonly content: string;
}

/** A deal, or what has changed of one, that the ledger does not hold yet. */
interface NewDeal extends Latest {
  readonly deal: BrokerDeal;
}

const NEWEST = `SELECT content FROM deal AS each WHERE revision =
  (SELECT max(revision) FROM deal WHERE account = each.account AND ticket = each.ticket) AND account = ?`;

/** MT5's unsigned 64-bit numbers as SQLite's signed ones: equal ones stay equal. */
const signed = (value: bigint): bigint => BigInt.asIntN(64, value);

/** Tables `deal`, `closed_order` and `history_read`. */
export class LedgerDeals implements DealLedger {
  readonly #write: LedgerWrite;
  readonly #known = new KnownDeals();
  readonly #lateUnder = new LateRows<BrokerDeal>();
  readonly #lateOf = new LateRows<BrokerDeal>();
  readonly #lateOrders = new LateRows<ClosedOrder>();
  readonly #latest: Statement<[string, bigint], Latest>;
  readonly #addDeal: Statement<[string, bigint, number, bigint, bigint, number, number, string]>;
  readonly #addOrder: Statement<[string, bigint, bigint, number, number, string]>;
  readonly #underMagic: Statement<[string, bigint], string>;
  readonly #ofPosition: Statement<[string, bigint], string>;
  readonly #between: Statement<[string, number, number, number], string>;
  readonly #ordersUnder: Statement<[string, bigint], string>;
  readonly #order: Statement<[string, bigint], string>;
  readonly #read: Statement<[string], HistoryRead>;
  readonly #noteRead: Statement<[string, number, number, number]>;

  constructor(db: Database, write: LedgerWrite) {
    this.#write = write;
    this.#latest = db.prepare(
      "SELECT revision, content FROM deal WHERE account = ? AND ticket = ? ORDER BY revision DESC LIMIT 1",
    );
    this.#addDeal = db.prepare(
      `INSERT INTO deal (account, ticket, revision, position, magic, time_broker, seen_utc, content)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#addOrder = db.prepare(
      `INSERT INTO closed_order (account, ticket, magic, time_broker, seen_utc, content) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
    );
    this.#underMagic = db
      .prepare<[string, bigint], string>(`${NEWEST} AND magic = ? AND magic <> 0 ORDER BY seq`)
      .pluck();
    this.#ofPosition = db.prepare<[string, bigint], string>(`${NEWEST} AND position = ? ORDER BY ticket, seq`).pluck();
    this.#between = db
      .prepare<[string, number, number, number], string>(
        `${NEWEST} AND time_broker >= ? AND time_broker < ? ORDER BY time_broker DESC, ticket DESC LIMIT ?`,
      )
      .pluck();
    this.#ordersUnder = db
      .prepare<[string, bigint], string>(
        "SELECT content FROM closed_order WHERE account = ? AND magic = ? AND magic <> 0 ORDER BY seq",
      )
      .pluck();
    this.#order = db
      .prepare<[string, bigint], string>("SELECT content FROM closed_order WHERE account = ? AND ticket = ?")
      .pluck();
    this.#read = db.prepare("SELECT first_broker AS firstMs, to_broker AS toMs FROM history_read WHERE account = ?");
    this.#noteRead = db.prepare(
      `INSERT INTO history_read VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET to_broker = max(to_broker, excluded.to_broker)`,
    );
  }

  addDeals(account: AccountId, deals: readonly BrokerDeal[]): readonly KeptDeal[] {
    const inFrame = new Map<bigint, Latest>();
    const news = deals.flatMap((deal) => this.#isNews(account, deal, inFrame) ?? []);
    if (news.length === 0) return [];
    const kept = this.#write(() =>
      news.map(({ deal, revision, content }) => {
        const { ticket, position, magic, timeMs } = deal;
        const { lastInsertRowid } = this.#addDeal.run(
          account,
          signed(ticket),
          revision,
          signed(position),
          signed(magic),
          timeMs,
          Date.now(),
          content,
        );
        return { seq: Number(lastInsertRowid), account, revision, deal };
      }),
    );
    for (const { deal, revision } of kept) {
      this.#known.keepDeal(account, deal);
      if (revision > 1) this.#forgetLate();
      this.#lateUnder.added(account, deal.magic, deal);
      this.#lateOf.added(account, deal.position, deal);
    }
    return kept;
  }

  addOrders(account: AccountId, orders: readonly ClosedOrder[]): readonly ClosedOrder[] {
    const news = orders.filter(
      (order) => !this.#known.hasOrder(account, order) && this.#order.get(account, signed(order.ticket)) === undefined,
    );
    const kept = news.length === 0 ? [] : this.#addOrders(account, news);
    for (const order of kept) this.#lateOrders.added(account, order.magic, order);
    for (const order of orders) this.#known.keepOrder(account, order);
    return kept;
  }

  #addOrders(account: AccountId, news: readonly ClosedOrder[]): readonly ClosedOrder[] {
    return this.#write(() =>
      news.filter((order) => {
        const { ticket, magic, doneMs } = order;
        const row = [account, signed(ticket), signed(magic), doneMs, Date.now(), toLedgerJson(order)] as const;
        return this.#addOrder.run(...row).changes === 1;
      }),
    );
  }

  dealsUnder(account: AccountId, magic: bigint): readonly BrokerDeal[] {
    if (magic === 0n) return [];
    return this.#lateUnder.of(account, magic, () => this.#underMagic.all(account, signed(magic)).map(asDeal));
  }

  dealsOf(account: AccountId, position: bigint): readonly BrokerDeal[] {
    return this.#lateOf.of(account, position, () => this.#ofPosition.all(account, signed(position)).map(asDeal));
  }

  ordersUnder(account: AccountId, magic: bigint): readonly ClosedOrder[] {
    if (magic === 0n) return [];
    return this.#lateOrders.of(account, magic, () => this.#ordersUnder.all(account, signed(magic)).map(asOrder));
  }

  order(account: AccountId, ticket: bigint): ClosedOrder | undefined {
    const content = this.#order.get(account, signed(ticket));
    return content === undefined ? undefined : asOrder(content);
  }

  between(account: AccountId, fromMs: number, toMs: number, limit: number): readonly BrokerDeal[] {
    return this.#between.all(account, fromMs, toMs, limit).map(asDeal);
  }

  read(account: AccountId): HistoryRead | undefined {
    return this.#read.get(account);
  }

  noteRead(account: AccountId, firstMs: number, toMs: number): void {
    const known = this.read(account);
    if (known !== undefined && toMs - known.toMs < NOTED_EVERY_MS) return;
    this.#write(() => this.#noteRead.run(account, Date.now(), firstMs, toMs));
  }

  /** A changed deal stands elsewhere in its lists, and perhaps in other ones. */
  #forgetLate(): void {
    this.#lateUnder.clear();
    this.#lateOf.clear();
  }

  /** @param inFrame what the frame itself has told of its tickets so far: a faulty program may name one twice. */
  #isNews(account: AccountId, deal: BrokerDeal, inFrame: Map<bigint, Latest>): NewDeal | null {
    const earlier = inFrame.get(deal.ticket);
    if (earlier === undefined && this.#known.hasDeal(account, deal)) return null;
    const latest = earlier ?? this.#latest.get(account, signed(deal.ticket));
    const content = toLedgerJson(deal);
    if (latest?.content === content) {
      if (earlier === undefined) this.#known.keepDeal(account, deal);
      return null;
    }
    const revision = (latest?.revision ?? 0) + 1;
    inFrame.set(deal.ticket, { revision, content });
    return { deal, revision, content };
  }
}

const asDeal = (content: string): BrokerDeal => fromFlatLedgerJson<BrokerDeal>(content);
const asOrder = (content: string): ClosedOrder => fromFlatLedgerJson<ClosedOrder>(content);
