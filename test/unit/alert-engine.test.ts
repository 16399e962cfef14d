import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Alert,
  type AlertState,
  DIRECTIONS,
  type Firing,
  freshState,
  type PriceRule,
} from "#shared/alerts/alert.ts";
import { InstrumentWatch, noTicks, type TickCursor } from "#shared/alerts/instrument-watch.ts";
import { snapped } from "#shared/alerts/studied-value.ts";
import { Watched } from "#shared/alerts/watched.ts";
import { type PlainTick, priceAlert, ticksOf, utc } from "#test/fixtures/alerts/alert-cases.ts";

/** What is on disk: all that a killed bridge has left. */
interface Disk {
  cursor: TickCursor;
  states: ReadonlyMap<string, AlertState>;
  firings: readonly Firing[];
}

const key = ({ alert, arming }: Firing): string => `${alert}/${arming}`;

class Bridge {
  readonly #disk: Disk;
  readonly #watched: readonly Watched[];
  readonly #watch: InstrumentWatch;
  #fired: Firing[] = [];

  constructor(alerts: readonly Alert[], disk: Disk) {
    this.#disk = disk;
    this.#watched = alerts.map((alert) => new Watched(alert, disk.states.get(alert.id) ?? freshState));
    this.#watch = new InstrumentWatch({ point: 1, from: disk.cursor, fired: (firing) => this.#fired.push(firing) });
    this.#watch.add(this.#watched);
  }

  take(ticks: readonly PlainTick[], before: number): void {
    this.#watch.ticks(ticksOf(ticks), ticks.length, 1, before);
  }

  commit(): void {
    this.#disk.cursor = this.#watch.cursor;
    this.#disk.states = new Map(this.#watched.map(({ alert, state }) => [alert.id, state]));
    this.#disk.firings = [...this.#disk.firings, ...this.#fired];
    this.#fired = [];
  }

