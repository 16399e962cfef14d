import { expect, test } from "vitest";
import { AlertShelf } from "#bridge/market-monitor/alerts/alert-shelf.ts";
import { SlowSources } from "#bridge/market-monitor/alerts/slow-sources.ts";
import { type AlertState, type Firing, freshState } from "#shared/alerts/alert.ts";
import { alertOf, EURUSD, utc } from "#test/fixtures/alerts/alert-cases.ts";
import { VirtualClock } from "#test/fixtures/virtual-clock.ts";

const MINUTE_MS = 60_000;

/** One alert on a sync that does not move; `look` looks with the lane still for so long. */
function watchingSync() {
  const shelf = new AlertShelf();
  const fired: Firing[] = [];
  let stuckMs: number | undefined;
  const alert = alertOf("sync", { kind: "platform", trouble: "syncStuck" }, { repeat: { cooldownMs: 1_000 } });
  shelf.put({ alert, state: freshState, createdMs: utc(0) });
  const clock = new VirtualClock(1_700_000_000_000);
  const sources = new SlowSources(
    {
      shelf,
      clock,
      passing: undefined,
      ticks: {} as never,
      store: { sessionEvents: () => [], lastSessionEvent: () => 0 } as never,
      facts: { lostLinks: () => [], freeBytes: () => undefined, syncStuckMs: () => stuckMs } as never,
      fired: (_, firing) => fired.push(firing),
    },
    0,
  );
  return (stillMs: number | undefined): readonly string[] => {
    stuckMs = stillMs;
    clock.setUtc(clock.utcMs() + 10_000);
    sources.look();
    return fired.splice(0).map(({ detail }) => detail);
  };
}

test("a sync that stands still for five minutes is told once, and again when it stands still again", () => {
  const look = watchingSync();
  expect(look(0)).toEqual([]);
  expect(look(5 * MINUTE_MS - 1)).toEqual([]);
  expect(look(5 * MINUTE_MS)).toEqual(["5 min"]);
  expect(look(9 * MINUTE_MS)).toEqual([]);
  expect(look(0)).toEqual([]);
  expect(look(6 * MINUTE_MS)).toEqual(["6 min"]);
});

test("signed out, a sync is neither stuck nor moving: what was told is not told again after the next sign-in", () => {
  const look = watchingSync();
  look(0);
  expect(look(5 * MINUTE_MS)).toEqual(["5 min"]);
  expect(look(undefined)).toEqual([]);
  expect(look(7 * MINUTE_MS)).toEqual([]);
});

const OFFSET_MS = 7_200_000;
const STALE_MS = 60_000;
/** A Wednesday, 12:00 UTC. */
const NOON = Date.UTC(2026, 10, 18, 12);
const HOUR_MS = 3_600_000;

/** A bridge that watches one feed and can be killed: what was not written down is gone then. */
class FeedLab {
  readonly clock: VirtualClock;
  readonly fired: Firing[] = [];
  /** Broker ms of the last stored tick. */
  storedMs = 0;
  hours: { readonly offsetMs: number; readonly spans: readonly (readonly number[])[] } | undefined;
  #kept: { readonly state: AlertState; readonly cursors: ReadonlyMap<string, unknown> } = {
    state: freshState,
    cursors: new Map(),
  };
  #shelf = new AlertShelf();
  #sources: SlowSources | undefined;
  #pending: Firing[] = [];

  constructor(utcMs: number) {
    this.clock = new VirtualClock(utcMs);
  }

  /** Begins a run with what the last one has written. */
  async start(): Promise<void> {
    const shelf = new AlertShelf();
    const rule = { kind: "feed", instrument: EURUSD, staleMs: STALE_MS } as const;
    shelf.put({
      alert: alertOf("feed", rule, { repeat: { cooldownMs: 10_000 } }),
      state: this.#kept.state,
      createdMs: utc(0),
    });
    this.#shelf = shelf;
    this.#pending = [];
    let market = this.hours;
    this.#sources = new SlowSources(
      {
        shelf,
        clock: this.clock,
        passing: undefined,
        store: { sessionEvents: () => [], lastSessionEvent: () => 0 } as never,
        ticks: {
          openStream: () => Promise.resolve({ stream: 1, cursor: { timeMs: this.storedMs, pastMs: 0 } }),
          offsets: () => Promise.resolve([{ epoch: 0, fromBrokerMs: 0, offsetS: OFFSET_MS / 1_000 }]),
        } as never,
        facts: {
          instrument: () => undefined,
          openMs: (_: string, from: number, to: number) => openMs(market, from, to),
          hours: () => this.hours,
          recallHours: (_: string, kept: typeof market) => (market ??= kept),
        } as never,
        fired: (_, firing) => this.#pending.push(firing),
      },
      0,
    );
    await this.#sources.start(this.#kept.cursors);
  }

  tick(): void {
    this.storedMs = this.clock.utcMs() + OFFSET_MS;
    this.#sources?.ticked(EURUSD);
  }

  /** Lets a second pass, look, and (unless it is killed before) write what came of it. */
  async second(killed = false): Promise<void> {
    await this.clock.advance(1_000);
    this.#sources?.look();
    if (killed) return this.start();
    const [shelved] = this.#shelf.all();
    const source = `feed:${EURUSD}`;
    const cursor = this.#sources?.cursor(source);
    this.#kept = {
      state: shelved?.watched.state ?? freshState,
      cursors: cursor === undefined ? this.#kept.cursors : new Map([[source, cursor]]),
    };
    this.#sources?.written([source]);
    this.fired.push(...this.#pending.splice(0));
  }

  async seconds(count: number): Promise<void> {
    for (let n = 0; n < count; n++) await this.second();
  }
}

