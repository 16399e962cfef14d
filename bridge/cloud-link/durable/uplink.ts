import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Clock } from "#bridge/ports/clock.ts";
import type { CloudOutbox, OutboxState } from "#bridge/ports/cloud-outbox.ts";
import { SYNC_EVENTS, SYNC_PROTOCOL } from "#shared/sync/frames.ts";
import { backoffMs } from "./backoff.ts";
import type { EventFacts } from "./event-of.ts";
import { fillFrame } from "./outbox-frame.ts";
import { CloudFault, type Dial, type SyncConnection } from "./sync-connection.ts";

/** Events a frame: some 2 ms of this thread, on which orders go as well. */
const EVENTS = 200;
/** Rows of history that are written out at once, and how many may wait before more are. */
const BACKFILL = 500;
const BACKFILL_WAITING = 2_000;
/** How long news may wait for others to go with them. */
const LINGER_MS = 100;
const PAUSE_MS = 1_000;
const DAY_MS = 86_400_000;
/** Committed rows are kept this long: a cloud that was restored from a backup asks for them again. */
const KEEP_MS = 7 * DAY_MS;
const PRUNE_EVERY_MS = 600_000;
const PRUNE = 5_000;
const HOUR_MS = 3_600_000;
/** Epochs an hour that restored backups, its own and the cloud's, may make one writer begin. */
const RENUMBERED = 3;

const Refusal = z.object({ ok: z.literal(false), code: z.string().max(64), detail: z.string().max(500) });
const Mark = z.int().min(0);
const Welcome = z.object({
  ok: z.literal(true),
  serverTime: z.number().min(0),
  streams: z.array(z.object({ stream: z.string(), epoch: z.int().min(1), hwm: Mark })).min(1),
});
const Ack = z.object({ ok: z.literal(true), hwm: Mark });

export interface UplinkParts {
  readonly outbox: CloudOutbox;
  readonly facts: EventFacts;
  readonly dial: Dial;
  readonly clock: Clock;
  readonly random: () => number;
  /** The cloud's clock, ms, as it said hello. */
  readonly serverTime: (ms: number) => void;
  /** Something of the view has changed. */
  readonly changed: () => void;
}

/** How the durable lane stands, for people. */
export interface UplinkView {
  readonly phase: "off" | "connecting" | "connected" | "waiting";
  readonly error: { readonly code: string; readonly words: string } | null;
  /** UTC ms of the next try; null when none is waited for. */
  readonly retryAtMs: number | null;
  readonly lastAckMs: number | null;
}

/**
 * Sends the outbox up, one frame at a time: a frame that overtook the one before would be refused. Whatever goes wrong,
 * also on our own disk, it says so, waits, and begins again with `hello`; nothing is ever terminal, and nothing here is
 * waited for by orders.
 */
export class Uplink {
  readonly #parts: UplinkParts;
  #view: UplinkView = { phase: "off", error: null, retryAtMs: null, lastAckMs: null };
  #run = 0;
  /** UTC ms of the last hour's new epochs. */
  #renumbered: readonly number[] = [];
  #wake: (() => void) | undefined;
  #connection: SyncConnection | undefined;
  #unprune: (() => void) | undefined;

  constructor(parts: UplinkParts) {
    this.#parts = parts;
  }

  get view(): UplinkView {
    return this.#view;
  }

