import type { LinkView, ReplayView } from "./services.ts";

/** Between two reports a clock is carried on for at most this long: a market that says nothing has no known time. */
const CARRY_MS = 5_000;

/**
 * The market's clock in broker ms at `nowMs` (`performance.now()`): of the recording while one is loaded, else of the
 * broker. Undefined while neither is known.
 */
export function marketNow(
  replay: ReplayView | undefined,
  view: LinkView | undefined,
  nowMs: number,
): number | undefined {
  if (replay?.replay.loaded) {
    const { nowMs: marketMs, playing, speed, toMs } = replay.replay;
    // As fast as it goes has no speed to carry on with.
    const pace = playing && speed !== "max" ? speed : 0;
    return Math.min(toMs, marketMs + pace * Math.min(CARRY_MS, nowMs - replay.heardMs));
  }
  const brokerMs = view?.link.brokerMs;
  return view === undefined || brokerMs === undefined ? undefined : brokerMs + Math.min(CARRY_MS, nowMs - view.heardMs);
}
