import type { FieldsOf } from "#shared/link/frame.ts";
import type { Clock } from "../../ports/clock.ts";
import type { PaperCalendar } from "../market/paper-calendar.ts";
import type { Outlet } from "./outlet.ts";

/** As the history service: so much may be asked for at once, and so many values go in a frame. */
const MOST_MS = 93 * 86_400_000;
const TOO_WIDE = 65_537;
const FRAME_VALUES = 200;
const LOOK_MS = 1_000;
/** A figure that came between two looks, with the time a look may take. */
const LOOKED_BACK_MS = 60_000;

/** Answers for the paper market's calendar; a recording has none. */
export class CalendarDesk {
  readonly #calendar: PaperCalendar | undefined;
  readonly #outlet: Outlet;
  readonly #clock: Clock;
  #stop: () => void = () => {};

  constructor(calendar: PaperCalendar | undefined, outlet: Outlet, clock: Clock) {
    this.#calendar = calendar;
    this.#outlet = outlet;
    this.#clock = clock;
  }

  asked({ request, fromMs, toMs, follow }: FieldsOf<"CalendarRequest">, offsetMs: () => number): void {
    this.close();
    const calendar = this.#calendar;
    if (calendar === undefined) return this.#end(request, "notAvailable", 0, 0);
    if (toMs < fromMs || toMs - fromMs > MOST_MS) return this.#end(request, "failed", 0, TOO_WIDE);
    const values = calendar.releases(fromMs, toMs, this.#clock.utcMs());
    for (let at = 0; at < values.length; at += FRAME_VALUES) {
      const fields = { request, part: at / FRAME_VALUES };
      this.#outlet.post("CalendarValues", { fields, items: values.slice(at, at + FRAME_VALUES) });
    }
    this.#end(request, "complete", values.length, 0);
    if (!follow) return;
    let toldMs = this.#clock.utcMs();
    this.#stop = this.#clock.every(LOOK_MS, () => {
      const nowMs = this.#clock.utcMs();
      const from = Math.max(toldMs + 1, nowMs - LOOKED_BACK_MS);
      const items = calendar.releases(from + offsetMs(), nowMs + offsetMs(), nowMs);
      if (items.length > 0) this.#outlet.post("CalendarChanged", { fields: { request }, items });
      toldMs = nowMs;
    });
  }

  close(): void {
    this.#stop();
    this.#stop = () => {};
  }

  #end(request: number, status: FieldsOf<"CalendarEnd">["status"], total: number, error: number): void {
    this.#outlet.post("CalendarEnd", { fields: { request, status, total, error } });
  }
}
