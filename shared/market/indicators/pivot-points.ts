import type { Study, StudyBar } from "./study.ts";

interface Span {
  readonly periodMs: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/**
 * Floor traders' pivot points from the period before (a day, week or month of the broker). Outputs: pivot, r1, s1, r2, s2,
 * r3, s3; NaN until one whole period was seen to begin and end.
 * @param opensAt opening time of the period that holds a bar.
 */
export class PivotPoints implements Study {
  readonly #opensAt: (timeMs: number) => number;
  #running: Span | null = null;
  #ended: Span | null = null;

  constructor(opensAt: (timeMs: number) => number) {
    this.#opensAt = opensAt;
  }

  take(bar: StudyBar, keep: boolean, out: Float64Array): void {
    const periodMs = this.#opensAt(bar.timeMs);
    const running = this.#running;
    const begins = running?.periodMs !== periodMs;
    const ended = begins ? running : this.#ended;
    if (keep) {
      this.#ended = ended;
      this.#running = {
        periodMs,
        high: begins ? bar.high : Math.max(running.high, bar.high),
        low: begins ? bar.low : Math.min(running.low, bar.low),
        close: bar.close,
      };
    }
    levels(ended, out);
  }
}

function levels(span: Span | null, out: Float64Array): void {
  if (span === null) {
    out.fill(Number.NaN, 0, 7);
    return;
  }
  const { high, low, close } = span;
  const pivot = (high + low + close) / 3;
  out[0] = pivot;
  out[1] = 2 * pivot - low;
  out[2] = 2 * pivot - high;
  out[3] = pivot + (high - low);
  out[4] = pivot - (high - low);
  out[5] = high + 2 * (pivot - low);
  out[6] = low - 2 * (high - pivot);
}
