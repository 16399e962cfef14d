import { type Alert, type AlertId, freshState, isTickRule, sourceOf } from "#shared/alerts/alert.ts";
import { alertProblems } from "#shared/alerts/alert-problems.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { AccountId, InstrumentId, UtcMs } from "#shared/market/brands.ts";
import type { KeptAlert, KeptFiring } from "../../ports/alert-store.ts";
import { eventNotice } from "../../ports/event-notice.ts";
import type { StoredTicks } from "../../ports/stored-ticks.ts";
import type { TickFrame } from "../../ports/tick-store.ts";
import { AlertCommits } from "./alert-commits.ts";
import type { AlertParts } from "./alert-ports.ts";
import { AlertShelf, keptOf, type ShelvedAlert } from "./alert-shelf.ts";
import { SlowSources } from "./slow-sources.ts";
import { TickRoom } from "./tick-room.ts";

const SECOND_MS = 1_000;
/** How much has to be judged again after a crash, at most. */
const CHECKPOINT_MS = 5_000;
/** A firing is written at once; in a storm of them each write waits this long for company, as each is an fsync. */
const FLUSH_EVERY_MS = 100;
const PRUNE_EVERY_MS = 600_000;
const KEPT_MS = 365 * 86_400_000;
const PRUNE_AT_MOST = 500;
const MOST_ALERTS = 20_000;

/** Alerts: judges every fact, writes what came of it, and only then lets it be told. */
export class AlertService implements StoredTicks {
  readonly #parts: AlertParts;
  readonly #shelf = new AlertShelf();
  readonly #commits: AlertCommits;
  readonly #room: TickRoom;
  readonly #slow: SlowSources;
  readonly #stops: (() => void)[] = [];
  #flushing = false;
  #flushedMs = Number.NEGATIVE_INFINITY;
  #unwritten = false;

