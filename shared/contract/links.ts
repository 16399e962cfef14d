import { z } from "zod";
import { command, domain, query, stream } from "./descriptor.ts";
import { AccountIdSchema, Count, Finite, Nothing, TerminalIdSchema, Text, TimeMs } from "./primitives.ts";

export const LinkState = z.enum(["connecting", "authenticated", "synchronising", "live", "stale", "lost", "removed"]);
export type LinkState = z.infer<typeof LinkState>;

/** One hop of the connection strip. `ageMs`: since the last sign of life; `roundTripMs`: last measured. */
export const Hop = z.object({
  ok: z.boolean(),
  ageMs: Finite.optional(),
  roundTripMs: Finite.optional(),
  /** Words for a person when it is not ok: what is wrong and what to do. */
  problem: Text.optional(),
});
export type Hop = z.infer<typeof Hop>;

export const Link = z.object({
  terminalId: TerminalIdSchema,
  name: Text,
  kind: z.enum(["paper", "mt5"]),
  accountId: AccountIdSchema.optional(),
  state: LinkState,
  reason: Text.optional(),
  ea: Hop,
  broker: Hop,
  programVersion: Text,
  terminalBuild: Count,
  reduceOnly: z.boolean(),
  /** Whether MT5 lets its programs trade; absent while nothing was heard of it. */
  algoTrading: z.boolean().optional(),
  triesSinceLive: Count,
  ticksStored: Count,
  unackedFrames: Count,
  /** Broker clock of the last heartbeat, broker ms. */
  brokerMs: TimeMs.optional(),
});
export type Link = z.infer<typeof Link>;

export const PairingRequest = z.object({
  requestId: Text,
  login: Text,
  server: Text,
  company: Text,
  accountName: Text,
  nature: z.enum(["demo", "contest", "live"]),
  terminalBuild: Count,
  /** First eight characters of the program's public key, to tell two requests apart. */
  keyHint: Text,
  sinceMs: TimeMs,
});
export type PairingRequest = z.infer<typeof PairingRequest>;

export const Pairing = z.object({
  open: z.boolean(),
  /** UTC ms at which pairing closes by itself. */
  closesAtMs: TimeMs.optional(),
  /** Folder in which the EA looks for the pairing file. */
  folder: Text,
  requests: z.array(PairingRequest).max(16),
});
export type Pairing = z.infer<typeof Pairing>;

export const RefusalCount = z.object({ reason: Text, count: Count, lastMs: TimeMs, words: Text });

/** The links to MT5 terminals: pairing, health, removal. */
export const links = domain({
  state: stream({
    doc: "Every known terminal and how its link is doing; at least once a second while it is connected.",
    mode: "latest",
    key: "terminalId",
    params: z.object({}),
    item: Link,
  }),
  pairing: stream({
    doc: "Whether pairing is open and who asks.",
    mode: "latest",
    params: z.object({}),
    item: Pairing,
  }),
  openPairing: command({
    doc: "Opens pairing for ten minutes with a fresh one-use code.",
    input: Nothing,
    output: Pairing,
  }),
  closePairing: command({ doc: "Closes pairing.", input: Nothing, output: Pairing }),
  confirmPairing: command({
    doc: "Pairs the terminal that asked.",
    input: z.object({ requestId: Text }),
    output: z.object({ terminalId: TerminalIdSchema }),
    errors: ["PAIRING_NOT_FOUND", "PAIRING_CLOSED"],
  }),
  declinePairing: command({
    doc: "Refuses the terminal that asked.",
    input: z.object({ requestId: Text }),
    output: Nothing,
    errors: ["PAIRING_NOT_FOUND"],
  }),
  remove: command({
    doc: "Forgets a terminal and cuts its connections at once. Its stored ticks stay.",
    input: z.object({ terminalId: TerminalIdSchema }),
    output: Nothing,
    errors: ["TERMINAL_NOT_FOUND"],
  }),
  rename: command({
    doc: "Gives a terminal another name.",
    input: z.object({ terminalId: TerminalIdSchema, name: z.string().min(1).max(64) }),
    output: Nothing,
    errors: ["TERMINAL_NOT_FOUND"],
  }),
  rotateKey: command({
    doc: "Asks the terminal for a new CURVE key pair and gives it a new link secret.",
    input: z.object({ terminalId: TerminalIdSchema }),
    output: Nothing,
    errors: ["TERMINAL_NOT_FOUND", "LINK_DOWN"],
  }),
  refusals: query({
    doc: "Refused frames and peers since the bridge started, counted by reason.",
    input: Nothing,
    output: z.array(RefusalCount),
  }),
});