  snooze(until: number): void {
    for (const watched of this.#watched) watched.set({ snoozedUntilMs: utc(until) });
    this.commit();
  }
}

/** Straight from the words of Direction, one alert and one tick at a time, with no index and no crash. */
function told(alerts: readonly Alert[], ticks: readonly PlainTick[]): string[] {
  return alerts.flatMap((alert) => {
    const { level, direction } = alert.rule as PriceRule;
    const fired: string[] = [];
    let side = 0;
    let last = Number.NaN;
    let quietUntil = Number.NEGATIVE_INFINITY;
    for (const { timeMs, bid } of ticks) {
      const jumpedUp = side < 0 && bid > level;
      const jumpedDown = side > 0 && bid < level;
      const came = bid === level && last !== level;
      const met =
        direction === "up"
          ? jumpedUp
          : direction === "down"
            ? jumpedDown
            : jumpedUp || jumpedDown || (direction === "reaches" && came);
      if (bid !== level) side = Math.sign(bid - level);
      last = bid;
      if (alert.expiresMs !== null && timeMs >= alert.expiresMs) continue;
      if (!met || timeMs < quietUntil || (fired.length > 0 && alert.repeat === null)) continue;
      fired.push(`${alert.id}/${fired.length + 1}@${timeMs}`);
      if (alert.repeat !== null) quietUntil = timeMs + alert.repeat.cooldownMs;
    }
    return fired;
  });
}

const ticksArbitrary = fc
  .array(fc.record({ gap: fc.nat(4_000), bid: fc.integer({ min: 1, max: 9 }) }), { minLength: 1, maxLength: 80 })
  .map((steps) => {
    let timeMs = 1_000;
    return steps.map(({ gap, bid }): PlainTick => ({ timeMs: (timeMs += gap), bid }));
  });

const alertsArbitrary = fc
  .array(
    fc.record({
      direction: fc.constantFrom(...DIRECTIONS),
      level: fc.integer({ min: 2, max: 16 }).map((half) => half / 2),
      cooldown: fc.option(fc.integer({ min: 10_000, max: 40_000 })),
      expires: fc.option(fc.integer({ min: 1_000, max: 160_000 }), { freq: 3 }),
    }),
    { minLength: 1, maxLength: 24 },
  )
  .map((all) =>
    all.map(({ direction, level, cooldown, expires }, i) =>
      priceAlert(`a${i}`, direction, level, {
        repeat: cooldown === null ? null : { cooldownMs: cooldown },
        expiresMs: expires === null ? null : utc(expires),
      }),
    ),
  );

/** What happens while a run of ticks comes in: nothing, a write, or a kill that forgets all since the last write. */
const runsArbitrary = fc.array(
  fc.record({ ticks: fc.integer({ min: 1, max: 9 }), next: fc.constantFrom("on", "write", "kill", "kill") }),
  { maxLength: 40 },
);

test("whatever ticks come and however often the bridge is killed, each alert fires exactly when its words say, once", () => {
  fc.assert(
    fc.property(ticksArbitrary, alertsArbitrary, runsArbitrary, (ticks, alerts, runs) => {
      const disk: Disk = { cursor: noTicks, states: new Map(), firings: [] };
      let bridge = new Bridge(alerts, disk);
      let at = 0;
      for (const { ticks: count, next } of [...runs, { ticks: ticks.length, next: "write" }]) {
        bridge.take(ticks.slice(at, at + count), at);
        at = Math.min(ticks.length, at + count);
        if (next === "write") bridge.commit();
        if (next !== "kill") continue;
        bridge = new Bridge(alerts, disk);
        // The store has kept every tick: what the cursor has not seen is read again, some of what it has seen, too.
        bridge.take(ticks.slice(0, at), 0);
      }
      expect(new Set(disk.firings.map(key)).size).toBe(disk.firings.length);
      const fired = disk.firings.map((firing) => `${key(firing)}@${firing.atMs}`);
      expect(fired.toSorted()).toEqual(told(alerts, ticks).toSorted());
    }),
    { numRuns: 400 },
  );
});

test("an alert that is snoozed lets pass what happens meanwhile, and is awake afterwards", () => {
  const disk: Disk = { cursor: noTicks, states: new Map(), firings: [] };
  const bridge = new Bridge([priceAlert("a", "up", 5)], disk);
  bridge.take([{ timeMs: 1_000, bid: 4 }], 0);
  bridge.snooze(5_000);
  bridge.take(
    [
      { timeMs: 2_000, bid: 6 },
      { timeMs: 3_000, bid: 4 },
    ],
    1,
  );
  bridge.commit();
  expect(disk.firings).toEqual([]);
  bridge.take([{ timeMs: 6_000, bid: 6 }], 3);
  bridge.commit();
  expect(disk.firings.map(({ atMs, value }) => [atMs, value])).toEqual([[6_000, 6]]);
});

test("a market that flickers around the level does not make a repeating alert a machine gun", () => {
  const disk: Disk = { cursor: noTicks, states: new Map(), firings: [] };
  const bridge = new Bridge([priceAlert("a", "either", 5, { repeat: { cooldownMs: 10_000 } })], disk);
  const ticks = Array.from({ length: 60_000 }, (_, i) => ({ timeMs: 1_000 + i, bid: i % 2 === 0 ? 4 : 6 }));
  bridge.take(ticks, 0);
  bridge.commit();
  expect(disk.firings.map(({ atMs }) => atMs)).toEqual([1_001, 11_001, 21_001, 31_001, 41_001, 51_001]);
});

test("a broker's clock that runs back neither silences an alert nor tells old ticks again", () => {
  const fired: Firing[] = [];
  const watched = new Watched(priceAlert("a", "either", 5, { repeat: { cooldownMs: 60_000 } }), freshState);
  const watch = new InstrumentWatch({ point: 1, from: noTicks, fired: (firing) => fired.push(firing) });
  watch.add([watched]);
  const hour = 3_600_000;
  watch.ticks(
    ticksOf([
      { timeMs: 2 * hour, bid: 4 },
      { timeMs: 2 * hour + 1, bid: 6 },
    ]),
    2,
    1,
    0,
  );
  watch.ticks(
    ticksOf([
      { timeMs: hour, bid: 6 },
      { timeMs: hour + 30_000, bid: 4 },
    ]),
    2,
    2,
    0,
  );
  watch.ticks(
    ticksOf([
      { timeMs: 2 * hour, bid: 4 },
      { timeMs: 2 * hour + 1, bid: 6 },
    ]),
    2,
    1,
    0,
  );
  expect(fired).toHaveLength(1);
  watch.ticks(ticksOf([{ timeMs: hour + 61_000, bid: 6 }]), 1, 2, 2);
  expect(fired.map(({ brokerMs }) => brokerMs)).toEqual([2 * hour + 1, hour + 61_000]);
});

test("a store that was begun anew does not tell again what was judged", () => {
  const fired: Firing[] = [];
  const watch = new InstrumentWatch({
    point: 1,
    from: { ...noTicks, epoch: 1, bid: 4, timeMs: 5_000 },
    passUntilMs: 5_000,
    fired: (firing) => fired.push(firing),
  });
  watch.add([new Watched(priceAlert("a", "up", 5), freshState)]);
  watch.ticks(
    ticksOf([
      { timeMs: 4_000, bid: 6 },
      { timeMs: 5_000, bid: 4 },
    ]),
    2,
    1,
    0,
  );
  expect(fired).toEqual([]);
  watch.ticks(ticksOf([{ timeMs: 6_000, bid: 6 }]), 1, 1, 2);
  expect(fired).toHaveLength(1);
});

test("a study's figure does not depend on the order in which its bars were added up", () => {
  fc.assert(
    fc.property(fc.integer({ min: -9_999_999, max: 9_999_999 }), fc.integer({ min: 0, max: 8 }), (units, digits) => {
      const exact = Number(`${units}e-${digits}`);
      const noisy = exact * (1 + 3e-16);
      expect(snapped(noisy, exact)).toBe(exact);
      expect(snapped(noisy - exact, exact)).toBeCloseTo(0, 20);
    }),
  );
});
