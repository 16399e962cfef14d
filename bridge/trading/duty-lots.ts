import type { AccountId, Lots, Ticket } from "#shared/market/brands.ts";
import { type BrokerDeal, sumLots } from "#shared/trading/deals/deal.ts";
import { dealSide } from "#shared/trading/intent/evidence.ts";
import type { IntentId, OrderIntent } from "#shared/trading/intent/intent.ts";
import type { IntentRecord } from "#shared/trading/intent/intent-record.ts";
import { isFinal } from "#shared/trading/intent/intent-state.ts";
import { closesForFill } from "#shared/trading/intent/magic.ts";
import { floorToStep, type VolumeSpec } from "#shared/trading/volume/volume-grid.ts";
import type { AccountState, OpenPosition } from "../ports/account-state.ts";
import type { PositionDuty } from "../ports/safety-book.ts";

/** Brokers book late: history counts as whole when it was read this long after the position last changed. */
const BOOKED_MS = 10_000;
const DUST = 1e-9;

/** What a ledger that cannot be read does not know is undefined or null: nothing is closed on a guess. */
export interface DutyLotsPorts {
  readonly intent: (id: IntentId) => IntentRecord | undefined;
  readonly byMagic: (magic: bigint) => IntentRecord | undefined;
  /** All deals of a position, by ticket. */
  readonly dealsOf: (account: AccountId, position: bigint) => readonly BrokerDeal[] | null;
  /** Broker ms up to which history has been read. */
  readonly readToMs: (account: AccountId) => number | null;
  readonly spec: (account: AccountId, symbol: string) => VolumeSpec | null;
}

/** `lots` that are to be closed now; `isLast`: no more can come. */
export interface Owed {
  readonly lots: Lots;
  readonly isLast: boolean;
}

interface Seen {
  readonly volume: number;
  readonly side: string;
  /** Broker ms of the first snapshot that showed it so. */
  readonly sinceMs: number;
}

interface Filled {
  readonly record: IntentRecord;
  readonly sinceMs: number;
}

const placeOf = (account: AccountId, position: Ticket): string => `${account}/${position}`;

/**
 * What a duty owes of a netting position, which others may hold too: the lots that its own order opened, less what was
 * closed of them for it. By the broker's deals, and only once they and the snapshot tell the same.
 */
export class DutyLots {
  readonly #ports: DutyLotsPorts;
  readonly #seen = new Map<IntentId, Seen>();
  /** Closes of ours that are filled, by account and position: their deals may still be on the way. */
  readonly #filled = new Map<string, Filled[]>();

  constructor(ports: DutyLotsPorts) {
    this.#ports = ports;
  }

  /** A live snapshot shows the duty's position so. */
  saw({ positions }: AccountState, duty: PositionDuty, { volume, side }: OpenPosition): void {
    const was = this.#seen.get(duty.intent);
    if (was?.volume === volume && was.side === side) return;
    this.#seen.set(duty.intent, { volume, side, sinceMs: positions.brokerMs });
  }

  /** A close of ours of a position with duties has come further. @param brokerMs the broker's clock of the last snapshot. */
  closed(record: IntentRecord, position: Ticket, brokerMs: number): void {
    const key = placeOf(record.intent.account, position);
    const others = this.#filled.get(key)?.filter((each) => each.record.intent.id !== record.intent.id) ?? [];
    this.#filled.set(key, [...others, { record, sinceMs: brokerMs }]);
  }

  /** @param isLast whether the position has no other duty. */
  forget(duty: PositionDuty, isLast: boolean): void {
    this.#seen.delete(duty.intent);
    if (isLast) this.#filled.delete(placeOf(duty.account, duty.position));
  }

  /** Whether the duty's order can still be filled; so, too, when the ledger cannot tell. */
  canGrow(duty: PositionDuty): boolean {
    const record = this.#ports.intent(duty.intent);
    return record === undefined || !isFinal(record.outcome.state);
  }

  /** Null while deals and snapshot do not agree yet. */
  owed(duty: PositionDuty, position: OpenPosition): Owed | null {
    const { intent, dealsOf, spec } = this.#ports;
    const record = intent(duty.intent);
    const side = record && dealSide(record.intent);
    if (record === undefined || !side) return null;
    const isLast = isFinal(record.outcome.state);
    if (position.side !== side) return { lots: 0 as Lots, isLast };
    const deals = dealsOf(duty.account, duty.position)?.filter(({ kind }) => kind === "buy" || kind === "sell");
    if (deals === undefined) return null;
    const isOwn = (deal: BrokerDeal): boolean =>
      deal.kind === side &&
      (deal.magic === record.intent.magic || record.outcome.deals.some((ticket) => ticket === deal.ticket));
    const signed = (deal: BrokerDeal): number => (deal.kind === side ? deal.volume : -deal.volume);
    // Lots from before the first deal that is known.
    const before = sumLots([position.volume, -sumLots(deals.map(signed))]);
    const filled = sumLots(deals.filter(isOwn).map(({ volume }) => volume));
    const agrees = before === 0 && filled >= record.outcome.lots - DUST;
    if (!agrees && !this.#isRead(duty.account, this.#seen.get(duty.intent)?.sinceMs)) return null;
    if (!this.#areBooked(duty, deals)) return null;
    let net = before;
    let lots = 0;
    for (const deal of deals) {
      const had = Math.max(0, net);
      net = sumLots([net, signed(deal)]);
      if (isOwn(deal)) lots += Math.max(0, net) - had;
      else if (this.#closesFor(record.intent, deal)) lots -= deal.volume;
      // Whoever turned the position round closed these lots, too.
      lots = sumLots([Math.max(0, Math.min(lots, net))]);
    }
    const grid = spec(duty.account, position.symbol);
    return { lots: grid === null ? (lots as Lots) : floorToStep(lots, grid), isLast };
  }

  /** Whether history was read past a broker's time: what is not in the ledger then will not come. */
  #isRead(account: AccountId, sinceMs: number | undefined): boolean {
    const toMs = this.#ports.readToMs(account);
    return sinceMs !== undefined && toMs !== null && toMs >= sinceMs + BOOKED_MS;
  }

  /** Whether the ledger has the deals of all closes that are known to be filled; the snapshot may be older than both. */
  #areBooked({ account, position }: PositionDuty, deals: readonly BrokerDeal[]): boolean {
    const isBooked = ({ record: { intent, outcome }, sinceMs }: Filled): boolean => {
      const own = deals.filter(
        ({ magic, ticket }) => magic === intent.magic || outcome.deals.some((each) => each === ticket),
      );
      return sumLots(own.map(({ volume }) => volume)) >= outcome.lots - DUST || this.#isRead(account, sinceMs);
    };
    return this.#filled.get(placeOf(account, position))?.every(isBooked) ?? true;
  }

  #closesFor(opened: OrderIntent, { kind, magic, origin, position }: BrokerDeal): boolean {
    // Levels and hands close under magics that they found on the position.
    if (kind === dealSide(opened) || origin !== "expert") return false;
    if (closesForFill(magic, opened.magic)) return true;
    const closer = magic === 0n ? undefined : this.#ports.byMagic(magic)?.intent;
    return closer?.request.action === "close" && closer.request.position === position && isFor(closer, opened);
  }
}

/** A close that was sent for what an order had opened: by its duty, or by the session whose trade it is. */
function isFor({ source }: OrderIntent, opened: OrderIntent): boolean {
  if (source.kind === "guard") return source.duty === undefined || source.duty === opened.id;
  const by = opened.source;
  return (
    source.kind === "session" && by.kind === "session" && source.session === by.session && source.trade === by.trade
  );
}
