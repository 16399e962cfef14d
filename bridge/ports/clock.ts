import { asUtcMs, type UtcMs } from "#shared/market/brands.ts";

/** Time as a service sees it: real in the app, virtual in model runs. */
export interface Clock {
  /** Wall clock, for stamps that people read or that outlive the process. */
  utcMs(): UtcMs;
  /** Never jumps: for ages and deadlines. Milliseconds from an arbitrary start. */
  monotonicMs(): number;
  /** Runs once after `ms`; the returned function cancels it. */
  after(ms: number, run: () => void): () => void;
  /** Runs every `ms` until cancelled. */
  every(ms: number, run: () => void): () => void;
}

/** The computer's clock. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  utcMs: () => asUtcMs(Date.now()),
  monotonicMs: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
  every: (ms, run) => {
    const timer = setInterval(run, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
};
