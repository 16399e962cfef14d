import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { AlertService } from "#bridge/market-monitor/alerts/alert-service.ts";
import type { Clock } from "#bridge/ports/clock.ts";
import type { TickFrame } from "#bridge/ports/tick-store.ts";
import { Ledger } from "#bridge/store/ledger/ledger.ts";
import { type Alert, type AlertId, type AlertRule, DIRECTIONS, freshState, sourceOf } from "#shared/alerts/alert.ts";
import { emptyBarColumns } from "#shared/market/bar.ts";
import { type AccountId, asUtcMs, type InstrumentId } from "#shared/market/brands.ts";
import { columnsOf, type PlainTick, seeded } from "#test/fixtures/plain-ticks.ts";
import { tickFrames } from "#test/fixtures/tick-frames.ts";
import { printRow } from "./support/row.ts";

/**
 * What share of a core 10,000 alerts on 200 symbols take at 20,000 ticks a second: the CPU time of judging and writing,
 * with a real ledger and its fsyncs, over the time that the ticks span. Raw: the same frames through the same service
 * without an alert, so unpacking and counting alone. Alerts of a symbol: 36 on prices, 4 on the spread, 8 on indicators
 * (half of them at every tick), 2 on volatility; all repeat, silent for a minute after each firing.
 */
const SYMBOLS = 200;
const ALERTS = 10_000;
const TICKS_A_SECOND = 20_000;
const SECONDS = 10;
const TICKS_A_FRAME = 4;
const POINT = 0.00001;
const START_MS = 1_758_499_200_000;
const REQUIRED = 0.1;

const instrumentOf = (n: number): InstrumentId => `1@Bench/S${n}` as InstrumentId;

/** Time that goes when it is told to: timers of the service run at their virtual moments. */
class SteppedClock implements Clock {
  #nowMs = 0;
  readonly #every: { readonly ms: number; nextMs: number; readonly run: () => void }[] = [];
  #after: { readonly dueMs: number; readonly run: () => void }[] = [];

