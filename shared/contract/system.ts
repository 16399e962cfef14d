import { z } from "zod";
import { command, domain, query } from "./descriptor.ts";
import { Count, Finite, Nothing, Text, TimeMs } from "./primitives.ts";

/** What this host offers; the window asks this and never "am I in Electron". */
export const Capabilities = z.object({
  version: Text,
  /** Native windows, tray, notifications. */
  nativeShell: z.boolean(),
  paperMarket: z.enum(["simulated", "replay", "off"]),
  pairing: z.boolean(),
  locale: Text,
  startedAtMs: TimeMs,
});
export type Capabilities = z.infer<typeof Capabilities>;

export const system = domain({
  capabilities: query({ doc: "What this host offers.", input: Nothing, output: Capabilities }),
  ping: query({
    doc: "The bridge's sign of life: the connection strip's first hop.",
    input: z.object({ sentMs: TimeMs }),
    output: z.object({ sentMs: TimeMs, bridgeMs: TimeMs, eventLoopLagMs: Finite }),
    deadlineMs: 3_000,
  }),
  diagnostics: command({
    doc: "Writes a diagnostics bundle (logs, settings without secrets, versions, counters) and names the file.",
    input: Nothing,
    output: z.object({ file: Text, bytes: Count }),
    deadlineMs: 30_000,
  }),
});
