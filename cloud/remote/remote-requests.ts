import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { FastifyRequest } from "fastify";
import { REMOTE_LIFE_MS, type RemoteAnswer, type RemoteKind } from "#shared/sync/remote.ts";
import { audit } from "../audit/audit.ts";
import type { Bus } from "../bus/bus.ts";
import type { Clock } from "../clock.ts";
import type { Database, Work } from "../database/database.ts";
import { newId } from "../database/ids.ts";
import type { AccountRow, CommandRow } from "../database/tables.ts";
import { caller, contextOf } from "../http/caller.ts";
import { Problem } from "../http/problem.ts";

/** How long a command waits for a desktop to be found: gateways claim one within a blink when it is connected. */
const FIND_MS = 3_000;
/** After the command's end the desktop may still be about to answer (RemoteDesk waits 2 s). */
const LATE_MS = 3_000;
const KEY = /^[\w.:-]{8,128}$/;

/** A command to be sent, and what must hold in the transaction that writes it. */
export interface Wish {
  readonly kind: RemoteKind;
  readonly account: (trx: Work) => Promise<AccountRow>;
  /** Arguments; made in that transaction, so that a plan's limit is checked where the command is written. */
  readonly args: (trx: Work, account: AccountRow) => Promise<Record<string, unknown>>;
  readonly proof: CommandRow["proof"];
}

/** What became of a command. `replayed`: the same request was made before, and this is its answer. */
export interface Outcome {
  readonly row: CommandRow;
  readonly replayed: boolean;
}

/** The API's side of remote commands: writes one down, waits for the desktop's word, and gives the same word again. */
export class RemoteRequests {
  readonly #database: Database;
  readonly #bus: Bus;
  readonly #clock: Clock;
  readonly #findMs: number;
  readonly #waiting = new Map<string, () => void>();

  constructor(database: Database, bus: Bus, clock: Clock, findMs: number = FIND_MS) {
    this.#database = database;
    this.#bus = bus;
    this.#clock = clock;
    this.#findMs = findMs;
    bus.listen((hint) => {
      if (hint.about === "answer") this.#waiting.get(hint.commandId)?.();
    });
  }

