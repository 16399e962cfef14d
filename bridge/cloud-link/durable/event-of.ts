import { createHash } from "node:crypto";
import type { OutboxRow } from "#bridge/ports/cloud-outbox.ts";
import type { TradeBody } from "#shared/sync/bodies.ts";
import type { EventKind, SyncEvent } from "#shared/sync/frames.ts";
import type { SessionState } from "#shared/trading/session/session-state.ts";
import { sessionBody } from "./session-body.ts";

type Json = SyncEvent["body"][string];
type Fields = Readonly<Record<string, Json>>;

/** A trade that a deal closed, named as the ledger's rows name it. */
export interface ClosedBy {
  readonly account: string;
  readonly ticket: bigint;
  readonly position: bigint;
  /** UTC ms at which we heard of the deal. */
  readonly seenMs: number;
}

/** What the ledger knows beyond the row itself. */
export interface EventFacts {
  /** Undefined for an account that was never seen. */
  money(
    account: string,
  ): { readonly currency: string; readonly digits: number; readonly balanceMinor?: number | undefined } | undefined;
  /** Undefined when the deal closed nothing that can be told. */
  trade(closed: ClosedBy): TradeBody | undefined;
}

interface Told {
  readonly kind: EventKind;
  readonly at: number;
  readonly key: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The largest body that is sent; a larger one is told by its size: one event must never hold up those after it. */
const MOST_BYTES = 48 * 1_024;

/**
 * The event that a row of the outbox tells: snake_case, MT5's 64-bit numbers as decimal strings; trades, sessions and
 * equity as shared/sync/bodies.ts has them. A fact has one key for ever, whichever desktop saw it, and however often.
 */
export function eventOf({ madeMs, source, content }: OutboxRow, facts: EventFacts): SyncEvent {
  const row = JSON.parse(content) as Fields;
  const { kind, at, key, body } = teller(source)({ row, mark: fingerprint(content), madeMs, facts });
  const plain = onWire(body as Fields) as Fields;
  const bytes = Buffer.byteLength(JSON.stringify(plain));
  return {
    kind,
    at: Math.max(0, Math.floor(at)),
    key: key.slice(0, 200),
    body: bytes > MOST_BYTES ? { too_large: bytes, source } : plain,
  };
}

interface Row {
  readonly row: Fields;
  /** Tells two contents of one fact apart. */
  readonly mark: string;
  readonly madeMs: number;
  readonly facts: EventFacts;
}

const TELLERS: Readonly<Record<string, (row: Row) => Told>> = {
  deal: ({ row, mark }) => {
    const deal = object(row["deal"]);
    const revision = number(row["revision"]);
    const fact = `${accountKey(row)}/${text(deal["ticket"]).replace(/^~/, "")}`;
    return {
      kind: "deal",
      at: number(row["seenMs"]),
      // A deal that the broker changed is another fact, which every desktop tells alike.
      key: revision === 1 ? fact : `${fact}/${mark}`,
      body: { ...accountOf(row), ...deal, revision },
    };
  },
  trade: (told) => {
    const { row, facts } = told;
    const [ticket, position] = [unsigned(row["ticket"]), unsigned(row["position"])];
    const at = number(row["seenMs"]);
    const body = facts.trade({ account: text(row["account"]), ticket, position, seenMs: at });
    return body === undefined ? nothing(told) : { kind: "trade", at, key: `${accountKey(row)}/${ticket}`, body };
  },
  intent: ({ row }) => {
    const outcome = object(row["outcome"]);
    const { id: _id, account: _account, ...wish } = object(row["content"]);
    const changedMs = number(outcome["changedMs"]);
    return {
      kind: "order",
      at: changedMs,
      key: `${text(row["id"])}/${changedMs}/${text(outcome["state"])}`,
      body: { ...accountOf(row), orderId: row["id"] ?? "", createdMs: row["createdMs"] ?? 0, ...wish, outcome },
    };
  },
  session: (told) => {
    const { row, facts } = told;
    const state = row["state"] as unknown as SessionState;
    const changedMs = number(row["changedMs"]);
    const money = facts.money(state.config.account);
    if (money === undefined) return nothing(told);
    const { server, login } = accountOf({ account: state.config.account });
    return {
      kind: "session",
      at: changedMs,
      key: `${state.id}/${changedMs}`,
      body: sessionBody(state, {
        server,
        login,
        currency: money.currency,
        balanceMinor: money.balanceMinor ?? null,
        changedMs,
        removed: row["removedMs"] !== null,
      }),
    };
  },
  session_tally: ({ row, mark }) => ({
    kind: "statistics",
    at: number(row["changedMs"]),
    key: `session/${text(row["session"])}/${mark}`,
    body: {
      ...accountOf(row),
      tells: "session",
      sessionId: row["session"] ?? "",
      digits: row["digits"] ?? 0,
      ...object(row["tally"]),
    },
  }),
  session_trade: ({ row, mark, madeMs }) => ({
    kind: "statistics",
    at: madeMs,
    key: `trade/${text(row["session"])}/${number(row["number"])}/${mark}`,
    body: { tells: "session_trade", sessionId: row["session"] ?? "", ...object(row["trade"]) },
  }),
  session_event: ({ row }) => ({
    kind: "statistics",
    at: number(row["atMs"]),
    key: `event/${text(row["session"])}/${number(row["seq"])}/${number(row["atMs"])}`,
    body: {
      tells: "session_event",
      sessionId: row["session"] ?? "",
      code: row["code"] ?? "",
      details: row["details"] ?? {},
    },
  }),
  equity: ({ row }) => ({
    kind: "equity",
    at: number(row["at_ms"]),
    key: `${text(row["server"])}/${number(row["login"])}/${number(row["at_ms"])}`,
    body: row,
  }),
  risk_day: ({ row, mark }) => ({
    kind: "risk",
    at: number(row["changedMs"]),
    key: `${accountKey(row)}/${mark}`,
    body: { ...accountOf(row), ...object(row["record"]) },
  }),
};

/** What cannot be told keeps its place, so that it holds up nothing: a row of a later version's, an account nobody knows. */
const nothing = ({ mark, madeMs }: Row): Told => ({
  kind: "statistics",
  at: madeMs,
  key: `nothing/${mark}`,
  body: { tells: "nothing" },
});

const teller = (source: string): ((row: Row) => Told) =>
  Object.hasOwn(TELLERS, source) ? (TELLERS[source] ?? nothing) : nothing;

/** 96 bits of SHA-256. */
function fingerprint(content: string): string {
  return createHash("sha256").update(content).digest("base64url").slice(0, 16);
}

/** `login@server`: a login is a number, a server may hold any sign. */
function accountOf(row: Fields): { server: string; login: number } {
  const account = text(row["account"]);
  const at = account.indexOf("@");
  return { server: account.slice(at + 1), login: Number(account.slice(0, at)) };
}

/** `server/login`, as the cloud names an account. */
function accountKey(row: Fields): string {
  const { server, login } = accountOf(row);
  return `${server}/${login}`;
}

/** The ledger's own JSON as everybody's: "~123" is a 64-bit number, "~~x" a text that begins with "~". */
function onWire(value: Json): Json {
  if (typeof value === "string") return value.startsWith("~") ? value.slice(1) : value;
  if (Array.isArray(value)) return value.map(onWire);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [snake(name), onWire(each)]));
}

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const object = (value: Json | undefined): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
const number = (value: Json | undefined): number => (typeof value === "number" ? value : 0);
const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");
/** SQLite keeps MT5's unsigned 64 bits as signed ones. */
const unsigned = (value: Json | undefined): bigint => BigInt.asUintN(64, BigInt(text(value) || "0"));
