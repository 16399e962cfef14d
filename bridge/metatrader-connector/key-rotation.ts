import { randomBytes } from "node:crypto";
import { FairleadError } from "#shared/contract/errors.ts";
import type { FieldsOf } from "#shared/link/frame.ts";
import { eventNotice } from "../ports/event-notice.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { Session } from "./session.ts";
import type { Terminals } from "./terminals.ts";
import { isPublicKey } from "./z85.ts";

/**
 * Key rotation: the terminal makes a new key pair and names it over the link that the old key protects; the bridge
 * stores it with a new secret and says so. Until a Hello has used them, old and new are both valid.
 */
export class KeyRotation {
  readonly #terminals: Terminals;
  readonly #events: EventSink;
  readonly #asked = new WeakMap<Session, Uint8Array>();

  constructor(terminals: Terminals, events: EventSink) {
    this.#terminals = terminals;
    this.#events = events;
  }

  /** @throws FairleadError LINK_DOWN. */
  begin(session: Session | undefined): void {
    if (session === undefined || session.reduceOnly) throw new FairleadError("LINK_DOWN");
    const nonce = randomBytes(16);
    this.#asked.set(session, nonce);
    session.send("RotateKey", { fields: { nonce } });
  }

  newKey(session: Session, { nonce, publicKey }: FieldsOf<"NewKey">): void {
    const asked = this.#asked.get(session);
    const record = this.#terminals.get(session.terminal);
    const fresh = isPublicKey(publicKey) && this.#terminals.byKey(publicKey) === undefined;
    if (asked === undefined || record === undefined || !fresh || Buffer.compare(asked, nonce) !== 0) {
      return this.#events.report(eventNotice("warning", "KEY_NOT_ROTATED", { terminal: session.terminal }));
    }
    this.#asked.delete(session);
    const secret = this.#terminals.beginRotation(record, publicKey);
    session.send("NewKeyKept", { fields: { nonce, secret } });
    this.#events.report(eventNotice("info", "KEY_ROTATED", { terminal: session.terminal, name: record.name }));
  }
}
