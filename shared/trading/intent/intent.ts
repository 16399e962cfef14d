import type { AccountId, Branded, Lots, Price, Ticket, UtcMs } from "../../market/brands.ts";

/** UUIDv7 text. Made once per intent; the same id never stands for two different orders. */
export type IntentId = Branded<string, "IntentId">;
export type SessionId = Branded<string, "SessionId">;

/** Who wants the order; shown in the journal, and decides which latches block it. */
export type IntentSource =
  | { readonly kind: "ticket" }
  /** `opened`: the order whose lots a close of the session takes. */
  | { readonly kind: "session"; readonly session: SessionId; readonly trade: number; readonly opened?: IntentId }
  /** Closing by a rule of ours: timed close, missing stop, session stop, kill switch. `duty`: the order whose fill owes it. */
  | { readonly kind: "guard"; readonly why: string; readonly duty?: IntentId };

export type MarketKind = "buy" | "sell";
export type PendingKind = "buyLimit" | "sellLimit" | "buyStop" | "sellStop" | "buyStopLimit" | "sellStopLimit";

/** Until when a pending order rests. `expiryMs` is broker time. */
export type OrderLifetime =
  | { readonly kind: "gtc" }
  | { readonly kind: "day" }
  | { readonly kind: "specified" | "specifiedDay"; readonly expiryMs: number };

interface Stops {
  /** null = none. */
  readonly stopLoss: Price | null;
  readonly takeProfit: Price | null;
}

/** What is asked of the broker: one of MT5's six actions, closing told apart from opening. */
export type OrderRequest =
  | ({
      readonly action: "open";
      readonly symbol: string;
      readonly kind: MarketKind;
      readonly lots: Lots;
      /** What the trader saw; with `deviation` (points) it bounds the fill. null = any price. */
      readonly price: Price | null;
      readonly deviation: number | null;
      /** Timed close this long after the fill. */
      readonly holdMs: number | null;
    } & Stops)
  | ({
      readonly action: "pending";
      readonly symbol: string;
      readonly kind: PendingKind;
      readonly lots: Lots;
      readonly price: Price;
      /** Stop-limit only: where the limit rests once the stop price is touched. */
      readonly stopLimit: Price | null;
      readonly lifetime: OrderLifetime;
      readonly holdMs: number | null;
    } & Stops)
  /** Closes `lots` of a position, all of it when they are its volume. Never reverses. */
  | {
      readonly action: "close";
      readonly symbol: string;
      readonly position: Ticket;
      /** Side of the position. */
      readonly side: MarketKind;
      readonly lots: Lots;
      readonly deviation: number | null;
    }
  | { readonly action: "closeBy"; readonly symbol: string; readonly position: Ticket; readonly positionBy: Ticket }
  | ({ readonly action: "stops"; readonly symbol: string; readonly position: Ticket } & Stops)
  | ({
      readonly action: "modify";
      readonly symbol: string;
      readonly order: Ticket;
      readonly kind: PendingKind;
      readonly price: Price;
      readonly stopLimit: Price | null;
      readonly lifetime: OrderLifetime;
    } & Stops)
  | { readonly action: "remove"; readonly symbol: string; readonly order: Ticket; readonly kind: PendingKind };

/** One wish to trade, journalled before anything is sent. Immutable. */
export interface OrderIntent {
  readonly id: IntentId;
  readonly account: AccountId;
  readonly source: IntentSource;
  readonly request: OrderRequest;
  /** 12-bit tag, 16-bit installation, 35-bit counter. Never used twice by an installation. */
  readonly magic: bigint;
  /** The position must carry an accepted stop this long after its fill, else it is closed; null = not required. */
  readonly stopWithinMs: number | null;
  readonly createdMs: UtcMs;
  /** The program refuses it unsent after this. */
  readonly validUntilMs: UtcMs;
}
