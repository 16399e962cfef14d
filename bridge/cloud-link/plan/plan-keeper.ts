import type { Clock } from "#bridge/ports/clock.ts";
import type { PlanView } from "#shared/contract/cloud.ts";
import { type Entitlements, Entitlements as EntitlementsAnswer, Grace, Keys, Subscriptions } from "../api/answers.ts";
import type { CloudApi } from "../api/cloud-api.ts";
import type { SignInState } from "../identity/identity.ts";
import { type GraceClaims, type KeptPlan, type KeptText, openGrace, readKept } from "./kept-file.ts";

/** The plan on screen is never older than this while the cloud answers. */
const ASK_EVERY_MS = 60_000;
/** The signed word is renewed this often, and whenever the plan has changed. */
const SIGN_EVERY_MS = 3_600_000;
/** An answer of the cloud counts as fresh this long. */
const FRESH_MS = 180_000;
/** This computer's clock may lie this far behind the cloud's before its grace ends. */
const CLOCK_MS = 600_000;

/** What is left when a plan has ended: shared/SPEC's free plan, for this computer. */
const FREE_SESSIONS = 1;

export interface PlanParts {
  readonly api: CloudApi;
  readonly clock: Clock;
  readonly token: () => Promise<string>;
  readonly signIn: () => SignInState;
  readonly file: KeptText;
  /** Names cloud and user for what is kept. */
  readonly owner: () => string;
  /** `local`: nobody enforces plans on this computer. */
  readonly entitlements: "local" | "cloud";
  readonly changed: () => void;
}

/** Why something is not allowed by the plan; null = it is. */
export type PlanReason = "SIGNED_OUT" | "PLAN_ENDED" | "NO_LIVE_TRADING" | "SESSION_LIMIT";

/** What the plan is, on the cloud's word of a moment ago or its signed word of an earlier day. */
export class PlanKeeper {
  readonly #parts: PlanParts;
  #kept: KeptPlan | undefined;
  #claims: GraceClaims | undefined;
  #asked: { readonly at: number; readonly is: Entitlements } | undefined;
  #signedAt = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #untimed: (() => void) | undefined;
  #sessions = 0;

  constructor(parts: PlanParts) {
    this.#parts = parts;
  }

  /** Takes up the word of an earlier run, and asks from now on. */
  async start(): Promise<void> {
    await this.#takeUp();
    this.#untimed ??= this.#parts.clock.every(ASK_EVERY_MS, () => void this.ask().catch(() => undefined));
  }

  stop(): void {
    this.#untimed?.();
    this.#untimed = undefined;
    this.#asked = undefined;
  }

  /** Asks for everything anew: something of the subscription was changed that its version does not tell. */
  renew(): Promise<void> {
    this.#signedAt = Number.NEGATIVE_INFINITY;
    return this.ask();
  }

  /** Nobody is signed in any more: what the file says of them counts again when they come back. */
  forget(): void {
    this.#asked = undefined;
    this.#claims = undefined;
    this.#signedAt = Number.NEGATIVE_INFINITY;
    this.#parts.changed();
  }

  /** The cloud's clock, ms: a computer whose clock was turned back since gains no grace by it. */
  heardTime(ms: number): void {
    const kept = this.#kept;
    if (kept === undefined || ms <= kept.highestMs + ASK_EVERY_MS) return;
    this.#keep({ ...kept, highestMs: ms });
  }

