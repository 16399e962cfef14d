import type { Ticket, UtcMs } from "../../market/brands.ts";
import type { GaleState } from "../gale/gale-state.ts";
import type { IntentId, SessionId } from "../intent/intent.ts";
import type { SignalId } from "../signals/signal.ts";
import type { SessionConfig } from "./config.ts";

/** The rule or event that stopped or paused a session; always named to the trader. */
export const STOP_REASONS = [
  "user",
  "stopLoss",
  "stopProfit",
  "galeLimit",
  "maxTrades",
  "maxDuration",
  "flattenAll",
  "accountRule",
] as const;
export type StopReason = (typeof STOP_REASONS)[number];

export const PAUSE_REASONS = ["user", "restart", "externalPosition", "automationStopped"] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** States as DESIGN.md names them. */
export type SessionPhase =
  | { readonly name: "draft" }
  /** Waits for its hours, its link, or (netting) a flat symbol. */
  | { readonly name: "armed"; readonly waitsFor: "schedule" | "link" | "flat" }
  | { readonly name: "running" }
  /** Takes no signal; open trades keep their stops and are still watched. */
  | { readonly name: "paused"; readonly reason: PauseReason }
  /** Closing what is open. */
  | { readonly name: "stopping"; readonly reason: StopReason; readonly rule: string | null }
  | { readonly name: "stopped"; readonly reason: StopReason; readonly rule: string | null };

/** An order of the session from the wish to its last deal. */
export interface SessionTrade {
  /** 1, 2, 3 ... within the session. */
  readonly number: number;
  readonly signal: SignalId;
  readonly source: string;
  readonly symbol: string;
  readonly side: "buy" | "sell";
  readonly galeStep: number;
  /** opening: wanted, not filled. unknown: nobody can say yet. closed and failed are final. */
  readonly state: "opening" | "unknown" | "open" | "closed" | "failed";
  readonly intent: IntentId;
  readonly position: Ticket | null;
  /** Lots asked for. */
  readonly lots: number;
  /** Lots that deals have opened, and closed again. */
  readonly entered: number;
  readonly left: number;
  /** The entry order is final: no more lots can come. */
  readonly entryEnded: boolean;
  readonly openPrice: number | null;
  readonly closePrice: number | null;
  readonly openMs: UtcMs | null;
  readonly closeMs: UtcMs | null;
  /** Raw account-currency doubles of the trade's deals: profit + swap + commission + fee. */
  readonly net: number;
  /** Tickets of the deals counted in `net`: a deal that comes again changes nothing. */
  readonly deals: readonly Ticket[];
  /** Why it failed: a rule, a return code, a refusal. */
  readonly reason: string | null;
}

/** How long a session had been going on at a moment, and what each clock showed then. Times in ms. */
export interface SessionAge {
  readonly ms: number;
  /** Since the computer started, sleep counted. */
  readonly upMs: number;
  readonly utcMs: UtcMs;
  /** Null = the broker had not told. */
  readonly brokerMs: number | null;
}

export interface SessionState {
  readonly id: SessionId;
  readonly config: SessionConfig;
  readonly currencyDigits: number;
  readonly phase: SessionPhase;
  readonly startedMs: UtcMs | null;
  readonly endedMs: UtcMs | null;
  /** As of the last write; absent before the session has run. */
  readonly age?: SessionAge;
  readonly gale: GaleState;
  /** Trades that are not final yet. */
  readonly live: readonly SessionTrade[];
  readonly tally: SessionTally;
  /** Account-currency double: what the open trades would bring now, their closing charges included as known. */
  readonly floating: number;
}

/** Figures of the trades that are closed; money as raw doubles, rounded once when shown. */
export interface SessionTally {
  /** Trades ever begun, failed ones too: the next number is one more. */
  readonly begun: number;
  readonly closed: number;
  readonly won: number;
  readonly lost: number;
  readonly net: number;
  readonly grossProfit: number;
  readonly grossLoss: number;
  /** Highest net of closed trades so far, and the deepest fall of net + floating below the highest net + floating. */
  readonly peak: number;
  readonly maxDrawdown: number;
  readonly last: SessionTrade | null;
}

export const EMPTY_TALLY: SessionTally = {
  begun: 0,
  closed: 0,
  won: 0,
  lost: 0,
  net: 0,
  grossProfit: 0,
  grossLoss: 0,
  peak: 0,
  maxDrawdown: 0,
  last: null,
};
