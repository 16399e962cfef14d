import type { BarUpdate, Instrument, Quote } from "#shared/contract/market.ts";
import type { AccountId, InstrumentId } from "#shared/market/brands.ts";
import type { FeedLimits } from "#shared/market/monitor/feed-health.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import type { LatestTopic } from "#shared/rpc/latest.ts";
import type { Clock } from "../../ports/clock.ts";
import type { SessionBook } from "./session-book.ts";

/** What the monitor needs of the rest of the bridge. */
export interface MonitorPorts {
  readonly clock: Pick<Clock, "every" | "monotonicMs">;
  readonly instruments: LatestTopic<Instrument>;
  readonly quotes: LatestTopic<Quote>;
  readonly sessions: SessionBook;
  /** The broker's clock as last heard; undefined before the first sign of it. */
  readonly brokerNow: (account: AccountId) => number | undefined;
  /** The last stored ticks, oldest first; empty where none are. */
  readonly tail: (instrument: InstrumentId, limit: number) => Promise<TickColumns>;
  /** The newest daily bars, oldest first. */
  readonly days: (instrument: InstrumentId, limit: number) => Promise<readonly BarUpdate[]>;
  /** First currency of a pair, as the broker says; undefined where it is not known. */
  readonly baseOf: (account: AccountId, symbol: string) => string | undefined;
  readonly limits: () => FeedLimits;
  /** Broker ms in each day that the user says is without trading. */
  readonly holidays: () => readonly number[];
  /** The user's own names of symbols, `GER40=DE40` each. */
  readonly names: () => readonly string[];
}
