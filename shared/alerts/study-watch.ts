import type { Study, StudyBar } from "../market/indicators/study.ts";
import { Ladder, type Rung } from "./ladder.ts";
import type { StudiedValue } from "./studied-value.ts";
import type { Watched } from "./watched.ts";

export type Met = (rung: Rung, value: number) => void;

interface Reading {
  readonly on: "tick" | "close";
  readonly pick: StudiedValue["pick"];
  readonly ladder: Ladder;
}

/** One study on one series of bars, and the alerts on its values. It waits for its history before it judges anything. */
export class StudyWatch {
  readonly byVolume: boolean;
  /** Bars of history that it wants. */
  bars = 0;
  ready = false;
  readonly #make: () => Study;
  readonly #out: Float64Array;
  readonly #readings = new Map<string, Reading>();
  #study: Study;

  constructor({ byVolume, outputs, make }: StudiedValue) {
    this.byVolume = byVolume;
    this.#make = make;
    this.#out = new Float64Array(outputs);
    this.#study = make();
  }

  get empty(): boolean {
    return this.#readings.size === 0;
  }

  add(watched: Watched, { value, on, pick, level, direction, bars }: StudiedValue): void {
    const key = `${value}:${on}`;
    let reading = this.#readings.get(key);
    if (reading === undefined) this.#readings.set(key, (reading = { on, pick, ladder: new Ladder() }));
    reading.ladder.add([{ watched, level, direction }]);
    this.bars = Math.max(this.bars, bars);
  }

  remove(watched: Watched): void {
    for (const [key, { ladder }] of this.#readings) {
      ladder.remove(watched);
      if (ladder.size === 0) this.#readings.delete(key);
    }
  }

  /** Begins with finished bars, and the one that forms. Nothing is met by that: what happened before is not news. */
  begin(finished: readonly StudyBar[], forming: StudyBar | undefined): void {
    this.#study = this.#make();
    for (const reading of this.#readings.values()) reading.ladder.begin(Number.NaN);
    for (const bar of finished) this.#study.take(bar, true, this.#out);
    const close = finished.at(-1)?.close ?? Number.NaN;
    for (const { ladder, pick, on } of this.#readings.values())
      if (on === "close") ladder.begin(finished.length === 0 ? Number.NaN : pick(this.#out, close));
    this.ready = true;
    if (forming === undefined) return;
    this.#study.take(forming, false, this.#out);
    for (const { ladder, pick, on } of this.#readings.values())
      if (on === "tick") ladder.begin(pick(this.#out, forming.close));
  }

  /** A bar is finished. */
  finished(bar: StudyBar, met: Met): void {
    if (!this.ready) return;
    this.#study.take(bar, true, this.#out);
    for (const { ladder, pick, on } of this.#readings.values())
      if (on === "close") ladder.take(pick(this.#out, bar.close), met);
  }

  /** The bar that forms has changed. */
  formed(bar: StudyBar, met: Met): void {
    if (!this.ready) return;
    let taken = false;
    for (const { ladder, pick, on } of this.#readings.values()) {
      if (on !== "tick") continue;
      if (!taken) this.#study.take(bar, false, this.#out);
      taken = true;
      ladder.take(pick(this.#out, bar.close), met);
    }
  }
}
