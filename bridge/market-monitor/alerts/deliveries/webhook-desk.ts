import { randomBytes } from "node:crypto";
import type { AlertStore, KeptFiring } from "../../../ports/alert-store.ts";
import type { Clock } from "../../../ports/clock.ts";
import type { SecretStore } from "../../../ports/secret-store.ts";
import { callWebhook, type WebhookOutcome } from "./webhook-sender.ts";

const SECRET = "alerts.webhook";
const LOOK_MS = 1_000;
const AT_ONCE = 4;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 3_600_000;
const MOST_TRIES = 12;

export interface WebhookDeskParts {
  readonly store: AlertStore;
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly url: () => string | undefined;
  readonly privateToo: () => boolean;
  readonly bodyOf: (kept: KeptFiring) => unknown;
  readonly changed: (kept: KeptFiring) => void;
  /** Runs a try; when its outcome cannot be written down it is tried again, under the same key. */
  readonly safely: (work: () => void) => void;
  readonly call?: typeof callWebhook;
}

/** Tells the user's webhook of firings: at least once, each try under the firing's own key. */
export class WebhookDesk {
  readonly #parts: WebhookDeskParts;
  readonly #underWay = new Map<number, Promise<void>>();
  #stop: (() => void) | undefined;

  constructor(parts: WebhookDeskParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#stop = this.#parts.clock.every(LOOK_MS, () => this.look());
  }

  async stop(): Promise<void> {
    this.#stop?.();
    await Promise.all(this.#underWay.values());
  }

  async signed(): Promise<boolean> {
    return (await this.#parts.secrets.get(SECRET)) !== null;
  }

  async newSecret(): Promise<string> {
    const secret = randomBytes(32).toString("hex");
    await this.#parts.secrets.set(SECRET, secret);
    return secret;
  }

  /** Tries what is due. */
  look(): void {
    const { store, clock } = this.#parts;
    const room = AT_ONCE - this.#underWay.size;
    if (room <= 0) return;
    for (const kept of store.due("webhook", clock.utcMs(), AT_ONCE)) {
      if (this.#underWay.has(kept.seq) || this.#underWay.size >= AT_ONCE) continue;
      this.#underWay.set(
        kept.seq,
        this.#try(kept).finally(() => this.#underWay.delete(kept.seq)),
      );
    }
  }

  async #try(kept: KeptFiring): Promise<void> {
    const { store, clock, url, changed, safely } = this.#parts;
    const delivery = kept.deliveries.find(({ port }) => port === "webhook");
    if (delivery === undefined) return;
    const address = url();
    const { state, told }: WebhookOutcome =
      address === undefined ? { state: "failed", told: "no address is set" } : await this.#call(address, kept);
    const tries = delivery.tries + 1;
    const again = state === "again" && tries < MOST_TRIES;
    const waitMs = Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS);
    const next = { ...delivery, tries, told, state: again ? "pending" : state === "done" ? "done" : "failed" } as const;
    safely(() => {
      store.delivered(kept.seq, { ...next, dueMs: again ? clock.utcMs() + waitMs : delivery.dueMs });
      const now = store.firing(kept.seq);
      if (now !== undefined) changed(now);
    });
  }

  async #call(url: string, kept: KeptFiring): Promise<WebhookOutcome> {
    const { secrets, clock, privateToo, bodyOf, call = callWebhook } = this.#parts;
    try {
      const secret = (await secrets.get(SECRET)) ?? (await this.newSecret());
      const { alert, arming } = kept.firing;
      const body = JSON.stringify(bodyOf(kept));
      return await call({
        url,
        privateToo: privateToo(),
        secret,
        key: `${alert}/${arming}`,
        body,
        nowMs: clock.utcMs(),
      });
    } catch {
      // The secret store says itself what is wrong with it.
      return { state: "again", told: "there is no secret to sign with" };
    }
  }
}
