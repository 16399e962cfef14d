import type { MinorUnits, UtcMs } from "../../market/brands.ts";
import type { InstrumentSpec } from "../../market/instrument.ts";
import type { RiskRecord } from "../day/risk-record.ts";
import type { AccountExposure } from "../exposure/account-exposure.ts";
import type { Charges } from "../exposure/charges.ts";
import type { OrderRequest } from "../intent/intent.ts";
import type { RiskLimits } from "../rules/risk-limits.ts";
import type { Rates } from "../valuation/rates.ts";

/** The account's figures, in minor units, as the last snapshot told them. */
export interface RiskAccount {
  readonly currency: string;
  readonly digits: number;
  readonly marginMode: "netting" | "exchange" | "hedging";
  readonly leverage: number;
  readonly balance: MinorUnits;
  readonly equity: MinorUnits;
  readonly margin: MinorUnits;
  /** Ms since the snapshot was taken. */
  readonly ageMs: number;
}

/** An instrument as an order meets it now. */
export interface RiskInstrument {
  readonly spec: InstrumentSpec;
  /** Null = none yet. */
  readonly quote: { readonly bid: number; readonly ask: number; readonly ageMs: number } | null;
  /** By the broker's sessions; `unknown` blocks nothing: the broker answers. */
  readonly market: "open" | "closed" | "unknown";
  readonly charges: Charges;
  /** SymbolInfoMarginRate of the side; null = not told. */
  readonly marginRate: number | null;
}

/** The three verbs of the kill switch, latched. */
export interface Latches {
  readonly pauseEntries: boolean;
  readonly stopAutomation: boolean;
  readonly flattenAll: boolean;
}

/** The way to the broker. */
export interface RiskLink {
  /** A program that may trade is connected. */
  readonly live: boolean;
  /** MT5 lets it: Algo Trading on, account not read-only. */
  readonly tradeAllowed: boolean;
  /** The program speaks an older protocol, or another link trades this login: only reducing is possible. */
  readonly reduceOnly: boolean;
  readonly lease: "held" | "lapsed" | "none";
}

/** What the plan allows (SPEC.md, Plans and entitlements). Closing and protecting are always allowed. */
export interface Entitlement {
  readonly liveTrading: boolean;
  /** Null = no limit. */
  readonly maxConcurrentTrades: number | null;
}

/** Settings of what counts as old. */
export interface Freshness {
  readonly quoteMs: number;
  readonly accountMs: number;
}

export interface VerdictInput {
  readonly request: OrderRequest;
  /** True for orders of a session: *stop automation* blocks them, and they need the lease. */
  readonly automated: boolean;
  readonly nature: "paper" | "demo" | "contest" | "live";
  /** Null while no whole snapshot has come. */
  readonly account: RiskAccount | null;
  readonly exposure: AccountExposure;
  /** Of `request.symbol`; null = the broker does not offer it. */
  readonly instrument: RiskInstrument | null;
  readonly rates: Rates;
  /** Null = the trader has set no limits. */
  readonly risk: { readonly limits: RiskLimits; readonly record: RiskRecord } | null;
  readonly latches: Latches;
  readonly link: RiskLink;
  readonly entitlement: Entitlement;
  readonly freshness: Freshness;
  readonly nowMs: UtcMs;
  /** The broker's clock now; null = not told yet, and then no expiry is judged by it. */
  readonly brokerMs: number | null;
}
