import type { Study, StudyBar } from "./study.ts";
import { Window } from "./window.ts";

/** Middle between the highest high and the lowest low of the last `period` bars. */
class Middle {
  readonly #highs: Window;
  readonly #lows: Window;

  constructor(period: number) {
    this.#highs = new Window(period);
    this.#lows = new Window(period);
  }

  take({ high, low }: StudyBar, keep: boolean): number {
    this.#highs.put(high, keep);
    this.#lows.put(low, keep);
    return (this.#highs.max() + this.#lows.min()) / 2;
  }
}

/**
 * Ichimoku Kinko Hyo (G. Hosoda). Outputs: tenkan, kijun, spanA, spanB, chikou, each as known at this bar; the spans are
 * drawn `kijun` bars later, the chikou as many earlier (see the outputs' shift).
 */
export class Ichimoku implements Study {
  readonly #tenkan: Middle;
  readonly #kijun: Middle;
  readonly #spanB: Middle;

  constructor(tenkan: number, kijun: number, spanB: number) {
    this.#tenkan = new Middle(tenkan);
    this.#kijun = new Middle(kijun);
    this.#spanB = new Middle(spanB);
  }

  take(bar: StudyBar, keep: boolean, out: Float64Array): void {
    const [tenkan, kijun] = [this.#tenkan.take(bar, keep), this.#kijun.take(bar, keep)];
    out[0] = tenkan;
    out[1] = kijun;
    out[2] = (tenkan + kijun) / 2;
    out[3] = this.#spanB.take(bar, keep);
    out[4] = bar.close;
  }
}
