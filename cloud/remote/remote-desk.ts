import { REMOTE_EVENT, RemoteAnswer, type RemoteCommand } from "#shared/sync/remote.ts";
import type { Bus, Hint } from "../bus/bus.ts";
import type { Clock } from "../clock.ts";
import type { Database } from "../database/database.ts";
import type { CommandRow } from "../database/tables.ts";
import { accountKey, type CloudSocket } from "../gateway/cloud-socket.ts";

/** After a command's end its desktop may still be about to answer. */
const LATE_MS = 2_000;

type CommandHint = Extract<Hint, { readonly about: "command" }>;

/** The gateway's side of remote commands: claims one for a desktop that is connected here, and keeps its answer. */
export class RemoteDesk {
  readonly #database: Database;
  readonly #bus: Bus;
  readonly #clock: Clock;
  readonly #socketsOf: (tenantId: string) => Iterable<CloudSocket>;

  constructor(database: Database, bus: Bus, clock: Clock, socketsOf: (tenantId: string) => Iterable<CloudSocket>) {
    this.#database = database;
    this.#bus = bus;
    this.#clock = clock;
    this.#socketsOf = socketsOf;
  }

  /** Hands a command to the desktop that told of the account last; does nothing when none is connected here. */
  async hand(hint: CommandHint): Promise<void> {
    const socket = this.#desktopFor(hint);
    if (socket === undefined) return;
    const row = await this.#claim(hint, socket);
    if (row === undefined) return;
    const left = row.expires_at.getTime() - this.#clock() + LATE_MS;
    const answer = await ask(socket, show(row), Math.max(1, left));
    const who = socket.data.sender;
    await this.#database.withTenant(who, (trx) =>
      trx
        .updateTable("remote.commands")
        .set({
          state: answer === undefined ? "unknown" : "done",
          answered_at: new Date(this.#clock()),
          answer: answer === undefined ? null : JSON.stringify(answer),
        })
        .where("tenant_id", "=", hint.tenantId)
        .where("command_id", "=", hint.commandId)
        .where("state", "=", "sent")
        .execute(),
    );
    this.#bus.publish({ about: "answer", tenantId: hint.tenantId, commandId: hint.commandId });
  }

  #desktopFor({ tenantId, server, login }: CommandHint): CloudSocket | undefined {
    const key = accountKey(server, login);
    let newest: CloudSocket | undefined;
    for (const socket of this.#socketsOf(tenantId)) {
      if (!socket.data.accounts.has(key)) continue;
      if (newest === undefined || socket.data.stateAt >= newest.data.stateAt) newest = socket;
    }
    return newest;
  }

  /** Of several desktops one gets it: the row's state is the only permission. */
  #claim({ tenantId, commandId }: CommandHint, socket: CloudSocket): Promise<CommandRow | undefined> {
    return this.#database.withTenant(socket.data.sender, (trx) =>
      trx
        .updateTable("remote.commands")
        .set({ state: "sent", device_id: socket.data.sender.deviceId })
        .where("tenant_id", "=", tenantId)
        .where("command_id", "=", commandId)
        .where("state", "=", "waiting")
        .where("expires_at", ">", new Date(this.#clock()))
        .returningAll()
        .executeTakeFirst(),
    );
  }
}

function show(row: CommandRow): RemoteCommand {
  return {
    command_id: row.command_id,
    kind: row.kind,
    server: row.broker_server,
    login: Number(row.login),
    issuedMs: row.issued_at.getTime(),
    expiresMs: row.expires_at.getTime(),
    by: { name: row.asked_by, proof: row.proof, ip: row.ip },
    args: row.args,
  };
}

/** @returns undefined when no answer came that can be read: what the desktop did is not known. */
async function ask(socket: CloudSocket, command: RemoteCommand, ms: number): Promise<RemoteAnswer | undefined> {
  let gone = (): void => {};
  const left = new Promise<undefined>((resolve) => (gone = () => resolve(undefined)));
  socket.once("disconnect", gone);
  try {
    if (!socket.connected) return undefined;
    const given: unknown = await Promise.race([socket.timeout(ms).emitWithAck(REMOTE_EVENT, command as never), left]);
    const read = RemoteAnswer.safeParse(given);
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  } finally {
    socket.off("disconnect", gone);
  }
}
