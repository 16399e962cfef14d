import { statfs } from "node:fs/promises";
import { z } from "zod";
import type { AccountFigure } from "#shared/alerts/alert.ts";
import type { Link } from "#shared/contract/links.ts";
import type { RiskView } from "#shared/contract/risk.ts";
import type { AnyFrame, ItemOf } from "#shared/link/frame.ts";
import type { AccountId, InstrumentId } from "#shared/market/brands.ts";
import { MarketHours } from "../data-collector/market-hours.ts";
import { Parts } from "../data-collector/parts.ts";
import type { AlertFacts, AlertInstrument } from "../market-monitor/alerts/alert-ports.ts";
import type { AccountStates } from "../ports/account-state.ts";
import type { Clock } from "../ports/clock.ts";
import type { TerminalLink, TerminalLinkListener } from "../ports/terminal-link.ts";

const DISK_EVERY_MS = 10_000;

/** Quote sessions as they are kept: weekday, first and last second of each. */
const KeptHours = z.object({
  offsetMs: z.number().finite(),
  spans: z.array(z.tuple([z.int(), z.int(), z.int()])).max(112),
});
type KeptHours = z.infer<typeof KeptHours>;

interface FactParts {
  readonly profile: string;
  readonly clock: Clock;
  readonly states: AccountStates;
  readonly instrument: (id: InstrumentId) => AlertInstrument | undefined;
  readonly risk: (account: AccountId) => RiskView | undefined;
  readonly links: () => Iterable<Link>;
  readonly syncStuckMs: () => number | undefined;
}

/** What alerts are judged by besides ticks, put together from the services that know it. */
export class ComposedAlertFacts implements AlertFacts, TerminalLinkListener {
  readonly #parts: FactParts;
  readonly #offsets = new Map<AccountId, number>();
  readonly #sessions = new Map<AccountId, Parts<ItemOf<"SymbolSessions">>>();
  readonly #hours = new Map<string, readonly ItemOf<"SymbolSessions">[]>();
  /** The same in a form that answers, by instrument; those of an earlier run until the broker tells them anew. */
  readonly #markets = new Map<string, { readonly hours: MarketHours; readonly offsetMs: number | undefined }>();
  readonly #lostSince = new Map<string, number>();
  /** Terminals that were live in this run: one that never connected is not lost. */
  readonly #wasLive = new Set<string>();
  readonly #stop: () => void;
  #free: number | undefined;

  constructor(parts: FactParts) {
    this.#parts = parts;
    const look = (): void => {
      // A disk that cannot be asked is no full disk.
      statfs(parts.profile).then(
        ({ bavail, bsize }) => (this.#free = bavail * bsize),
        () => (this.#free = undefined),
      );
    };
    look();
    this.#stop = parts.clock.every(DISK_EVERY_MS, look);
  }

  stop(): void {
    this.#stop();
  }

  opened(link: TerminalLink): void {
    this.#offsets.set(link.account.id, link.utcOffsetS * 1_000);
  }

  frame(link: TerminalLink, frame: AnyFrame): void {
    const account = link.account.id;
    if (frame.name === "OffsetChanged") this.#offsets.set(account, frame.fields.newOffsetS * 1_000);
    if (frame.name !== "SymbolSessions") return;
    let parts = this.#sessions.get(account);
    if (parts === undefined) this.#sessions.set(account, (parts = new Parts()));
    const whole = parts.add(frame.fields.parts, frame.fields.part, frame.fields.parts, frame.items);
    for (const [symbol, sessions] of Map.groupBy(whole ?? [], (session) => session.symbol)) {
      const quoted = sessions.filter(({ kind }) => kind === "quote");
      this.#hours.set(`${account}/${symbol}`, quoted);
      this.#markets.set(`${account}/${symbol}`, { hours: new MarketHours(quoted), offsetMs: undefined });
    }
  }

  instrument(id: InstrumentId): AlertInstrument | undefined {
    return this.#parts.instrument(id);
  }

  offsetMs(account: AccountId): number | undefined {
    return this.#offsets.get(account);
  }

  openMs(id: InstrumentId, fromUtcMs: number, toUtcMs: number): number | undefined {
    const market = this.#markets.get(id);
    const account = this.#parts.instrument(id)?.accountId;
    const offsetMs = (account && this.#offsets.get(account)) ?? market?.offsetMs;
    if (market === undefined || offsetMs === undefined) return undefined;
    return market.hours.openMs(fromUtcMs + offsetMs, toUtcMs + offsetMs);
  }

  hours(id: InstrumentId): KeptHours | undefined {
    const told = this.#hours.get(id);
    const account = this.#parts.instrument(id)?.accountId;
    const offsetMs = account && this.#offsets.get(account);
    if (told === undefined || offsetMs === undefined) return undefined;
    return { offsetMs, spans: told.slice(0, 112).map(({ weekday, fromS, toS }) => [weekday, fromS, toS]) };
  }

  recallHours(id: InstrumentId, kept: unknown): void {
    const { success, data } = KeptHours.safeParse(kept);
    if (!success || this.#markets.has(id)) return;
    const sessions = data.spans.map(
      ([weekday, fromS, toS]) => ({ symbol: "", kind: "quote", weekday, fromS, toS }) as const,
    );
    this.#markets.set(id, { hours: new MarketHours(sessions), offsetMs: data.offsetMs });
  }

  figures(account: AccountId): readonly { figure: AccountFigure; value: number; detail: string }[] {
    const state = this.#parts.states.current(account);
    if (state === undefined || !state.live) return [];
    const { equity, balance, margin, marginLevel } = state.figures.is;
    const detail = state.account.currency;
    return [
      { figure: "equity", value: equity, detail },
      { figure: "balance", value: balance, detail },
      ...(margin > 0 ? [{ figure: "marginLevel" as const, value: marginLevel, detail: "" }] : []),
      ...this.#limitUse(account),
    ];
  }

  lostLinks(): readonly { name: string; forMs: number }[] {
    const nowMs = this.#parts.clock.monotonicMs();
    const lost: { name: string; forMs: number }[] = [];
    for (const { terminalId, name, state } of this.#parts.links()) {
      if (state === "live") this.#wasLive.add(terminalId);
      if (state === "live" || state === "removed" || !this.#wasLive.has(terminalId)) {
        this.#lostSince.delete(terminalId);
        continue;
      }
      const since = this.#lostSince.get(terminalId) ?? nowMs;
      this.#lostSince.set(terminalId, since);
      lost.push({ name, forMs: nowMs - since });
    }
    return lost;
  }

  freeBytes(): number | undefined {
    return this.#free;
  }

  syncStuckMs(): number | undefined {
    return this.#parts.syncStuckMs();
  }

  /** The limit of which most is used: of a loss limit its amount, of others their number. */
  #limitUse(account: AccountId): readonly { figure: AccountFigure; value: number; detail: string }[] {
    const uses = (this.#parts.risk(account)?.rules ?? []).flatMap(({ rule, status, limit, room, params }) => {
      const whole = params["amountMinor"] ?? limit;
      if (status === "info" || room === null || typeof whole !== "number" || whole <= 0) return [];
      return [{ figure: "limitUse" as const, value: Math.max(0, ((whole - room) / whole) * 100), detail: rule }];
    });
    return uses.length === 0 ? [] : [uses.reduce((most, use) => (use.value > most.value ? use : most))];
  }
}
