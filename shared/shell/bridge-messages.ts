import { z } from "zod";

/** From the desktop shell to the bridge's process. `connect` carries one port: a window's wire. */
export const ToBridge = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("connect") }),
  z.object({ kind: z.literal("shutdown") }),
]);
export type ToBridge = z.infer<typeof ToBridge>;

/** From the bridge's process to the desktop shell. */
export const FromBridge = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready") }),
  /** It will not start, for a reason a restart does not cure: an option, a locked profile, a newer database. */
  z.object({ kind: z.literal("refused"), code: z.string(), message: z.string() }),
]);
export type FromBridge = z.infer<typeof FromBridge>;
