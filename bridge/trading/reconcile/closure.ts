import type { AccountId, BrokerMs, Lots, Price, Ticket } from "#shared/market/brands.ts";
import { type BrokerDeal, isServerClose, sumLots } from "#shared/trading/deals/deal.ts";
import { evidenceOf } from "#shared/trading/intent/evidence.ts";
import type { IntentRecord } from "#shared/trading/intent/intent-record.ts";
import { installationOf } from "#shared/trading/intent/magic.ts";
import type { Closure, ClosureReason } from "../../ports/trade-events.ts";

/** What is known around a deal when it is judged. */
export interface DealContext {
  /** All deals of its position that the ledger has, this one among them. */
  readonly ofPosition: () => readonly BrokerDeal[];
  readonly byMagic: (magic: bigint) => IntentRecord | undefined;
  readonly installation: number;
  readonly fresh: boolean;
}

/** The closure that a deal is; null for a deal that only opens, or moves money. */
export function closureOf(account: AccountId, deal: BrokerDeal, context: DealContext): Closure | null {
  if (deal.kind !== "buy" && deal.kind !== "sell") return null;
  if (deal.entry === "in" || deal.entry === "other") return null;
  const intent = context.byMagic(deal.magic);
  const own = intent !== undefined && isOwn(intent, deal) ? intent : undefined;
  const ofPosition = context.ofPosition();
  const before = heldBefore(ofPosition, deal);
  const opener = ofPosition.find(({ entry, ticket }) => entry === "in" && ticket !== deal.ticket);
  const openedBy = opener === undefined ? undefined : context.byMagic(opener.magic);
  // A reversal closes what was there; the rest of the deal opens the other side.
  const closed = deal.entry === "inOut" && before !== null ? Math.min(deal.volume, before) : deal.volume;
  return {
    account,
    position: deal.position as Ticket,
    deal,
    side: deal.kind === "buy" ? "sell" : "buy",
    lots: closed as Lots,
    price: deal.price as Price,
    reason: own === undefined ? reasonOf(deal, context.installation) : "ours",
    intent: own?.intent.id ?? null,
    openedBy: openedBy?.intent.id ?? null,
    remaining: before === null ? null : (Math.max(0, sumLots([before, -closed])) as Lots),
    atMs: deal.timeMs as BrokerMs,
    fresh: context.fresh,
  };
}

const isOwn = ({ intent }: IntentRecord, deal: BrokerDeal): boolean =>
  evidenceOf(intent, { deals: [deal], closed: [], pending: [] }) !== null;

function reasonOf(deal: BrokerDeal, installation: number): Exclude<ClosureReason, "ours"> {
  if (isServerClose(deal)) return deal.origin as "stopLoss" | "takeProfit" | "stopOut";
  if (deal.entry === "outBy") return "closeBy";
  switch (deal.origin) {
    case "client":
    case "mobile":
    case "web":
      return "manual";
    case "expert":
      return installationOf(deal.magic) === installation ? "ourProgram" : "otherExpert";
    default:
      return "other";
  }
}

/** Lots of the position just before a deal; null when its beginning is not known. */
function heldBefore(deals: readonly BrokerDeal[], deal: BrokerDeal): number | null {
  // Tickets grow; the broker's clock goes back an hour each autumn.
  const earlier = deals.filter(({ ticket }) => ticket < deal.ticket);
  if (!earlier.some(({ entry }) => entry === "in")) return null;
  return sumLots(earlier.map(({ entry, volume }) => (entry === "in" ? volume : -volume)));
}
