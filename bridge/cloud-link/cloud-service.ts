import { randomUUID } from "node:crypto";
import type { Clock } from "#bridge/ports/clock.ts";
import type { CloudOutbox } from "#bridge/ports/cloud-outbox.ts";
import type { CloudView } from "#shared/contract/cloud.ts";
import { FEED_EVENTS, type FeedItem } from "#shared/sync/feed.ts";
import { SYNC_EVENTS } from "#shared/sync/frames.ts";
import type { AccountState } from "#shared/sync/lanes.ts";
import { LIVE_EVENTS } from "#shared/sync/live.ts";
import { REMOTE_EVENT } from "#shared/sync/remote.ts";
import type { CloudApi } from "./api/cloud-api.ts";
import type { EventFacts } from "./durable/event-of.ts";
import type { SyncConnection } from "./durable/sync-connection.ts";
import { Uplink } from "./durable/uplink.ts";
import { FeedReader } from "./feed/feed-reader.ts";
import { dialGateway } from "./gateway/dial.ts";
import type { Identity } from "./identity/identity.ts";
import type { MarketLane } from "./market/market-lane.ts";
import type { KeptText } from "./plan/kept-file.ts";
import type { PlanKeeper } from "./plan/plan-keeper.ts";
import type { RemoteDesk } from "./remote/remote-desk.ts";
import { equityRows } from "./state/equity-rows.ts";
import { StateLane } from "./state/state-lane.ts";

/** The screen is never older than this; numbers that only count up do not need more. */
const SHOW_EVERY_MS = 1_000;
/** An account's equity goes up at each of these moments, the same on every desktop. */
const EQUITY_EVERY_MS = 300_000;

export interface CloudParts {
  readonly api: CloudApi;
  readonly identity: Identity;
  readonly plan: PlanKeeper;
  readonly remote: RemoteDesk;
  readonly outbox: CloudOutbox;
  readonly facts: EventFacts;
  readonly accounts: () => readonly AccountState[];
  readonly clock: Clock;
  readonly about: Pick<CloudView, "url" | "embedded" | "mailbox" | "entitlements">;
  /** Whether the sign-in outlives this run. */
  readonly isKept: () => boolean;
  readonly switches: () => CloudView["switches"];
  readonly runningSessions: () => number;
  readonly show: (view: CloudView) => void;
  /** A fault that nobody waits for. */
  readonly trouble: (why: string) => void;
  /** Names cloud and user. */
  readonly owner: () => string;
  /** Somebody is signed in from now on. */
  readonly signedIn: () => void;
  /** Where the feed's cursor lies. */
  readonly feedFile: KeptText;
  /** Ticks and bars for the cloud. */
  readonly market: Pick<MarketLane, "attach">;
  /** An item of the feed that is not the plan's. */
  readonly heard: (item: FeedItem) => void;
}

/** The cloud's half of the bridge: everything works without it, and nothing of trading ever waits for it. */
export class CloudService {
  readonly #parts: CloudParts;
  readonly #uplink: Uplink;
  readonly #state: StateLane;
  readonly #feed: FeedReader;
  readonly #undo: (() => void)[] = [];
  #shown = "";
  /** What waited before has had no chance yet. */
  #startedMs = 0;
  #equityAt = 0;
  /** Grows when sessions or accounts in the cloud have changed: windows that show them ask again. */
  #changes = 0;

