import type { ChartKind } from "#shared/market/chart-look.ts";
import { Cell } from "../../stores/cell.ts";

/** What is asked of a chart beside its prices. */
export type ChartDialog = "view" | "templates" | "picture" | "bar";

/** What a chart's header, menu and tools tell each other; one value a chart. */
export interface ChartAsk {
  readonly dialog: Cell<ChartDialog | undefined>;
  /** Of which bar (broker ms of its opening) is told more; undefined: the newest. */
  readonly barMs: Cell<number | undefined>;
  /** A bar replay is wanted: it begins where the view's middle is. */
  readonly replay: Cell<boolean>;
  /** Up to where (broker ms) the replay has come: where a chart of another timeframe or symbol goes on. */
  readonly replayUntilMs: Cell<number | undefined>;
}

export const newChartAsk = (): ChartAsk => ({
  dialog: new Cell<ChartDialog | undefined>(undefined),
  barMs: new Cell<number | undefined>(undefined),
  replay: new Cell(false),
  replayUntilMs: new Cell<number | undefined>(undefined),
});

/** Names of zones that are words; any other zone is its own name. */
export const ZONE_WORDS = ["broker", "utc", "local"] as const;
export type NamedZone = (typeof ZONE_WORDS)[number];
export const isNamedZone = (zone: string): zone is NamedZone => (ZONE_WORDS as readonly string[]).includes(zone);

export const kindKey = (kind: ChartKind): `chart.kind.${ChartKind}` => `chart.kind.${kind}`;