  /** @throws CloudFault when it cannot be asked; what was known goes on to hold until its time. */
  ask(): Promise<void> {
    if (this.#asking === undefined) {
      this.#asking = this.#ask().finally(() => {
        this.#asking = undefined;
      });
      return this.#asking;
    }
    // What is under way may have been answered before the change that this one is about.
    this.#next ??= this.#asking
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.ask();
      });
    return this.#next;
  }

  /** Sessions that run now, for the plan's count. */
  countSessions(running: number): void {
    this.#sessions = running;
  }

  get view(): PlanView | null {
    const claims = this.#claims;
    if (this.#parts.signIn().at !== "in" || claims === undefined) return null;
    const now = this.#parts.clock.utcMs();
    const word = this.#word(claims, now);
    const fresh = word === "cloud" ? this.#asked?.is : undefined;
    const { status = null, periodEndMs = null, cancelsAtEnd = false, nextPlan = null } = this.#kept ?? {};
    return {
      plan: fresh?.plan_type ?? claims.plan,
      word,
      askedMs: this.#asked?.at ?? claims.iat * 1_000,
      softEndMs: claims.soft_exp * 1_000,
      hardEndMs: claims.exp * 1_000,
      status,
      periodEndMs,
      cancelsAtEnd,
      nextPlan,
      limits: fresh?.limits ?? claims.limits,
      features: fresh?.features ?? claims.features,
      usage: { accounts: this.#asked?.is.usage.accounts ?? 0, sessions: this.#sessions },
    };
  }

  /** Whether new live risk may be opened. Open positions are no business of a plan's. */
  liveReason(): PlanReason | null {
    if (this.#parts.entitlements === "local") return null;
    const { view } = this;
    if (view === null) return "SIGNED_OUT";
    if (view.word === "ended") return "PLAN_ENDED";
    return view.features["live_trading"] === true ? null : "NO_LIVE_TRADING";
  }

  /** Whether one more session may be started beside those that run. */
  sessionReason(mode: "paper" | "live", running: number): PlanReason | null {
    if (this.#parts.entitlements === "local") return null;
    const live = mode === "live" ? this.liveReason() : null;
    if (live !== null) return live;
    const { view } = this;
    const free = view === null || view.word === "ended";
    const most = free ? FREE_SESSIONS : (view.limits["max_sessions"] ?? null);
    if (most === null || running < most) return null;
    return view === null ? "SIGNED_OUT" : view.word === "ended" ? "PLAN_ENDED" : "SESSION_LIMIT";
  }

  #word(claims: GraceClaims, now: number): PlanView["word"] {
    if (this.#asked !== undefined && Math.abs(now - this.#asked.at) < FRESH_MS) return "cloud";
    const highest = this.#kept?.highestMs ?? 0;
    const turnedBack = now < highest - CLOCK_MS;
    return turnedBack || Math.max(now, highest) >= claims.exp * 1_000 ? "ended" : "grace";
  }

  async #takeUp(): Promise<void> {
    const signIn = this.#parts.signIn();
    if (signIn.at !== "in" || this.#claims !== undefined) return;
    const kept = readKept(this.#parts.file);
    if (kept === undefined || kept.owner !== this.#parts.owner()) return;
    this.#claims = await openGrace(kept, signIn.userId, signIn.deviceId);
    this.#kept = kept;
    this.#parts.changed();
  }

  async #ask(): Promise<void> {
    const { api, clock, token } = this.#parts;
    if (this.#parts.signIn().at !== "in") return;
    await this.#takeUp();
    const is = await api.call("GET", "/entitlements", EntitlementsAnswer, { token: await token() });
    const now = clock.utcMs();
    const known = this.#claims;
    const stale = known === undefined || known.entv !== is.version || known.plan !== is.plan_type;
    if (stale || now - this.#signedAt > SIGN_EVERY_MS || now < this.#signedAt) await this.#sign(now);
    this.#asked = { at: now, is };
    this.#parts.changed();
  }

  async #sign(now: number): Promise<void> {
    const { api, token } = this.#parts;
    const signIn = this.#parts.signIn();
    if (signIn.at !== "in") return;
    const grace = await api.call("POST", "/entitlements/grace", Grace, { token: await token(), body: {} });
    const { keys } = await api.call("GET", "/.well-known/jwks.json", Keys);
    const { items } = await api.call("GET", "/subscriptions", Subscriptions, { token: await token() });
    const [subscription] = items;
    const kept: KeptPlan = {
      version: 1,
      owner: this.#parts.owner(),
      token: grace.token,
      keys,
      status: subscription?.status ?? null,
      periodEndMs: subscription?.current_period_end ?? null,
      cancelsAtEnd: subscription?.cancel_at_period_end ?? false,
      nextPlan: subscription?.next_plan_type ?? null,
      highestMs: Math.max(grace.server_time, this.#kept?.highestMs ?? 0),
    };
    const claims = await openGrace(kept, signIn.userId, signIn.deviceId);
    if (claims === undefined) return;
    this.#claims = claims;
    this.#signedAt = now;
    this.#keep(kept);
  }

  #keep(kept: KeptPlan): void {
    this.#kept = kept;
    try {
      this.#parts.file.write(JSON.stringify(kept));
    } catch {
      // A full disk costs the grace of the next start, not this one's.
    }
  }
}
