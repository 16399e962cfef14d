import { contract } from "#shared/contract/contract.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { ReplayState } from "#shared/contract/replay.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import { topicOf } from "#shared/rpc/latest.ts";
import type { Clock } from "../ports/clock.ts";

/** A loaded recording's clock and controls. */
export interface ReplayControl {
  state(): ReplayState;
  play(): void;
  pause(): void;
  seek(toMs: number): void | Promise<void>;
  setSpeed(speed: number | "max"): void;
}

/** The market clock on screen moves at least this often while it runs. */
const TELL_MS = 100;
const NOTHING_LOADED: ReplayState = {
  loaded: false,
  files: [],
  playing: false,
  speed: 1,
  fromMs: 0,
  toMs: 0,
  nowMs: 0,
  finished: false,
};

/** Serves `replay`, with or without a recording. The second part stops telling. */
export function replayMethods(
  control: ReplayControl | undefined,
  clock: Pick<Clock, "every">,
): { readonly methods: DomainHandlers<typeof contract.replay>; stop(): void } {
  const topic = topicOf(contract.replay.state);
  topic.set(control?.state() ?? NOTHING_LOADED);
  const tell = (): void => {
    if (!control) return;
    const state = control.state();
    const known = topic.get("");
    if (
      known?.nowMs !== state.nowMs ||
      known.playing !== state.playing ||
      known.speed !== state.speed ||
      known.finished !== state.finished
    ) {
      topic.set(state);
    }
  };
  const loaded = (): ReplayControl => {
    if (!control) throw new FairleadError("REPLAY_NOT_LOADED");
    return control;
  };
  const stop = control ? clock.every(TELL_MS, tell) : () => undefined;
  return {
    stop,
    methods: {
      state: () => topic,
      play: () => {
        loaded().play();
        tell();
        return {};
      },
      pause: () => {
        loaded().pause();
        tell();
        return {};
      },
      seek: async ({ toMs }) => {
        await loaded().seek(toMs);
        tell();
        return {};
      },
      setSpeed: ({ speed }) => {
        loaded().setSpeed(speed);
        tell();
        return {};
      },
    },
  };
}
