/** What a test puts into the terminal's economic calendar; numbers are MQL5's own, figures times 1,000,000. */
export interface CalendarSpec {
  readonly countries?: readonly {
    readonly id: number;
    readonly code: string;
    readonly currency: string;
    readonly name?: string;
  }[];
  readonly events?: readonly {
    readonly id: number;
    readonly country: number;
    readonly name: string;
    readonly type?: number;
    readonly importance?: number;
    readonly timeMode?: number;
    readonly unit?: number;
    readonly multiplier?: number;
    readonly digits?: number;
  }[];
  readonly values?: readonly {
    readonly id: number;
    readonly event: number;
    /** Broker seconds. */
    readonly time: number;
    readonly period?: number;
    readonly revision?: number;
    readonly actual?: number | null;
    readonly forecast?: number | null;
    readonly previous?: number | null;
    readonly revised?: number | null;
    readonly impact?: number;
  }[];
  /** So many requests fail with `error` before one succeeds. */
  readonly failures?: number;
  readonly error?: number;
}
