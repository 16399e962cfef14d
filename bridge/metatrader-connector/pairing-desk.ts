import { isDeepStrictEqual } from "node:util";
import { FairleadError } from "#shared/contract/errors.ts";
import type { Pairing, PairingRequest } from "#shared/contract/links.ts";
import { PROTOCOL_MIN, PROTOCOL_VERSION } from "#shared/link/codes.ts";
import type { FieldsOf } from "#shared/link/frame.ts";
import { plainText } from "#shared/link/plain-text.ts";
import type { TerminalId } from "#shared/market/brands.ts";
import type { Clock } from "../ports/clock.ts";
import type { FrameRefusal } from "./refusals.ts";
import { hashOf, newPairingCode, sameHash } from "./secrets.ts";
import type { Terminals } from "./terminals.ts";
import type { Peer } from "./transport.ts";
import { isPublicKey } from "./z85.ts";

/** What a PairRequest is answered with. */
export type PairAnswer =
  | { readonly kind: "refused"; readonly reason: FrameRefusal }
  | { readonly kind: "waiting" }
  | { readonly kind: "declined" }
  | { readonly kind: "confirmed"; readonly terminal: TerminalId; readonly secret: Uint8Array };

type Ask = FieldsOf<"PairRequest">;

interface Waiting {
  readonly ask: Ask;
  readonly request: PairingRequest;
  readonly publicKey: string;
  readonly name: string;
  readonly codeHash: Uint8Array;
  readonly tell: (answer: PairAnswer) => void;
}

/** Where the code is put for EAs to read; called without one when pairing closes. */
export type PublishCode = (open?: { readonly code: string; readonly expiresMs: number }) => void;

const MAX_WAITING = 16;
const LONGEST_NAME = 64;

/** What a person is shown and decides by. The words are the program's own: nothing in them may hide or turn the rest. */
const storyOf = (ask: Ask): Omit<PairingRequest, "requestId" | "sinceMs"> => ({
  login: `${ask.login}`,
  server: plainText(ask.server, LONGEST_NAME),
  company: plainText(ask.company, LONGEST_NAME),
  accountName: plainText(ask.accountName, LONGEST_NAME),
  nature: ask.tradeMode === "real" ? "live" : ask.tradeMode,
  terminalBuild: ask.terminalBuild,
  keyHint: ask.publicKey.slice(0, 8),
});

/**
 * Pairing: a code of one use that lives ten minutes, shown to every program on the computer; what admits a terminal is
 * the user's click on login@server. Several programs may ask on one code; the first that is confirmed uses it up.
 */
export class PairingDesk {
  readonly #terminals: Terminals;
  readonly #clock: Clock;
  readonly #lifeMs: number;
  readonly #folder: string;
  readonly #publish: PublishCode;
  readonly #changed: (pairing: Pairing) => void;
  readonly #waiting = new Map<string, Waiting>();
  /** By public key: what a program that missed its answer is told again. */
  readonly #answered = new Map<string, PairAnswer>();
  readonly #spent: { readonly hash: Uint8Array; readonly why: "pairingCodeUsed" | "pairingCodeExpired" }[] = [];
  #open: { readonly hash: Uint8Array; readonly closesAtMs: number; readonly cancel: () => void } | null = null;
  #requests = 0;

  constructor(
    terminals: Terminals,
    clock: Clock,
    options: { readonly lifeMs: number; readonly folder: string },
    publish: PublishCode,
    changed: (pairing: Pairing) => void,
  ) {
    this.#terminals = terminals;
    this.#clock = clock;
    this.#lifeMs = options.lifeMs;
    this.#folder = options.folder;
    this.#publish = publish;
    this.#changed = changed;
  }

  get isOpen(): boolean {
    return this.#open !== null;
  }

