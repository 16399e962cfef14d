import type { Migration } from "../../migration.ts";

/**
 * What must reach the cloud, written by triggers: in the transaction of the data itself, whoever writes it and whatever
 * dies after. Nothing is written while no stream is there: before the first sign-in. `seq` has no holes and is never used
 * again. `content` is the row as it was then; `bridge/cloud-link/durable/event-of.ts` makes an event of it.
 */
export const cloud: Migration = {
  version: 6,
  name: "cloud",
  up: (db) =>
    db.exec(`
      CREATE TABLE cloud_stream (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        stream TEXT NOT NULL,
        -- Cloud and user that this profile's data belongs to.
        owner TEXT NOT NULL,
        epoch INTEGER NOT NULL CHECK (epoch >= 1),
        -- Event n of the epoch is the row base + n.
        base INTEGER NOT NULL,
        -- Last row that may have left this computer, and the last that the cloud has committed.
        sent INTEGER NOT NULL,
        acked INTEGER NOT NULL,
        -- Where writing out what the ledger held before goes on: table and key; null = done.
        backfill TEXT CHECK (backfill IS NULL OR json_valid(backfill))
      ) STRICT;

      CREATE TABLE cloud_outbox (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        made_utc INTEGER NOT NULL,
        source TEXT NOT NULL,
        content TEXT NOT NULL CHECK (json_valid(content))
      ) STRICT;

      ${TRIGGERS.map(trigger).join("\n")}
    `),
};

interface Trigger {
  readonly name: string;
  readonly when: string;
  readonly and: string;
  readonly source: string;
  /** SQL of the JSON that is kept of the row. */
  readonly content: string;
}

/** Rows as JSON, by source: for the triggers, and for writing out what was there before the stream. */
export const CLOUD_CONTENT = {
  deal: `json_object('account', row.account, 'revision', row.revision, 'seenMs', row.seen_utc, 'deal', json(row.content))`,
  trade: `json_object('account', row.account, 'ticket', CAST(row.ticket AS TEXT), 'position', CAST(row.position AS TEXT), 'seenMs', row.seen_utc)`,
  intent: `json_object('id', row.id, 'account', row.account, 'createdMs', row.created_utc, 'content', json(row.content), 'outcome', json(row.outcome))`,
  session: `json_object('changedMs', row.changed_utc, 'removedMs', row.removed_utc, 'state', json(row.state))`,
  session_tally: `json_object('session', row.id, 'account', row.account, 'changedMs', row.changed_utc, 'digits', json_extract(row.state, '$.currencyDigits'), 'tally', json(json_extract(row.state, '$.tally')))`,
  session_trade: `json_object('session', row.session, 'number', row.number, 'trade', json(row.trade))`,
  session_event: `json_object('session', row.session, 'seq', row.seq, 'atMs', row.at_utc, 'code', row.code, 'details', json(row.details))`,
  risk_day: `json_object('account', row.account, 'changedMs', row.changed_utc, 'record', json(row.content))`,
} as const;
export type CloudSource = keyof typeof CLOUD_CONTENT;

/** States of an order that say something new to its owner's other screens. */
export const CLOUD_INTENT_STATES = `('accepted', 'partial', 'unknown', 'done', 'rejected', 'refused', 'notSent', 'ended')`;
/** Of a deal: it closed something. */
export const CLOUD_CLOSES = `json_extract(row.content, '$.entry') IN ('out', 'inOut', 'outBy') AND row.revision = 1`;

const changed = (json: string, ...paths: readonly string[]): string =>
  paths.map((path) => `json_extract(new.${json}, '${path}') IS NOT json_extract(old.${json}, '${path}')`).join(" OR ");

const TRIGGERS: readonly Trigger[] = [
  made("deal", "AFTER INSERT ON deal"),
  made("trade", "AFTER INSERT ON deal", CLOUD_CLOSES.replaceAll("row.", "new.")),
  made(
    "intent",
    "AFTER UPDATE OF state, outcome ON intent",
    `new.state IN ${CLOUD_INTENT_STATES} AND new.outcome <> old.outcome`,
  ),
  made("session", "AFTER INSERT ON session"),
  // A session's age and floating result are written often, and are the state lane's.
  made(
    "session",
    "AFTER UPDATE ON session",
    `(${changed("state", "$.phase", "$.tally.closed", "$.tally.begun", "$.gale", "$.config")} OR new.removed_utc IS NOT old.removed_utc)`,
  ),
  made("session_tally", "AFTER UPDATE OF state ON session", changed("state", "$.tally.closed")),
  made("session_trade", "AFTER INSERT ON session_trade"),
  made("session_trade", "AFTER UPDATE OF trade ON session_trade", "new.trade <> old.trade"),
  made("session_event", "AFTER INSERT ON session_event"),
  made("risk_day", "AFTER INSERT ON risk_day"),
  made(
    "risk_day",
    "AFTER UPDATE OF content ON risk_day",
    `(${changed("content", "$.day.key", "$.day.trades", "$.day.realised")})`,
  ),
];

function made(source: CloudSource, when: string, and = "1"): Trigger {
  const verb = when.split(" ")[1]?.toLowerCase() ?? "";
  return {
    name: `cloud_${source}_${verb}`,
    when,
    and,
    source,
    content: CLOUD_CONTENT[source].replaceAll("row.", "new."),
  };
}

function trigger({ name, when, and, source, content }: Trigger): string {
  return `CREATE TRIGGER ${name} ${when} WHEN EXISTS (SELECT 1 FROM cloud_stream) AND (${and})
    BEGIN
      INSERT INTO cloud_outbox (made_utc, source, content)
        VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), '${source}', ${content});
    END;`;
}
