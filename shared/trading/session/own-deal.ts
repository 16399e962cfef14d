import type { Ticket, UtcMs } from "../../market/brands.ts";

/** A deal of one of the session's trades, as its ledger books it. */
export interface OwnDeal {
  readonly ticket: Ticket;
  readonly position: Ticket;
  /** True for DEAL_ENTRY_IN; false for out and out by. A reversal (in/out) is never a session's own. */
  readonly opens: boolean;
  readonly lots: number;
  readonly price: number;
  /** profit + swap + commission + fee, raw account-currency double. */
  readonly net: number;
  readonly atMs: UtcMs;
}
