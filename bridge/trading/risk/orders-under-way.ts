import type { AccountId } from "#shared/market/brands.ts";
import type { HeldOrder } from "#shared/trading/exposure/risk-line.ts";
import type { IntentId } from "#shared/trading/intent/intent.ts";
import type { IntentRecord } from "#shared/trading/intent/intent-record.ts";
import { isFinal } from "#shared/trading/intent/intent-state.ts";
import type { AccountState } from "../../ports/account-state.ts";

/** A snapshot may have been taken by another program before the fill that it does not show; one this much later was not. */
const SNAPSHOT_LAG_MS = 2_000;

/**
 * Orders that the broker may have and no snapshot shows yet. They count as pending ones under every limit: else orders of
 * the same moment (one signal for many sessions, a double click) would each be judged as if it were alone.
 */
export class OrdersUnderWay {
  readonly #open: (account: AccountId) => readonly IntentRecord[];
  /** Filled, and not seen in a snapshot yet. */
  readonly #filled = new Map<IntentId, IntentRecord>();
  /** Filled, and not among the day's deals yet. */
  readonly #uncounted = new Map<IntentId, IntentRecord>();
  readonly #version = new Map<AccountId, number>();

  constructor(open: (account: AccountId) => readonly IntentRecord[]) {
    this.#open = open;
  }

  /** An intent has come further. */
  changed(record: IntentRecord): void {
    const { intent, outcome } = record;
    if (!opens(record)) return;
    this.#version.set(intent.account, this.version(intent.account) + 1);
    if (outcome.lots > 0) this.#uncounted.set(intent.id, record);
    if (isFinal(outcome.state) && outcome.lots > 0) this.#filled.set(intent.id, record);
    else this.#filled.delete(intent.id);
  }

  /** The account's day has just been counted from the deals that are kept. */
  counted(account: AccountId, isKept: (magic: bigint) => boolean): void {
    for (const [id, { intent }] of this.#uncounted) {
      if (intent.account === account && isKept(intent.magic)) this.#uncounted.delete(id);
    }
  }

  /** Trades of today that neither the day's deals nor `beside` hold: a snapshot shows them before history does. */
  uncounted(account: AccountId): number {
    const isOpen = new Set(this.#open(account).map(({ intent }) => intent.id));
    const between = [...this.#uncounted].filter(
      ([id, { intent }]) => intent.account === account && !this.#filled.has(id) && !isOpen.has(id),
    );
    return between.length;
  }

  /** Another number whenever an account's orders have changed. */
  version(account: AccountId): number {
    return this.#version.get(account) ?? 0;
  }

  /** What counts beside the positions and orders of `state`. */
  beside(state: AccountState): readonly HeldOrder[] {
    const { id } = state.account;
    const held: HeldOrder[] = [];
    for (const record of this.#open(id)) {
      const lots = opens(record) ? lotsUnseen(record, state) : 0;
      if (lots > 0) held.push(heldOf(record, lots));
    }
    for (const [key, record] of this.#filled) {
      if (record.intent.account !== id) continue;
      if (isShown(record, state)) this.#filled.delete(key);
      else held.push(heldOf(record, record.outcome.lots));
    }
    return held;
  }
}

const opens = ({ intent: { request } }: IntentRecord): boolean =>
  request.action === "open" || request.action === "pending";

/** Lots of an order that is not over which the snapshot does not hold. */
function lotsUnseen(record: IntentRecord, state: AccountState): number {
  const { outcome, intent } = record;
  const { request } = intent;
  if (request.action !== "open" && request.action !== "pending") return 0;
  if (state.orders.is.some(({ ticket, magic }) => ticket === outcome.order || magic === intent.magic)) return 0;
  const isSeen = state.positions.is.some(({ magic }) => magic === intent.magic);
  return isSeen ? request.lots - outcome.lots : request.lots;
}

/** Whether the snapshot knows of the fill: it shows the position, or it is so new that the position must be gone again. */
function isShown({ intent, outcome }: IntentRecord, { positions, account }: AccountState): boolean {
  const { takenAt } = positions;
  if (takenAt >= outcome.changedMs + SNAPSHOT_LAG_MS) return true;
  if (account.marginMode !== "hedging") return takenAt > outcome.changedMs;
  return positions.is.some(({ identifier, magic }) => identifier === outcome.position || magic === intent.magic);
}

/** As a pending order whose ticket no broker has: a magic number is far above any. */
function heldOf({ intent: { request, magic } }: IntentRecord, lots: number): HeldOrder {
  const isOpening = request.action === "open" || request.action === "pending";
  return {
    ticket: magic,
    symbol: request.symbol,
    kind: isOpening ? request.kind : "buy",
    volumeCurrent: lots,
    price: request.action === "pending" ? request.price : 0,
    stopLimit: request.action === "pending" ? (request.stopLimit ?? 0) : 0,
    stopLoss: isOpening ? (request.stopLoss ?? 0) : 0,
    position: 0n,
  };
}