  /** @throws Problem IDEMPOTENCY_REUSED, NOT_FOUND, BAD_REQUEST, and what `wish.args` throws. */
  async send(request: FastifyRequest, wish: Wish): Promise<Outcome> {
    const { row, isNew } = await this.#write(request, wish);
    if (isNew) {
      this.#bus.publish({
        about: "command",
        tenantId: row.tenant_id,
        commandId: row.command_id,
        server: row.broker_server,
        login: Number(row.login),
      });
    }
    return { row: await this.#settled(row), replayed: !isNew };
  }

  async #write(request: FastifyRequest, wish: Wish): Promise<{ row: CommandRow; isNew: boolean }> {
    const { tenantId, userId, deviceId, kind } = caller(request);
    const now = this.#clock();
    const key = request.headers["idempotency-key"] ?? newId(now);
    if (typeof key !== "string" || !KEY.test(key))
      throw new Problem("BAD_REQUEST", "An Idempotency-Key has 8 to 128 letters, digits, or . _ : -");
    const request_sha256 = createHash("sha256")
      .update(JSON.stringify([request.method, request.url, request.body ?? null]))
      .digest();
    return this.#database.withTenant(contextOf(request), async (trx) => {
      const before = await trx
        .selectFrom("remote.commands")
        .selectAll()
        .where("tenant_id", "=", tenantId)
        .where("user_id", "=", userId)
        .where("idempotency_key", "=", key)
        .executeTakeFirst();
      if (before !== undefined) {
        if (!before.request_sha256.equals(request_sha256)) throw new Problem("IDEMPOTENCY_REUSED");
        return { row: before, isNew: false };
      }
      const account = await wish.account(trx);
      const { email } = await trx
        .selectFrom("identity.users")
        .select("email")
        .where("user_id", "=", userId)
        .executeTakeFirstOrThrow();
      const row = await trx
        .insertInto("remote.commands")
        .values({
          tenant_id: tenantId,
          command_id: newId(now),
          user_id: userId,
          idempotency_key: key,
          request_sha256,
          kind: wish.kind,
          broker_server: account.broker_server,
          login: account.login,
          args: JSON.stringify(await wish.args(trx, account)),
          asked_by: email.slice(0, 120),
          proof: wish.proof,
          ip: request.ip,
          state: "waiting",
          device_id: null,
          issued_at: new Date(now),
          expires_at: new Date(now + REMOTE_LIFE_MS),
          answered_at: null,
          answer: null,
        })
        .onConflict((on) => on.columns(["tenant_id", "user_id", "idempotency_key"]).doNothing())
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) throw new Problem("CONFLICT", "The same request is under way: ask again in a moment.");
      await audit(trx, {
        tenantId,
        at: now,
        actorId: userId,
        actorKind: kind,
        action: `remote.${wish.kind}`,
        entity: "command",
        entityId: row.command_id,
        ip: request.ip,
        deviceId,
        diff: { account_id: account.account_id, proof: wish.proof },
      });
      return { row, isNew: true };
    });
  }

  /** Waits until the command is over. What no desktop claimed in time is offline, and never sent afterwards. */
  async #settled(row: CommandRow): Promise<CommandRow> {
    const who = { tenantId: row.tenant_id, userId: row.user_id };
    let last = row;
    const findUntil = performance.now() + this.#findMs;
    const end = performance.now() + REMOTE_LIFE_MS + LATE_MS;
    while (last.state === "waiting" || last.state === "sent") {
      const now = performance.now();
      const until = last.state === "waiting" ? findUntil : end;
      if (now < until) await this.#woken(row.command_id, until - now);
      else await this.#giveUp(last, last.state === "waiting" ? "offline" : "unknown");
      last = await this.#database.readTenant(who, (trx) =>
        trx
          .selectFrom("remote.commands")
          .selectAll()
          .where("tenant_id", "=", row.tenant_id)
          .where("command_id", "=", row.command_id)
          .executeTakeFirstOrThrow(),
      );
    }
    return last;
  }

  async #giveUp(row: CommandRow, state: "offline" | "unknown"): Promise<void> {
    await this.#database.withTenant({ tenantId: row.tenant_id, userId: row.user_id }, (trx) =>
      trx
        .updateTable("remote.commands")
        .set({ state, answered_at: new Date(this.#clock()) })
        .where("tenant_id", "=", row.tenant_id)
        .where("command_id", "=", row.command_id)
        .where("state", "=", row.state)
        .execute(),
    );
  }

  /** A hint that was lost is made up for by looking once a second. */
  async #woken(commandId: string, ms: number): Promise<void> {
    const stop = new AbortController();
    const hint = new Promise<void>((resolve) => this.#waiting.set(commandId, resolve));
    await Promise.race([hint, pause(Math.min(ms, 1_000), undefined, { signal: stop.signal }).catch(() => {})]);
    stop.abort();
    this.#waiting.delete(commandId);
  }
}

/** The desktop's result, or its refusal as a problem. @throws Problem DESKTOP_OFFLINE, REMOTE_REFUSED, REMOTE_UNKNOWN. */
export function resultOf({ command_id, state, answer }: CommandRow): Extract<RemoteAnswer, { ok: true }>["result"] {
  const extra = { command_id };
  if (state === "offline") throw new Problem("DESKTOP_OFFLINE", undefined, { extra });
  if (answer === null) throw new Problem("REMOTE_UNKNOWN", undefined, { extra });
  if (answer.ok) return answer.result;
  const more = { extra: { ...extra, remote_code: answer.code } };
  if (answer.code === "OUTCOME_UNKNOWN") throw new Problem("REMOTE_UNKNOWN", answer.detail, more);
  throw new Problem("REMOTE_REFUSED", answer.detail, more);
}