  constructor(parts: CloudParts) {
    this.#parts = parts;
    const { outbox, facts, clock, accounts } = parts;
    this.#state = new StateLane(accounts, clock, () => (this.#changes += 1));
    this.#feed = new FeedReader({
      clock,
      file: parts.feedFile,
      owner: parts.owner,
      take: (item) => this.#told(item),
      anew: () => this.#askPlan(),
      trouble: parts.trouble,
    });
    this.#uplink = new Uplink({
      outbox,
      facts,
      clock,
      random: Math.random,
      dial: () => this.#dial(),
      serverTime: (ms) => parts.plan.heardTime(ms),
      changed: () => this.changed(),
    });
  }

  /** Takes up an earlier sign-in; the network is asked later. */
  async start(): Promise<void> {
    const { clock } = this.#parts;
    this.#startedMs = clock.utcMs();
    this.#equityAt = Math.floor(clock.utcMs() / EQUITY_EVERY_MS);
    this.#undo.push(clock.every(SHOW_EVERY_MS, () => this.#second()));
    this.changed();
    await this.resume();
  }

  /** Takes up the sign-in that is kept, where it can be read: at the start, and when a locked secret was opened. */
  async resume(): Promise<void> {
    try {
      await this.#parts.identity.resume();
    } catch (fault) {
      this.#parts.trouble(wordsOf(fault));
    }
    await this.follow();
  }

  /** How long nothing was committed though something waits, ms; undefined while nobody is signed in. */
  stuckMs(): number | undefined {
    const { identity, outbox, clock } = this.#parts;
    if (identity.state.at !== "in") return undefined;
    const oldest = outbox.oldestMs();
    if (oldest === null) return 0;
    return Math.max(0, clock.utcMs() - Math.max(oldest, this.#uplink.view.lastAckMs ?? 0, this.#startedMs));
  }

  /** Does what the sign-in now asks for: to be called after each step of it. */
  async follow(): Promise<void> {
    const { identity, plan, outbox, owner } = this.#parts;
    if (identity.state.at !== "in") {
      this.#uplink.stop();
      plan.stop();
      plan.forget();
      return this.changed();
    }
    // A stream belongs to one user of one cloud; its history is told to another from the beginning.
    outbox.begin(owner(), randomUUID(), true);
    this.#uplink.start();
    await plan.start();
    // What the cloud cannot be asked now is asked again by the clock.
    this.#askPlan();
    if (identity.secondFactor === null) void identity.look().catch(() => undefined);
    this.#parts.signedIn();
    this.changed();
  }

  syncNow(): void {
    this.#uplink.nudge();
    this.#askPlan();
  }

  stop(): void {
    for (const undo of this.#undo.splice(0)) undo();
    this.#parts.plan.stop();
    this.#uplink.stop();
  }

  /** Shows how everything is now, if that is news. */
  changed(): void {
    const view = this.view();
    const text = JSON.stringify(view);
    if (text === this.#shown) return;
    this.#shown = text;
    this.#parts.show(view);
  }

  view(): CloudView {
    const { identity, plan, about, outbox, switches, isKept, remote } = this.#parts;
    const { state } = identity;
    const stream = outbox.state();
    const link = this.#uplink.view;
    return {
      mode: "on",
      ...about,
      signIn: state.at,
      endedBy: state.at === "ended" ? state.why : null,
      email: "email" in state ? state.email : null,
      keptIn: state.at !== "in" ? null : isKept() ? "keychain" : "memory",
      secondFactor: state.at === "in" ? identity.secondFactor : null,
      plan: plan.view,
      mayStart: plan.sessionReason("live", this.#parts.runningSessions()) === null,
      sync: {
        phase: link.phase,
        unsent: stream === undefined ? 0 : stream.last - stream.acked,
        oldestMs: stream === undefined ? null : outbox.oldestMs(),
        committed: stream === undefined ? 0 : stream.acked,
        backfilling: stream?.backfilling ?? false,
        error: link.error,
        retryAtMs: link.retryAtMs,
        lastAckMs: link.lastAckMs,
      },
      switches: switches(),
      changes: this.#changes,
      remote: [...remote.shown],
    };
  }

  #second(): void {
    try {
      const { clock, plan, runningSessions, identity } = this.#parts;
      plan.countSessions(runningSessions());
      if (identity.state.at === "ended" && this.#uplink.view.phase !== "off") void this.follow();
      const moment = Math.floor(clock.utcMs() / EQUITY_EVERY_MS);
      if (moment > this.#equityAt) this.#keepEquity(moment * EQUITY_EVERY_MS);
      this.#equityAt = moment;
      this.changed();
    } catch (fault) {
      // A full or broken disk: the next second looks again, and a timer's fault would end the bridge.
      this.#parts.trouble(wordsOf(fault));
    }
  }

  #keepEquity(atMs: number): void {
    const { outbox, accounts } = this.#parts;
    for (const row of equityRows(accounts(), atMs)) outbox.add("equity", atMs, JSON.stringify(row));
  }

  async #dial(): Promise<SyncConnection> {
    const { api, identity } = this.#parts;
    const connection = await dialGateway({
      url: api.url,
      token: () => identity.token(),
      refused: (token) => identity.refused(token),
      sign: (purpose, content) => identity.sign(purpose, content),
      heard: (event, body, answer) => this.#heard(event, body, answer),
    });
    let greeted = false;
    return {
      ...connection,
      ask: async (event, body) => {
        const answer = await connection.ask(event, body);
        const welcome = event === SYNC_EVENTS.hello && (answer as { ok?: unknown } | null)?.ok === true;
        if (welcome && !greeted) {
          greeted = true;
          this.#state.attach(connection);
          this.#parts.market.attach(connection);
          this.#changes += 1;
          this.#feed.attach(connection);
        }
        return answer;
      },
    };
  }

  #heard(event: string, body: unknown, answer: ((reply: unknown) => void) | undefined): void {
    if (event === REMOTE_EVENT && answer !== undefined) void this.#parts.remote.handle(body).then(answer);
    if (event === FEED_EVENTS.item) this.#feed.heard(body);
    if (event === LIVE_EVENTS.sessions) this.#changes += 1;
  }

  #told(item: FeedItem): void {
    // The cloud may know an account now that it did not know when it was told of it.
    if (item.kind === "account") this.#state.again();
    // An account counts towards the plan as well.
    if (item.kind === "entitlements" || item.kind === "account") this.#askPlan();
    else if (item.kind === "subscription") void this.#parts.plan.renew().catch(() => undefined);
    else this.#parts.heard(item);
  }

  /** What it cannot be asked now is asked again by the clock. */
  #askPlan(): void {
    void this.#parts.plan.ask().catch(() => undefined);
  }
}

const wordsOf = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault));
