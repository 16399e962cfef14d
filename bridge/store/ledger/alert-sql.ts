import type { Database, RunResult } from "better-sqlite3";
import type { UtcMs } from "#shared/market/brands.ts";
import type { SessionId } from "#shared/trading/intent/intent.ts";

export interface AlertRow {
  readonly alert: string;
  readonly state: string;
  readonly createdMs: number;
}

export interface FiringRow {
  readonly seq: number;
  readonly firing: string;
  readonly seenMs: number | null;
  readonly deliveries: string;
}

export interface HappenedRow {
  readonly seq: number;
  readonly session: SessionId;
  readonly sessionName: string;
  readonly atMs: UtcMs;
  readonly code: string;
}

const FIRING = `SELECT seq, firing, seen_utc AS seenMs,
  (SELECT json_group_array(json_object('port', port, 'state', state, 'tries', tries, 'dueMs', due_utc, 'told', told))
   FROM alert_delivery WHERE alert_delivery.firing = alert_firing.seq) AS deliveries
  FROM alert_firing`;

interface Prepared<P extends unknown[], R> {
  all(...parameters: P): R[];
  get(...parameters: P): R | undefined;
  run(...parameters: P): RunResult;
}

/** Every statement on the tables of alerts. */
export function alertStatements(db: Database) {
  const prepare = <P extends unknown[], R = unknown>(sql: string): Prepared<P, R> => db.prepare<P, R>(sql);
  const pluck = <P extends unknown[]>(sql: string): Prepared<P, number> => db.prepare<P, number>(sql).pluck();
  return {
    all: prepare<[], AlertRow>(
      "SELECT alert, state, created_utc AS createdMs FROM alert WHERE removed_utc IS NULL ORDER BY created_utc, id",
    ),
    one: prepare<[string], AlertRow>("SELECT alert, state, created_utc AS createdMs FROM alert WHERE id = ?"),
    put: prepare<[string, string, string, string, number]>(
      `INSERT INTO alert (id, source, alert, state, created_utc) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET source = excluded.source, alert = excluded.alert, state = excluded.state`,
    ),
    state: prepare<[string, string]>("UPDATE alert SET state = ? WHERE id = ?"),
    remove: prepare<[number, string]>("UPDATE alert SET removed_utc = ? WHERE id = ? AND removed_utc IS NULL"),
    restore: prepare<[string]>("UPDATE alert SET removed_utc = NULL WHERE id = ? AND removed_utc IS NOT NULL"),
    cursors: prepare<[], { source: string; cursor: string }>("SELECT source, cursor FROM alert_source"),
    cursor: prepare<[string, string]>(
      "INSERT INTO alert_source VALUES (?, ?) ON CONFLICT (source) DO UPDATE SET cursor = excluded.cursor",
    ),
    fire: prepare<[string, number, number, string]>(
      `INSERT INTO alert_firing (alert, arming, at_utc, firing) VALUES (?, ?, ?, ?) ON CONFLICT (alert, arming) DO NOTHING`,
    ),
    order: prepare<[number | bigint, string, number]>(
      "INSERT INTO alert_delivery (firing, port, state, due_utc) VALUES (?, ?, 'pending', ?)",
    ),
    firings: prepare<[number, number], FiringRow>(`${FIRING} WHERE seq < ? ORDER BY seq DESC LIMIT ?`),
    firing: prepare<[number | bigint], FiringRow>(`${FIRING} WHERE seq = ?`),
    unseen: pluck<[]>("SELECT count(*) FROM alert_firing WHERE seen_utc IS NULL"),
    seen: prepare<[number, number]>("UPDATE alert_firing SET seen_utc = ? WHERE seq <= ? AND seen_utc IS NULL"),
    due: prepare<[string, number, number], FiringRow>(
      `${FIRING} WHERE seq IN (SELECT firing FROM alert_delivery WHERE state = 'pending' AND port = ? AND due_utc <= ?)
       ORDER BY seq LIMIT ?`,
    ),
    delivered: prepare<[string, number, number, string, number, string]>(
      "UPDATE alert_delivery SET state = ?, tries = ?, due_utc = ?, told = ? WHERE firing = ? AND port = ?",
    ),
    happened: prepare<[number, number], HappenedRow>(
      `SELECT seq, session, at_utc AS atMs, code, coalesce(json_extract(session.state, '$.config.name'), session) AS sessionName
       FROM session_event JOIN session ON session.id = session_event.session WHERE seq > ? ORDER BY seq LIMIT ?`,
    ),
    lastHappened: pluck<[]>("SELECT coalesce(max(seq), 0) FROM session_event"),
    old: pluck<[number, number]>("SELECT seq FROM alert_firing WHERE at_utc < ? ORDER BY seq LIMIT ?"),
    dropDeliveries: prepare<[number]>("DELETE FROM alert_delivery WHERE firing = ?"),
    dropFiring: prepare<[number]>("DELETE FROM alert_firing WHERE seq = ?"),
  };
}
