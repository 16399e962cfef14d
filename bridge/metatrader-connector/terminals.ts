import type { TerminalId } from "#shared/market/brands.ts";
import type { LinkCredential, TerminalRecord, TerminalRegistry } from "../ports/terminal-registry.ts";
import { hashOf, newSecret, newTerminalId, sameHash } from "./secrets.ts";

const CURVE_KEY_NONE = "";

/** Who may say Hello: the registry's terminals and those embedded in this process. */
export class Terminals {
  readonly #registry: TerminalRegistry;
  readonly #records = new Map<TerminalId, TerminalRecord>();
  readonly #embedded = new Set<TerminalId>();

  constructor(registry: TerminalRegistry) {
    this.#registry = registry;
    for (const record of registry.terminals()) this.#records.set(record.id, record);
  }

  get(id: TerminalId): TerminalRecord | undefined {
    return this.#records.get(id);
  }

  all(): readonly TerminalRecord[] {
    return [...this.#records.values()];
  }

  /** The terminal that a public key belongs to, now or by a rotation under way. */
  byKey(publicKey: string): TerminalRecord | undefined {
    if (publicKey === CURVE_KEY_NONE) return undefined;
    const owners = this.all().filter(
      ({ current, next }) => current.publicKey === publicKey || next?.publicKey === publicKey,
    );
    // A removed terminal that was paired again has two records under one key: the living one counts.
    return owners.find(({ state }) => state === "paired") ?? owners[0];
  }

  isEmbedded(id: TerminalId): boolean {
    return this.#embedded.has(id);
  }

  /** Admits a terminal that lives in this process and never outlives it. @returns its link secret. */
  embed(id: TerminalId, name: string, publicKey: string, nowUtc: number): Uint8Array {
    const secret = newSecret();
    const current = { publicKey, secretHash: hashOf(secret) };
    this.#records.set(id, { id, name, current, next: null, state: "paired", pairedUtc: nowUtc, removedUtc: null });
    this.#embedded.add(id);
    return secret;
  }

  /** Pairs the holder of `publicKey`: a new terminal, or the one it is, with a new secret. On disk when it returns. */
  pair(name: string, publicKey: string, nowUtc: number): { record: TerminalRecord; secret: Uint8Array } {
    const known = this.byKey(publicKey);
    const secret = newSecret();
    const record: TerminalRecord = {
      id: known?.state === "paired" ? known.id : newTerminalId(),
      name: known?.name ?? name,
      current: { publicKey, secretHash: hashOf(secret) },
      next: null,
      state: "paired",
      pairedUtc: nowUtc,
      removedUtc: null,
    };
    this.#save(record);
    return { record, secret };
  }

  rename(record: TerminalRecord, name: string): TerminalRecord {
    return this.#save({ ...record, name });
  }

  remove(record: TerminalRecord, nowUtc: number): void {
    const zeroed = { publicKey: record.current.publicKey, secretHash: new Uint8Array(32) };
    this.#save({ ...record, current: zeroed, next: null, state: "removed", removedUtc: nowUtc });
  }

  /** Makes a second credential valid beside the first. @returns the secret that goes with it. */
  beginRotation(record: TerminalRecord, publicKey: string): Uint8Array {
    const secret = newSecret();
    this.#save({ ...record, next: { publicKey, secretHash: hashOf(secret) } });
    return secret;
  }

  /** The credential that `secret` proves, or null. Both are compared, whichever fits. */
  credential(record: TerminalRecord, secret: Uint8Array): LinkCredential | null {
    const hash = hashOf(secret);
    const isCurrent = sameHash(hash, record.current.secretHash);
    const isNext = record.next !== null && sameHash(hash, record.next.secretHash);
    return isCurrent ? record.current : isNext ? record.next : null;
  }

  /** Called when a Hello used `credential`: the new one of a rotation makes the old one void. */
  used(record: TerminalRecord, credential: LinkCredential): TerminalRecord {
    return credential === record.next ? this.#save({ ...record, current: credential, next: null }) : record;
  }

  #save(record: TerminalRecord): TerminalRecord {
    if (!this.#embedded.has(record.id)) this.#registry.saveTerminal(record);
    this.#records.set(record.id, record);
    return record;
  }
}