  constructor(parts: AlertParts) {
    this.#parts = parts;
    const { store, events } = parts;
    for (const kept of store.all()) this.#shelf.put(kept);
    const shelf = this.#shelf;
    const cursors = store.cursors();
    const seen = cursors.get("sessions");
    const fired = (source: string, firing: Parameters<AlertCommits["fired"]>[1]): void => {
      this.#commits.fired(source, firing);
      this.#flushSoon();
    };
    this.#slow = new SlowSources(
      { ...parts, shelf, fired },
      typeof seen === "number" ? seen : store.lastSessionEvent(),
    );
    this.#room = new TickRoom({
      ...parts,
      shelf,
      fired,
      warmed: (instrument) => {
        for (const alert of shelf.of(instrument)) this.#changed(alert);
      },
      trouble: (instrument, error) => {
        const why = error instanceof Error ? error.message : String(error);
        events.report(eventNotice("warning", "ALERTS_BLIND", { instrument, why }));
      },
    });
    this.#commits = new AlertCommits({
      store,
      shelf,
      cursor: (source) => this.#slow.cursor(source) ?? this.#room.cursor(source),
      written: (firings, changed, sources) => {
        this.#slow.written(sources);
        this.#written(firings, changed);
      },
    });
  }

  /** Judges what was stored before the bridge died; to be awaited before the first new tick. */
  async start(): Promise<void> {
    const { store, clock } = this.#parts;
    const cursors = store.cursors();
    await this.#room.catchUp(cursors);
    await this.#slow.start(cursors);
    this.#stops.push(
      clock.every(SECOND_MS, () => this.#second()),
      clock.every(CHECKPOINT_MS, () => this.safely(() => this.#checkpoint())),
      clock.every(PRUNE_EVERY_MS, () => this.safely(() => store.prune(clock.utcMs() - KEPT_MS, PRUNE_AT_MOST))),
    );
    this.safely(() => this.#checkpoint(true));
    for (const alert of this.#shelf.all()) this.#changed(alert);
  }

  /** Writes where everything stands. */
  stop(): void {
    for (const stop of this.#stops) stop();
    this.safely(() => this.#checkpoint(true));
  }

  stored(instrument: InstrumentId, frame: TickFrame, before: number): void {
    this.#slow.ticked(instrument);
    this.#room.stored(instrument, frame, before);
  }

  /** An account's figures are new. */
  figures(account: AccountId): void {
    this.#slow.figures(account);
  }

  all(): readonly KeptAlert[] {
    return [...this.#shelf.all()].map(keptOf);
  }

  /** Whether an alert waits for bars. */
  waits({ rule }: Alert): boolean {
    return (rule.kind === "indicator" || rule.kind === "volatility") && this.#room.waits(rule.instrument);
  }

  /** @throws FairleadError ALERT_INVALID, OVERLOADED, STORE_FULL, STORE_UNAVAILABLE */
  create(alert: Alert): KeptAlert {
    const known = this.#shelf.get(alert.id);
    if (known !== undefined) return keptOf(known);
    if (this.#shelf.size >= MOST_ALERTS)
      throw new FairleadError("OVERLOADED", `There are ${MOST_ALERTS} alerts already.`);
    this.#mustBeSound(alert);
    return this.#put({ alert, state: freshState, createdMs: this.#parts.clock.utcMs() });
  }

  /** @throws FairleadError NOT_FOUND, ALERT_INVALID, STORE_FULL, STORE_UNAVAILABLE */
  edit(alert: Alert): KeptAlert {
    const { watched, createdMs } = this.#must(alert.id);
    this.#mustBeSound(alert);
    return this.#put({ alert, state: rearmed(watched.state), createdMs });
  }

  /** @throws FairleadError NOT_FOUND, ALERT_INVALID (it would be over at once), STORE_FULL, STORE_UNAVAILABLE */
  enable(id: AlertId, on: boolean): KeptAlert {
    const { watched, createdMs } = this.#must(id);
    const { alert, state } = watched;
    if (on) this.#mustBeSound(alert);
    return this.#put({ alert, state: on ? rearmed(state) : { ...state, status: "off" }, createdMs });
  }

  /** @throws FairleadError NOT_FOUND, STORE_FULL, STORE_UNAVAILABLE */
  snooze(id: AlertId, untilMs: UtcMs | null): KeptAlert {
    const { watched, createdMs } = this.#must(id);
    return this.#put({ alert: watched.alert, state: { ...watched.state, snoozedUntilMs: untilMs }, createdMs });
  }

  /** @throws FairleadError NOT_FOUND, STORE_FULL, STORE_UNAVAILABLE */
  remove(id: AlertId): void {
    const { watched, source } = this.#must(id);
    this.#commits.checkpoint([source], true);
    this.#parts.store.remove(id, this.#parts.clock.utcMs());
    this.#shelf.take(id);
    this.#room.remove(source as InstrumentId, watched);
    this.#parts.listener.removed(watched.alert);
  }

  /** @throws FairleadError NOT_FOUND, STORE_FULL, STORE_UNAVAILABLE */
  restore(id: AlertId): KeptAlert {
    const known = this.#shelf.get(id);
    if (known !== undefined) return keptOf(known);
    const kept = this.#parts.store.restore(id);
    if (kept === undefined) throw new FairleadError("NOT_FOUND");
    // What came while it was gone is not news.
    return this.#put({ ...kept, state: { ...kept.state, side: 0, peak: null } });
  }

  /** Tells through an alert's ports as if it had fired. @throws FairleadError NOT_FOUND, STORE_FULL, STORE_UNAVAILABLE */
  test(id: AlertId): KeptFiring {
    const { alert } = this.#must(id).watched;
    const { name, rule, ports } = alert;
    const atMs = this.#parts.clock.utcMs();
    // Armings count up from 1; below 0 they cannot meet.
    const firing = { alert: id, arming: 0 - atMs, name, rule, atMs, brokerMs: null, value: null, detail: "" };
    const [kept] = this.#parts.store.commit({ states: [], cursors: [], firings: [{ firing, ports }] }, true);
    if (kept === undefined) throw new FairleadError("OVERLOADED");
    this.#parts.listener.told(kept);
    return kept;
  }

  #mustBeSound(alert: Alert): void {
    const { clock, facts } = this.#parts;
    const problems = alertProblems(alert, clock.utcMs(), facts.syncStuckMs() !== undefined).map(
      ({ field, code }) => `${field}: ${code}`,
    );
    if ("instrument" in alert.rule && facts.instrument(alert.rule.instrument) === undefined) {
      problems.push("instrument: INSTRUMENT_UNKNOWN");
    }
    if (problems.length > 0) throw new FairleadError("ALERT_INVALID", undefined, { fields: problems.join("; ") });
  }

  #must(id: AlertId): ShelvedAlert {
    const known = this.#shelf.get(id);
    if (known === undefined) throw new FairleadError("NOT_FOUND");
    return known;
  }

  /** Writes an alert as it is from now on, with how far its source was judged as it was before. */
  #put(kept: KeptAlert): KeptAlert {
    const before = this.#shelf.get(kept.alert.id);
    const source = sourceOf(kept.alert.rule);
    this.#commits.checkpoint(before === undefined ? [source] : [source, before.source], true);
    if (source === "sessions" && !this.#shelf.has("sessions")) this.#slow.skipSessionEvents();
    const cursor = this.#slow.cursor(source) ?? this.#room.cursor(source);
    this.#parts.store.put(kept, cursor === undefined ? undefined : { source, cursor });
    if (before !== undefined) this.#room.remove(before.source as InstrumentId, before.watched);
    const shelved = this.#shelf.put(kept);
    if (isTickRule(kept.alert.rule)) this.#room.add(kept.alert.rule.instrument);
    this.#changed(shelved);
    return keptOf(shelved);
  }

  #second(): void {
    this.#room.refresh();
    const nowMs = this.#parts.clock.utcMs();
    for (const { watched, source } of this.#shelf.all()) {
      if (watched.armed && watched.expire(nowMs)) this.#room.remove(source as InstrumentId, watched);
    }
    this.safely(() => this.#slow.look());
    this.#flushSoon();
  }

  #flushSoon(): void {
    if (this.#flushing || !this.#commits.pending) return;
    const { clock } = this.#parts;
    this.#flushing = true;
    clock.after(Math.max(0, this.#flushedMs + FLUSH_EVERY_MS - clock.monotonicMs()), () => {
      this.#flushing = false;
      this.#flushedMs = clock.monotonicMs();
      this.safely(() => this.#commits.flush());
    });
  }

  #checkpoint(all = false): void {
    const slow = [...this.#shelf.sources()].filter((source) => all || !this.#room.has(source));
    this.#commits.checkpoint(new Set([...this.#room.takeMoved(), ...slow]));
  }

  /** What cannot be written stays as it is and is tried again with the next look; it is said once. */
  safely(work: () => void): void {
    try {
      work();
      this.#unwritten = false;
    } catch (error) {
      if (!(error instanceof FairleadError)) throw error;
      if (!this.#unwritten) this.#parts.events.report(eventNotice("error", "ALERTS_UNWRITTEN", { why: error.message }));
      this.#unwritten = true;
    }
  }

  #written(firings: readonly KeptFiring[], changed: ReadonlySet<AlertId>): void {
    for (const firing of firings) this.#parts.listener.told(firing);
    for (const id of changed) {
      const alert = this.#shelf.get(id);
      if (alert !== undefined) this.#changed(alert);
    }
  }

  #changed(alert: ShelvedAlert): void {
    this.#parts.listener.changed(keptOf(alert), this.waits(alert.watched.alert));
  }
}

const rearmed = (state: KeptAlert["state"]): KeptAlert["state"] => ({
  ...freshState,
  arming: state.arming + 1,
  firings: state.firings,
  lastFiredMs: state.lastFiredMs,
});