  state(): Pairing {
    return {
      open: this.isOpen,
      ...(this.#open === null ? {} : { closesAtMs: this.#open.closesAtMs }),
      folder: this.#folder,
      requests: [...this.#waiting.values()].map(({ request }) => request),
    };
  }

  /** Opens pairing with a fresh code; an older code is void. */
  open(): Pairing {
    this.#end("pairingCodeExpired");
    this.#forgetSettled();
    const code = newPairingCode();
    const closesAtMs = this.#clock.utcMs() + this.#lifeMs;
    const cancel = this.#clock.after(this.#lifeMs, () => this.close());
    this.#open = { hash: hashOf(code), closesAtMs, cancel };
    this.#publish({ code, expiresMs: closesAtMs });
    return this.#tell();
  }

  close(): Pairing {
    this.#end("pairingCodeExpired");
    return this.#tell();
  }

  /** Handles a PairRequest; `tell` is called later when the user decides. */
  ask(peer: Peer, ask: Ask, tell: (answer: PairAnswer) => void): PairAnswer {
    const { publicKey } = ask;
    if (ask.protocol < PROTOCOL_MIN || ask.protocol > PROTOCOL_VERSION)
      return { kind: "refused", reason: "protocolVersion" };
    if (!isPublicKey(publicKey) || peer.claim([publicKey]) === null) return { kind: "refused", reason: "wrongKey" };
    const answered = this.#answered.get(publicKey);
    if (answered !== undefined) return answered;
    const hash = hashOf(ask.pairingCode);
    const verdict = this.#verdict(hash);
    if (verdict !== "ok") return { kind: "refused", reason: verdict };
    return this.#hold(ask, hash, tell);
  }

  /** @throws FairleadError PAIRING_CLOSED, PAIRING_NOT_FOUND. */
  confirm(requestId: string): TerminalId {
    if (this.#open === null) throw new FairleadError("PAIRING_CLOSED");
    const waiting = this.#take(requestId);
    const { record, secret } = this.#terminals.pair(waiting.name, waiting.publicKey, this.#clock.utcMs());
    const answer: PairAnswer = { kind: "confirmed", terminal: record.id, secret };
    this.#answered.set(waiting.publicKey, answer);
    this.#end("pairingCodeUsed");
    waiting.tell(answer);
    this.#tell();
    return record.id;
  }

  /** @throws FairleadError PAIRING_NOT_FOUND. */
  decline(requestId: string): void {
    const waiting = this.#take(requestId);
    this.#answered.set(waiting.publicKey, { kind: "declined" });
    waiting.tell({ kind: "declined" });
    this.#tell();
  }

  /** The paired program has used its secret: it needs no second answer. */
  settled(publicKey: string): void {
    this.#answered.delete(publicKey);
  }

  /** A no counts for the code it was given on, and a secret only as long as its terminal is paired. */
  #forgetSettled(): void {
    for (const [publicKey, answer] of this.#answered) {
      const stands = answer.kind === "confirmed" && this.#terminals.get(answer.terminal)?.state === "paired";
      if (!stands) this.#answered.delete(publicKey);
    }
  }

  #hold(ask: Ask, codeHash: Uint8Array, tell: (answer: PairAnswer) => void): PairAnswer {
    const known = this.#waiting.get(ask.publicKey);
    if (known === undefined && this.#waiting.size >= MAX_WAITING) return { kind: "refused", reason: "overloaded" };
    const story = storyOf(ask);
    // A click counts for what it was shown: a program that tells another story asks anew, under another id.
    const same = known !== undefined && isDeepStrictEqual(storyOf(known.ask), story);
    if (!same) this.#requests += 1;
    const request: PairingRequest = same
      ? known.request
      : { requestId: `pair-${this.#requests}`, ...story, sinceMs: this.#clock.utcMs() };
    const name = `${story.company || story.server} ${story.login}`;
    this.#waiting.set(ask.publicKey, { ask, request, publicKey: ask.publicKey, name, codeHash, tell });
    if (!same) this.#tell();
    return { kind: "waiting" };
  }

  #verdict(hash: Uint8Array): "ok" | FrameRefusal {
    // Every hash is compared, so that the time taken says nothing about which one came close.
    const isOpen = this.#open !== null && sameHash(hash, this.#open.hash);
    const spent = this.#spent.filter((code) => sameHash(hash, code.hash));
    if (isOpen) return "ok";
    return spent[0]?.why ?? (this.#open === null ? "pairingClosed" : "pairingCodeWrong");
  }

  #take(requestId: string): Waiting {
    const waiting = [...this.#waiting.values()].find(({ request }) => request.requestId === requestId);
    if (waiting === undefined) throw new FairleadError("PAIRING_NOT_FOUND");
    this.#waiting.delete(waiting.publicKey);
    return waiting;
  }

  #end(why: "pairingCodeUsed" | "pairingCodeExpired"): void {
    if (this.#open === null) return;
    this.#open.cancel();
    this.#spent.unshift({ hash: this.#open.hash, why });
    this.#spent.splice(64);
    this.#open = null;
    this.#publish();
    for (const { tell } of this.#waiting.values()) tell({ kind: "refused", reason: why });
    this.#waiting.clear();
  }

  #tell(): Pairing {
    const state = this.state();
    this.#changed(state);
    return state;
  }
}