  start(): void {
    if (this.#view.phase !== "off") return;
    this.#run += 1;
    this.#unprune = this.#parts.clock.every(PRUNE_EVERY_MS, () => this.#prune());
    this.#show({ phase: "connecting", error: null, retryAtMs: null });
    void this.#loop(this.#run);
  }

  stop(): void {
    this.#run += 1;
    this.#unprune?.();
    this.#connection?.close();
    this.#show({ phase: "off", error: null, retryAtMs: null });
    this.#wake?.();
  }

  /** Tries again now: somebody asked for it. */
  nudge(): void {
    this.#wake?.();
  }

  async #loop(run: number): Promise<void> {
    for (let failures = 0; run === this.#run; ) {
      let connection: SyncConnection | undefined;
      try {
        connection = await this.#parts.dial();
        this.#connection = connection;
        if (run !== this.#run) break;
        await this.#serve(run, connection, () => {
          failures = 0;
        });
      } catch (fault) {
        if (run !== this.#run) break;
        failures += 1;
        const waitMs = backoffMs(failures, this.#parts.random);
        this.#show({ phase: "waiting", error: told(fault), retryAtMs: this.#parts.clock.utcMs() + waitMs });
        await this.#rest(waitMs);
        if (run === this.#run) this.#show({ phase: "connecting", retryAtMs: null });
      } finally {
        connection?.close();
        if (this.#connection === connection) this.#connection = undefined;
      }
    }
  }

  /** Ends by a fault, or when this run is over. */
  async #serve(run: number, connection: SyncConnection, committed: () => void): Promise<void> {
    let over: CloudFault | undefined;
    const ended = connection.ended.then((why): never => {
      over = new CloudFault("ENDED", why);
      this.#wake?.();
      throw over;
    });
    ended.catch(() => undefined);
    const ask = (event: string, body: unknown): Promise<unknown> => Promise.race([connection.ask(event, body), ended]);
    await this.#hello(ask);
    this.#show({ phase: "connected", error: null, retryAtMs: null });
    for (let most = EVENTS, refusals = 0; run === this.#run; ) {
      if (over !== undefined) throw over;
      const state = this.#state();
      if (state.backfilling && state.last - state.acked < BACKFILL_WAITING) this.#parts.outbox.backfill(BACKFILL);
      const rows = this.#parts.outbox.after(state.acked, most);
      const [first] = rows;
      if (first === undefined) {
        if (!state.backfilling) await this.#rest(LINGER_MS);
        continue;
      }
      const { events, count } = fillFrame(rows, most, this.#parts.facts);
      this.#parts.outbox.noteSent(first.seq + count - 1);
      const from = first.seq - state.base;
      const answer: unknown = await ask(SYNC_EVENTS.frame, { stream: state.stream, epoch: state.epoch, from, events });
      const ack = Ack.safeParse(answer);
      if (ack.success && ack.data.hwm >= from + count - 1 && state.base + ack.data.hwm <= this.#state().sent) {
        // What this frame carried and no more: of that alone the cloud has seen that it is what it keeps.
        this.#parts.outbox.noteAcked(first.seq + count - 1);
        this.#view = { ...this.#view, error: null, lastAckMs: this.#parts.clock.utcMs() };
        committed();
        refusals = 0;
        continue;
      }
      refusals += 1;
      const { code, detail } = refusalOf(answer);
      // The same answer again and again is no conversation: a new connection, after the wait that failures get.
      if (refusals > 3) throw new CloudFault(code, detail);
      if (code === "TOO_LARGE") most = Math.max(1, Math.floor(most / 2));
      else if (code === "BUSY") await this.#rest(PAUSE_MS * (0.5 + this.#parts.random()));
      else await this.#hello(ask);
    }
  }

  /** Settles where the stream goes on. */
  async #hello(ask: (event: string, body: unknown) => Promise<unknown>, bump = 0): Promise<void> {
    const { stream, epoch, base, first, last, sent, acked } = this.#state();
    const wanted = { stream, epoch: epoch + bump, first: last === base ? 0 : first - base, last: last - base };
    const answer: unknown = await ask(SYNC_EVENTS.hello, { protocol: SYNC_PROTOCOL, streams: [wanted] });
    const welcome = Welcome.safeParse(answer);
    const mine = welcome.success ? welcome.data.streams.find((each) => each.stream === stream) : undefined;
    if (!welcome.success || mine === undefined) {
      const { code, detail } = refusalOf(answer);
      throw new CloudFault(code, detail);
    }
    this.#parts.serverTime(welcome.data.serverTime);
    const { outbox } = this.#parts;
    if (mine.epoch !== epoch) return this.#renumber(mine.epoch);
    const mark = base + mine.hwm;
    // It has what this profile never sent: the profile is an older copy of itself, and numbers may mean other facts by now.
    if (mark > sent) {
      if (bump > 0) throw new CloudFault("PROTOCOL", "The cloud does not begin a new epoch.");
      return this.#hello(ask, 1);
    }
    // It has less than it once committed: it was restored from a backup, and gets again what is kept here.
    if (mark < acked) {
      if (mark + 1 < first) return this.#hello(ask, 1);
      outbox.takeBack(mark);
    }
    // What it has beyond that is sent again: it may be another's, of a copy of this profile that goes by the same numbers.
  }

  /** A stream whose epoch is changed again and again has another writer, a copy of this profile: this one goes on alone. */
  #renumber(epoch: number): void {
    const now = this.#parts.clock.utcMs();
    this.#renumbered = [...this.#renumbered.filter((at) => at > now - HOUR_MS), now];
    const alone = this.#renumbered.length > RENUMBERED;
    if (alone) this.#renumbered = [];
    this.#parts.outbox.renumber(alone ? 1 : epoch, alone ? randomUUID() : undefined);
  }

  #state(): OutboxState {
    const state = this.#parts.outbox.state();
    if (state === undefined) throw new CloudFault("PROTOCOL", "There is no stream to send.");
    return state;
  }

  #prune(): void {
    try {
      this.#parts.outbox.prune(this.#parts.clock.utcMs() - KEEP_MS, PRUNE);
    } catch (fault) {
      // A broken disk keeps what it has until the next time: a timer's fault would end the bridge.
      this.#show({ error: told(fault) });
    }
  }

  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        cancel();
        if (this.#wake === done) this.#wake = undefined;
        resolve();
      };
      const cancel = this.#parts.clock.after(ms, done);
      this.#wake = done;
    });
  }

  #show(change: Partial<UplinkView>): void {
    this.#view = { ...this.#view, ...change };
    this.#parts.changed();
  }
}

function refusalOf(answer: unknown): { code: string; detail: string } {
  const refusal = Refusal.safeParse(answer);
  return refusal.success ? refusal.data : { code: "PROTOCOL", detail: "The cloud's answer does not fit the protocol." };
}

function told(fault: unknown): { code: string; words: string } {
  const words = fault instanceof Error ? fault.message : String(fault);
  const code = (fault as { code?: unknown } | null)?.code;
  return { code: typeof code === "string" ? code : "INTERNAL", words: words.slice(0, 300) };
}
