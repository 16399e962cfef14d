import type { AlertPort, AlertRule } from "#shared/alerts/alert.ts";
import type { AlertStore, Delivery, KeptFiring } from "../../../ports/alert-store.ts";
import type { Clock } from "../../../ports/clock.ts";

/** A window that has taken on a delivery has so long to say that it did it; then another may. */
const CLAIM_MS = 10_000;
/** What is older is no news: a sound would startle, a notification mislead. The centre has it. */
const LATE_MS: Readonly<Record<"desktop" | "sound", number>> = { desktop: 12 * 3_600_000, sound: 120_000 };

type WindowPort = Extract<AlertPort, "desktop" | "sound">;

export interface WindowDeliveryParts {
  readonly store: AlertStore;
  readonly clock: Pick<Clock, "utcMs" | "monotonicMs">;
  readonly quiet: () => boolean;
  /** Whether its user wants no such thing of alerts of this kind. */
  readonly muted: (kind: AlertRule["kind"], port: WindowPort) => boolean;
  readonly changed: (kept: KeptFiring) => void;
}

/** Notifications and sounds, which windows make: of several, one. */
export class WindowDeliveries {
  readonly #parts: WindowDeliveryParts;
  readonly #claims = new Map<string, number>();

  constructor(parts: WindowDeliveryParts) {
    this.#parts = parts;
  }

  /** Whether the window that asks may show or sound it. @throws FairleadError STORE_FULL, STORE_UNAVAILABLE */
  claim(seq: number, port: WindowPort): boolean {
    const { store, clock, quiet, muted } = this.#parts;
    const kept = store.firing(seq);
    const delivery = kept?.deliveries.find((each) => each.port === port);
    if (kept === undefined || delivery?.state !== "pending") return false;
    if (clock.utcMs() - kept.firing.atMs > LATE_MS[port])
      return this.#write(seq, { ...delivery, state: "failed", told: "too late" });
    if (quiet()) return this.#write(seq, { ...delivery, state: "done", told: "quiet hours" });
    if (muted(kept.firing.rule.kind, port)) return this.#write(seq, { ...delivery, state: "done", told: "muted" });
    const key = `${seq}/${port}`;
    const nowMs = clock.monotonicMs();
    if ((this.#claims.get(key) ?? Number.NEGATIVE_INFINITY) > nowMs) return false;
    this.#claims.set(key, nowMs + CLAIM_MS);
    return true;
  }

  /** @throws FairleadError STORE_FULL, STORE_UNAVAILABLE */
  told(seq: number, port: WindowPort, problem: string | null): void {
    const delivery = this.#parts.store.firing(seq)?.deliveries.find((each) => each.port === port);
    this.#claims.delete(`${seq}/${port}`);
    if (delivery?.state !== "pending") return;
    const tries = delivery.tries + 1;
    this.#write(seq, { ...delivery, tries, state: problem === null ? "done" : "failed", told: problem ?? "" });
  }

  #write(seq: number, delivery: Delivery): false {
    const { store, changed } = this.#parts;
    store.delivered(seq, delivery);
    const kept = store.firing(seq);
    if (kept !== undefined) changed(kept);
    return false;
  }
}
