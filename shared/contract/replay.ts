import { z } from "zod";
import { command, domain, stream } from "./descriptor.ts";
import { Finite, Nothing, Text, TimeMs } from "./primitives.ts";

export const ReplayState = z.object({
  loaded: z.boolean(),
  files: z.array(Text).max(64),
  playing: z.boolean(),
  /** Market seconds per second; "max" = as fast as it goes. */
  speed: z.union([Finite, z.literal("max")]),
  fromMs: TimeMs,
  toMs: TimeMs,
  /** The market's clock, broker ms. */
  nowMs: TimeMs,
  finished: z.boolean(),
});
export type ReplayState = z.infer<typeof ReplayState>;

/** A recorded market instead of the simulated one (`npm start -- --replay FILE`). */
export const replay = domain({
  state: stream({
    doc: "The replay's clock and controls.",
    mode: "latest",
    params: z.object({}),
    item: ReplayState,
  }),
  play: command({ doc: "Runs the market clock.", input: Nothing, output: Nothing, errors: ["REPLAY_NOT_LOADED"] }),
  pause: command({ doc: "Stops the market clock.", input: Nothing, output: Nothing, errors: ["REPLAY_NOT_LOADED"] }),
  seek: command({
    doc: "Moves the market clock; ticks between are taken at once on the way forward, and the charts start anew on the way back.",
    input: z.object({ toMs: TimeMs }),
    output: Nothing,
    errors: ["REPLAY_NOT_LOADED"],
  }),
  setSpeed: command({
    doc: "Sets market seconds per second (0.1 to 10,000) or max.",
    input: z.object({ speed: z.union([z.number().min(0.1).max(10_000), z.literal("max")]) }),
    output: Nothing,
    errors: ["REPLAY_NOT_LOADED"],
  }),
});
