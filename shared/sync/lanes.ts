import { z } from "zod";

/**
 * The two lanes that may lose something. State is conflated: only the newest word about an account counts. Ticks and
 * bars travel as blobs and may be shed under pressure; what was shed is named, never silently missing.
 */
export const LANE_EVENTS = { state: "sync:state", blob: "sync:blob" } as const;

export const LANE_LIMITS = { accounts: 64, blobBytes: 131_072, eventsPerBlob: 10_000 } as const;

const Server = z.string().min(1).max(100);
const Login = z.int().min(1);

/** How an account is now. Money in minor units; `atMs` UTC of the desktop, shown only. */
export const AccountState = z.strictObject({
  server: Server,
  login: Login,
  /** `live`: its terminal answers; `stale` and `lost` as the desktop's own connection strip says. */
  link: z.enum(["live", "stale", "lost"]),
  atMs: z.int().min(0),
  currency: z.string().regex(/^[A-Z0-9]{2,8}$/),
  digits: z.int().min(0).max(8),
  balanceMinor: z.int(),
  equityMinor: z.int(),
  marginMinor: z.int(),
  openPositions: z.int().min(0),
});
export type AccountState = z.infer<typeof AccountState>;

/**
 * Every account this desktop is linked to now; the whole list each time. It is also how the cloud knows which desktop
 * acts for an account: send it once after `hello`, then on change, at most once a second.
 */
export const SyncState = z.strictObject({ accounts: z.array(AccountState).max(LANE_LIMITS.accounts) });
export type SyncState = z.infer<typeof SyncState>;

/** Ticks or bars of one symbol, or the marker that such were shed here (`count` 0, empty `data`). */
export const SyncBlob = z.strictObject({
  server: Server,
  symbol: z.string().min(1).max(64),
  /** `ticks`, or the timeframe of bars. */
  series: z.enum(["ticks", "M1", "M5", "M15", "M30", "H1", "H4", "D1"]),
  /** Broker ms of the first and last; both inclusive. */
  fromMs: z.int().min(0),
  toMs: z.int().min(0),
  count: z.int().min(0).max(LANE_LIMITS.eventsPerBlob),
  /** How `data` is to be read; the cloud keeps it as it is. Ours: bridge/cloud-link/market/blob-codec.ts. */
  codec: z.string().min(1).max(32),
  /** CRC-32 (IEEE) of `data`. */
  crc32: z.int().min(0).max(0xffff_ffff),
  data: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= LANE_LIMITS.blobBytes),
});
export type SyncBlob = z.infer<typeof SyncBlob>;

/** `shed`: not kept, and the gap was written down; send nothing of this lane for `waitMs`. */
export type LaneAnswer =
  | { readonly ok: true; readonly shed: boolean; readonly waitMs: number }
  | { readonly ok: false; readonly code: "MALFORMED" | "BUSY"; readonly detail: string };
