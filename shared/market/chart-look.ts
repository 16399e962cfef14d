/** How prices are drawn. Heikin-Ashi shows averages in place of prices. */
export const CHART_KINDS = ["candles", "bars", "line", "area", "heikinAshi"] as const;
export type ChartKind = (typeof CHART_KINDS)[number];

/** Named zones that a chart's times are shown in; any IANA name does as well. */
export const CHART_ZONES = [
  "broker",
  "utc",
  "local",
  "Asia/Jakarta",
  "Asia/Singapore",
  "Asia/Tokyo",
  "Europe/London",
  "Europe/Berlin",
  "America/New_York",
  "America/Chicago",
] as const;

/** What a chart shows beside prices and indicators. */
export interface ChartLook {
  readonly kind: ChartKind;
  /** `broker`, `utc`, `local` or an IANA name. */
  readonly zone: string;
  /** Hours of Tokyo, London and New York behind the prices. */
  readonly sessions: boolean;
  /** Lines at bid and ask. */
  readonly quoteLines: boolean;
  /** Marks where trades were opened and closed. */
  readonly trades: boolean;
}

export const USUAL_LOOK: ChartLook = {
  kind: "candles",
  zone: "broker",
  sessions: false,
  quoteLines: true,
  trades: true,
};

/** What a stored look means now: field by field, what is not known becomes usual. */
export function recallLook(kept: unknown): ChartLook {
  if (typeof kept !== "object" || kept === null) return USUAL_LOOK;
  const { kind, zone, sessions, quoteLines, trades } = kept as Readonly<Record<string, unknown>>;
  const flag = (value: unknown, usual: boolean): boolean => (typeof value === "boolean" ? value : usual);
  return {
    kind: CHART_KINDS.find((known) => known === kind) ?? USUAL_LOOK.kind,
    zone: typeof zone === "string" && isZone(zone) ? zone : USUAL_LOOK.zone,
    sessions: flag(sessions, USUAL_LOOK.sessions),
    quoteLines: flag(quoteLines, USUAL_LOOK.quoteLines),
    trades: flag(trades, USUAL_LOOK.trades),
  };
}

/** Whether times can be shown in a zone. */
export function isZone(zone: string): boolean {
  if (zone === "broker" || zone === "utc" || zone === "local") return true;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
