import { z } from "zod";

/** From the desktop shell to the bridge's process. `connect` carries one port: a window's wire. */
export const ToBridge = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("connect") }),
  z.object({ kind: z.literal("shutdown") }),
  /** The computer slept for so long, or its clock was set by so much (ms; negative: back). */
  z.object({ kind: z.literal("time"), what: z.enum(["slept", "set"]), ms: z.int() }),
  z.object({ kind: z.literal("power"), what: z.enum(["suspend", "resume"]) }),
  /** Answered at once by `pong`: a bridge that does not for long hangs. */
  z.object({ kind: z.literal("ping") }),
]);
export type ToBridge = z.infer<typeof ToBridge>;

/** From the bridge's process to the desktop shell. */
export const FromBridge = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready") }),
  z.object({ kind: z.literal("pong") }),
  /** It will not start, for a reason a restart does not cure: an option, a locked profile, a newer database. */
  z.object({ kind: z.literal("refused"), code: z.string(), message: z.string() }),
]);
export type FromBridge = z.infer<typeof FromBridge>;