  utcMs = () => asUtcMs(START_MS + this.#nowMs);
  monotonicMs = (): number => this.#nowMs;
  after(ms: number, run: () => void): () => void {
    this.#after.push({ dueMs: this.#nowMs + ms, run });
    return () => undefined;
  }
  every(ms: number, run: () => void): () => void {
    this.#every.push({ ms, nextMs: ms, run });
    return () => undefined;
  }
  step(ms: number): void {
    this.#nowMs += ms;
    const due = this.#after.filter(({ dueMs }) => dueMs <= this.#nowMs);
    this.#after = this.#after.filter(({ dueMs }) => dueMs > this.#nowMs);
    for (const { run } of due) run();
    for (const timer of this.#every) {
      if (timer.nextMs > this.#nowMs) continue;
      timer.nextMs += timer.ms;
      timer.run();
    }
  }
}

/** Ticks of every symbol, as frames in the order in which a link brings them. */
function stream(): { readonly instrument: InstrumentId; readonly frame: TickFrame; readonly before: number }[] {
  const each = (TICKS_A_SECOND * SECONDS) / SYMBOLS;
  const gapMs = (SECONDS * 1_000) / each;
  const perSymbol = Array.from({ length: SYMBOLS }, (_, n) => {
    const random = seeded(n + 1);
    let points = 110_000;
    const ticks = Array.from({ length: each }, (_unused, i): PlainTick => {
      points += Math.round((random() - 0.5) * 6 - (points - 110_000) / 500);
      const ask = points + 8 + Math.floor(random() * 6);
      return { timeMs: START_MS + Math.floor(i * gapMs), bid: points * POINT, ask: ask * POINT, flags: 6 };
    });
    return tickFrames(columnsOf(ticks), { stream: n, size: TICKS_A_FRAME });
  });
  const frames: { instrument: InstrumentId; frame: TickFrame; before: number }[] = [];
  for (let at = 0; at < each / TICKS_A_FRAME; at++) {
    for (const [n, own] of perSymbol.entries()) {
      const frame = own[at];
      if (frame !== undefined) frames.push({ instrument: instrumentOf(n), frame, before: at * TICKS_A_FRAME });
    }
  }
  return frames;
}

function rulesOf(instrument: InstrumentId, random: () => number): AlertRule[] {
  const direction = () => DIRECTIONS[Math.floor(random() * 4)] ?? "up";
  const level = () => (110_000 + Math.round((random() - 0.5) * 240)) * POINT;
  const prices = (["bid", "ask", "mid"] as const).flatMap((price) =>
    Array.from(
      { length: 12 },
      (): AlertRule => ({ kind: "price", instrument, price, direction: direction(), level: level() }),
    ),
  );
  const spreads = [9, 10, 12, 14].map((points): AlertRule => ({ kind: "spread", instrument, direction: "up", points }));
  const studies = (["sma", "ema", "rsi", "atr"] as const).flatMap((indicator) =>
    (["tick", "close"] as const).map((on): AlertRule => {
      const against = { kind: "level", level: indicator === "rsi" ? 70 : level() } as const;
      const shared = { kind: "indicator", instrument, timeframe: "M1", indicator, output: indicator } as const;
      return { ...shared, parameters: { period: 14 }, against, direction: direction(), on };
    }),
  );
  const volatile = (["atr", "realised"] as const).map(
    (measure): AlertRule => ({
      kind: "volatility",
      instrument,
      timeframe: "M5",
      measure,
      period: 14,
      direction: "up",
      level: 1,
    }),
  );
  return [...prices, ...spreads, ...studies, ...volatile];
}

function alertsOf(count: number): Alert[] {
  const random = seeded(99);
  const rules = Array.from({ length: SYMBOLS }, (_, n) => rulesOf(instrumentOf(n), random)).flat();
  return rules.slice(0, count).map((rule, n) => ({
    id: `00000000-0000-4000-8000-${String(n).padStart(12, "0")}` as AlertId,
    name: `Alert ${n}`,
    rule,
    repeat: { cooldownMs: 60_000 },
    expiresMs: null,
    ports: [],
  }));
}

const frames = stream();

/** A ledger with these alerts, written at once: what the service writes is timed, not this. */
function fill(folder: string, alerts: readonly Alert[]): void {
  Ledger.open(folder).close();
  const db = new Database(join(folder, "ledger.db"));
  const put = db.prepare("INSERT INTO alert (id, source, alert, state, created_utc) VALUES (?, ?, ?, ?, ?)");
  db.transaction(() => {
    for (const alert of alerts) {
      put.run(alert.id, sourceOf(alert.rule), JSON.stringify(alert), JSON.stringify(freshState), START_MS);
    }
  })();
  db.close();
}

/** CPU seconds of judging the whole stream, and how often something fired. */
async function judged(count: number): Promise<{ readonly cpuS: number; readonly fired: number }> {
  const folder = mkdtempSync(join(tmpdir(), "fairlead-bench-"));
  fill(folder, alertsOf(count));
  const ledger = Ledger.open(folder);
  const clock = new SteppedClock();
  let fired = 0;
  const service = new AlertService({
    store: ledger.alerts,
    ticks: {
      openStream: () => Promise.reject(new Error("no tick came before")),
      readAfter: () => Promise.resolve([]),
      offsets: () => Promise.resolve([]),
    },
    bars: { newest: () => Promise.resolve(emptyBarColumns(0)), asOf: () => Promise.resolve(emptyBarColumns(0)) },
    facts: {
      instrument: () => ({ accountId: "1@Bench" as AccountId, point: POINT, digits: 5 }),
      offsetMs: () => 0,
      openMs: () => undefined,
      hours: () => undefined,
      recallHours: () => undefined,
      figures: () => [],
      lostLinks: () => [],
      freeBytes: () => undefined,
      syncStuckMs: () => undefined,
    },
    clock,
    events: { report: ({ message }) => console.error(message) },
    listener: { changed: () => undefined, removed: () => undefined, told: () => (fired += 1) },
    passing: undefined,
  });
  await service.start();
  await new Promise(setImmediate);
  // A turn of the link: what comes in 20 ms is committed together.
  const turn = (TICKS_A_SECOND / TICKS_A_FRAME) * 0.02;
  const from = process.cpuUsage();
  for (const [i, { instrument, frame, before }] of frames.entries()) {
    service.stored(instrument, frame, before);
    if (i % turn === turn - 1) clock.step(20);
  }
  const { user, system } = process.cpuUsage(from);
  service.stop();
  ledger.close();
  rmSync(folder, { recursive: true });
  return { cpuS: (user + system) / 1e6, fired };
}

await judged(500);
const raw = await judged(0);
const runs = [await judged(ALERTS), await judged(ALERTS), await judged(ALERTS)].toSorted((a, b) => a.cpuS - b.cpuS);
const middle = runs[1] ?? raw;
const share = (cpuS: number): number => Number((cpuS / SECONDS).toFixed(4));
printRow({
  bench: "alerts.cpu",
  unit: "share of a core",
  value: share(middle.cpuS),
  raw: share(raw.cpuS),
  required: REQUIRED,
  worst: share(runs.at(-1)?.cpuS ?? 0),
  alerts: ALERTS,
  symbols: SYMBOLS,
  ticksPerSecond: TICKS_A_SECOND,
  firingsPerSecond: Math.round(middle.fired / SECONDS),
});
