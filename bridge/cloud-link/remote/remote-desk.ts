import type { Clock } from "#bridge/ports/clock.ts";
import type { CloudCommands } from "#bridge/ports/cloud-commands.ts";
import type { RemoteView } from "#shared/contract/cloud.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import { REMOTE_ARGS, REMOTE_LIFE_MS, REMOTE_NEEDS, RemoteAnswer, RemoteCommand } from "#shared/sync/remote.ts";
import type { RemoteActs } from "./remote-acts.ts";

/** A command may seem to come this much before it was issued: clocks differ. More, and it is not believed. */
const CLOCKS_MS = 5_000;
const SHOWN = 20;
const MOST_A_MINUTE = 60;

type Refused = Extract<RemoteAnswer, { ok: false }>;

export interface RemoteParts {
  readonly acts: RemoteActs;
  readonly book: CloudCommands;
  readonly clock: Clock;
  /** The two local switches, as the user has set them on this computer. */
  readonly allows: (need: "reduce" | "trade") => boolean;
  /** A command came, and what was decided: for people. */
  readonly told: (command: RemoteCommand, answer: RemoteAnswer) => void;
  readonly changed: () => void;
}

/**
 * Decides on commands of the cloud. It trusts nothing that the cloud says but what it wants: this computer's switches,
 * clock and ledger decide, and then the same verdict and executor as for an order by hand. A command is kept before it
 * is begun, so that its id is good for one act in all time.
 */
export class RemoteDesk {
  readonly #parts: RemoteParts;
  #minute = { from: Number.NEGATIVE_INFINITY, count: 0 };
  readonly #answers = new Map<string, Promise<RemoteAnswer>>();

  constructor(parts: RemoteParts) {
    this.#parts = parts;
  }

  /** Acts, or refuses with the reason. Never rejects. The same id again gets the same answer again. */
  handle(input: unknown): Promise<RemoteAnswer> {
    const read = RemoteCommand.safeParse(input);
    if (!read.success) return Promise.resolve(refused("MALFORMED", "The command cannot be read."));
    // One id, one text: upper case would be another command.
    const command = { ...read.data, command_id: read.data.command_id.toLowerCase() };
    const args = REMOTE_ARGS[command.kind].safeParse(command.args);
    if (!args.success) return Promise.resolve(refused("MALFORMED", "The command's arguments cannot be read."));
    const going = this.#answers.get(command.command_id);
    if (going !== undefined) return going;
    if (!this.#hasRoom())
      return Promise.resolve(refused("REFUSED", "Too many commands: no more than 60 a minute are read."));
    const answer = this.#decide(command, args.data)
      .catch((fault: unknown) => answerOf(fault))
      .finally(() => this.#answers.delete(command.command_id));
    this.#answers.set(command.command_id, answer);
    return answer;
  }

  /** The newest commands, as the ledger has them. */
  get shown(): readonly RemoteView[] {
    return this.#parts.book.recent(SHOWN).map(({ id, atMs, command, answer }) => {
      const { kind, server, login, by } = RemoteCommand.parse(JSON.parse(command));
      const answered = answer === null ? undefined : RemoteAnswer.parse(JSON.parse(answer));
      const outcome = answered === undefined ? "under way" : answered.ok ? "done" : answered.code;
      const detail = answered === undefined || answered.ok ? "" : answered.detail;
      return { commandId: id, kind, account: `${login}@${server}`, by: by.name, atMs, outcome, detail };
    });
  }

  /** A cloud that floods fills neither the ledger nor the screen. */
  #hasRoom(): boolean {
    const now = this.#parts.clock.monotonicMs();
    if (now - this.#minute.from >= 60_000) this.#minute = { from: now, count: 0 };
    this.#minute.count += 1;
    return this.#minute.count <= MOST_A_MINUTE;
  }

  async #decide(command: RemoteCommand, args: unknown): Promise<RemoteAnswer> {
    const { book, clock, told, changed } = this.#parts;
    const known = book.begin(command.command_id, clock.utcMs(), JSON.stringify(command));
    if (known !== undefined) {
      // The answer is only for who asks the same again; another command under an old id gets nothing.
      if (known.command !== JSON.stringify(command))
        return refused("MALFORMED", "This id was used for another command.");
      return known.answer === null
        ? refused("OUTCOME_UNKNOWN", "Fairlead ended while this was under way.")
        : RemoteAnswer.parse(JSON.parse(known.answer));
    }
    changed();
    const answer = this.#refusal(command) ?? (await this.#act(command, args));
    book.end(command.command_id, JSON.stringify(answer));
    told(command, answer);
    changed();
    return answer;
  }

  /** Why it may not even be tried. */
  #refusal({ kind, issuedMs, expiresMs }: RemoteCommand): Refused | null {
    const need = REMOTE_NEEDS[kind];
    const now = this.#parts.clock.utcMs();
    if (expiresMs - issuedMs > REMOTE_LIFE_MS || expiresMs < issuedMs)
      return refused("EXPIRED", "No command may live longer than 30 seconds.");
    if (now >= expiresMs || now < issuedMs - CLOCKS_MS)
      return refused("EXPIRED", "It is past its time by this computer's clock.");
    if (need !== "none" && !this.#parts.allows(need))
      return refused(
        "SWITCH_OFF",
        `This computer does not let the cloud ${need === "trade" ? "trade" : "reduce risk"}.`,
      );
    return null;
  }

  async #act({ kind, server, login, command_id }: RemoteCommand, args: unknown): Promise<RemoteAnswer> {
    const { acts } = this.#parts;
    const account = acts.account(`${login}@${server}`);
    if (account === undefined) return refused("NO_SUCH_ACCOUNT", "That account is not linked to this computer.");
    try {
      return { ok: true, result: await acts.act(kind, account, args as never, command_id) };
    } catch (fault) {
      return answerOf(fault);
    }
  }
}

function refused(code: Refused["code"], detail: string): Refused {
  return { ok: false, code, detail: detail.slice(0, 500) };
}

/** The desktop's own word for it, in the protocol's codes. */
function answerOf(fault: unknown): Refused {
  if (!(fault instanceof FairleadError)) return refused("OUTCOME_UNKNOWN", "Fairlead met a fault of its own over it.");
  const words = typeof fault.details["message"] === "string" ? fault.details["message"] : fault.message;
  switch (fault.code) {
    case "NOT_FOUND":
      return refused("NO_SUCH_SESSION", words);
    case "ACCOUNT_NOT_FOUND":
      return refused("NO_SUCH_ACCOUNT", words);
    case "LINK_DOWN":
      return refused("LINK_DOWN", words);
    case "OUTCOME_UNKNOWN":
      return refused("OUTCOME_UNKNOWN", words);
    default:
      return refused("REFUSED", `${fault.code}: ${words}`);
  }
}
