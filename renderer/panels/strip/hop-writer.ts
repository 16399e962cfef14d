import { ageText } from "../../i18n/age-text.ts";
import type { Text } from "../../i18n/i18n.ts";
import { TextSlot } from "../../ui/text-node.ts";

/** How one hop stands at this moment. `ok` is undefined while nothing is known. */
export interface HopReading {
  readonly ok: boolean | undefined;
  readonly ageMs: number | undefined;
  readonly roundTripMs: number | undefined;
}

/** Writes a hop's ages past React: they change twice a second for as long as the window is open. */
export class HopWriter {
  readonly #host: HTMLElement;
  readonly #age: TextSlot;
  readonly #trip: TextSlot;

  constructor(host: HTMLElement, age: Element, trip: Element) {
    this.#host = host;
    this.#age = new TextSlot(age);
    this.#trip = new TextSlot(trip);
  }

  write(text: Text, hop: string, { ok, ageMs, roundTripMs }: HopReading): void {
    const state = ok === undefined ? "unknown" : String(ok);
    if (this.#host.dataset["ok"] !== state) this.#host.dataset["ok"] = state;
    const age = ageMs === undefined ? "\u2013" : ageText(text, ageMs);
    this.#age.write(age);
    const trip = roundTripMs === undefined ? "" : ageText(text, Math.max(1, roundTripMs));
    this.#trip.write(trip === "" ? "" : `↔ ${trip}`);
    const spoken = ok === true ? text("strip.hop.ok", { hop, age }) : text("strip.hop.broken", { hop });
    const title = trip === "" ? spoken : `${spoken}, ${text("strip.hop.roundTrip", { roundTrip: trip })}`;
    if (this.#host.title !== title) this.#host.title = title;
  }

  remove(): void {
    this.#age.remove();
    this.#trip.remove();
  }
}
