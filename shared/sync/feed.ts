import { z } from "zod";

/**
 * The downlink: what changed in the cloud, in one order a tenant, with a cursor that the desktop keeps. An item says what
 * to read again (by HTTP) or carries a signal; it is never an order to trade.
 */
export const FEED_EVENTS = { open: "feed:open", item: "feed:item" } as const;

/** `bytesPerAnswer`: of the items' bodies as JSON, in characters; a single larger item is an answer of its own. */
export const FEED_LIMITS = { itemsPerAnswer: 200, bytesPerAnswer: 65_536, days: 14 } as const;

export const FEED_KINDS = ["entitlements", "account", "signal", "subscription", "device"] as const;
export type FeedKind = (typeof FEED_KINDS)[number];

/** From after `cursor`; null = from now on. */
export const FeedOpen = z.strictObject({ cursor: z.int().min(0).nullable() });

export interface FeedItem {
  /** Grows by one an item, within the tenant. */
  readonly cursor: number;
  /** One of FEED_KINDS; a later cloud may tell of more. */
  readonly kind: string;
  /** UTC ms, the cloud's. */
  readonly at: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An item as a desktop takes it. */
export const FeedItemShape = z.object({
  cursor: z.int().min(1),
  kind: z.string().min(1).max(32),
  at: z.number().min(0),
  body: z.record(z.string().max(100), z.unknown()),
});

/**
 * `more`: ask again from the last item's cursor. After the last answer items come by themselves as `feed:item`; one whose
 * cursor is not the last plus one means: open again. `SNAPSHOT`: the cursor is too old or unknown (a restored cloud);
 * read everything by HTTP, then open from `cursor`.
 */
export type FeedAnswer =
  | { readonly ok: true; readonly items: readonly FeedItem[]; readonly cursor: number; readonly more: boolean }
  | { readonly ok: false; readonly code: "SNAPSHOT"; readonly cursor: number; readonly detail: string }
  | { readonly ok: false; readonly code: "MALFORMED" | "BUSY"; readonly detail: string };

/** Body of a feed item of kind `signal`; the fields are those of shared/trading/signals. */
export const SignalItem = z.object({
  signal_id: z.uuid(),
  source: z.string().min(1).max(64),
  type: z.enum(["buy", "sell", "info"]),
  symbol: z.string().min(1).max(64),
  mode: z.enum(["paper", "live"]),
  emitted_ms: z.int(),
  valid_until_ms: z.int(),
  payload: z.string().max(2_000),
});
export type SignalItem = z.infer<typeof SignalItem>;