/** Open ms by weekday and second spans; all of it while there are none. */
function openMs(market: FeedLab["hours"], from: number, to: number): number | undefined {
  if (market === undefined) return undefined;
  let open = 0;
  for (let day = Math.floor((from + market.offsetMs) / 86_400_000); day * 86_400_000 < to + market.offsetMs; day++) {
    for (const [weekday, fromS = 0, toS = 0] of market.spans) {
      if (weekday !== (day + 4) % 7) continue;
      const [a, b] = [day * 86_400_000 + fromS * 1_000, day * 86_400_000 + toS * 1_000];
      open += Math.max(0, Math.min(b, to + market.offsetMs) - Math.max(a, from + market.offsetMs));
    }
  }
  return open;
}

test("a feed that falls silent is told once, however often the bridge starts anew; once more when it has spoken since", async () => {
  const lab = new FeedLab(NOON);
  await lab.start();
  lab.tick();
  await lab.seconds(90);
  expect(lab.fired).toHaveLength(1);
  for (let starts = 0; starts < 3; starts++) {
    await lab.start();
    await lab.seconds(100);
  }
  expect(lab.fired).toHaveLength(1);
  lab.tick();
  await lab.seconds(2);
  await lab.start();
  await lab.seconds(100);
  expect(lab.fired).toHaveLength(2);
});

test("a feed that is dead while the bridge dies again and again, sooner each time than the silence is long, is told all the same", async () => {
  const lab = new FeedLab(NOON);
  await lab.start();
  lab.tick();
  await lab.seconds(5);
  for (let starts = 0; starts < 4; starts++) {
    await lab.start();
    await lab.seconds(40);
  }
  expect(lab.fired).toHaveLength(1);
});

test("killed between judging and writing, it judges the same again", async () => {
  const lab = new FeedLab(NOON);
  await lab.start();
  lab.tick();
  await lab.seconds(59);
  await lab.second(true);
  await lab.seconds(60);
  expect(lab.fired).toHaveLength(1);
});

test("a start after a night gives the terminal time to come before the night counts as silence", async () => {
  const lab = new FeedLab(NOON);
  await lab.start();
  lab.tick();
  await lab.seconds(2);
  await lab.clock.advance(9 * HOUR_MS);
  await lab.start();
  await lab.seconds(20);
  lab.tick();
  await lab.seconds(30);
  expect(lab.fired).toEqual([]);
});

test("only open hours count as silence: neither a weekend nor a market's opening is an alarm, also with the hours of an earlier run", async () => {
  // Friday 21:59 UTC, a minute before the broker's day and week end.
  const lab = new FeedLab(Date.UTC(2026, 10, 20, 21, 59));
  lab.hours = { offsetMs: OFFSET_MS, spans: [1, 2, 3, 4, 5].map((day) => [day, 0, 86_400]) };
  await lab.start();
  for (let n = 0; n < 55; n++) {
    lab.tick();
    await lab.second();
  }
  await lab.seconds(100);
  const told = lab.hours;
  lab.hours = undefined;
  await lab.start();
  await lab.seconds(100);
  expect(lab.fired).toEqual([]);
  // Sunday 22:00 UTC: the week opens. What the weekend left of the silence are the five seconds of Friday.
  await lab.clock.advance(Date.UTC(2026, 10, 22, 22) - lab.clock.utcMs());
  lab.hours = told;
  await lab.seconds(50);
  expect(lab.fired).toEqual([]);
  await lab.seconds(20);
  expect(lab.fired.map(({ detail }) => detail)).toEqual(["60 s"]);
});
