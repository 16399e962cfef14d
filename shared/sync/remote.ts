import { z } from "zod";

/**
 * Commands from the cloud to a desktop. The desktop decides: by its own two switches (both off at first), its own clock,
 * its own memory of command ids, and the same verdict as any order. A cloud that lies gains nothing by it.
 */
export const REMOTE_EVENT = "remote:command";

/** Longest life of a command, ms: the desktop refuses one whose `expiresMs - issuedMs` is more, or that it received longer ago. */
export const REMOTE_LIFE_MS = 30_000;

/** What each command asks of the desktop's switches. `none` reads only. */
export const REMOTE_NEEDS = {
  "account.test": "none",
  "session.pause": "reduce",
  "session.stop": "reduce",
  "account.pause": "reduce",
  "account.flatten": "reduce",
  "session.create": "trade",
  "session.edit": "trade",
  "session.remove": "trade",
  "session.start": "trade",
  "trade.manual": "trade",
} as const;
export type RemoteKind = keyof typeof REMOTE_NEEDS;
export const REMOTE_KINDS = Object.keys(REMOTE_NEEDS) as [RemoteKind, ...RemoteKind[]];

const Money = z.string().regex(/^\d{1,12}(?:\.\d{1,8})?$/);

/** What a session is asked to be, in the names of the REST API; what is left out, the desktop's own defaults decide. */
export const RemoteSession = z.strictObject({
  session_id: z.uuid(),
  session_name: z.string().min(1).max(80),
  symbols: z.array(z.string().min(1).max(64)).min(1).max(32),
  /** Lots of a trade of step 0. */
  trade_amount: z.number().positive().max(1_000),
  gale_limit: z.int().min(0).max(20),
  /** Account currency, decimal text. */
  stop_profit: Money.nullable(),
  stop_loss: Money,
  /** Points from the entry. */
  stop_points: z.number().positive(),
  take_points: z.number().positive().nullable(),
  duration_s: z.int().min(1).max(2_592_000).nullable(),
});

const Session = z.strictObject({ session_id: z.uuid() });
/** Arguments by kind. */
export const REMOTE_ARGS = {
  "account.test": z.strictObject({ nonce: z.string().min(16).max(100) }),
  "account.pause": z.strictObject({}),
  "account.flatten": z.strictObject({}),
  "session.pause": Session,
  "session.stop": Session,
  "session.start": Session,
  "session.remove": Session,
  "session.create": RemoteSession,
  "session.edit": RemoteSession,
  "trade.manual": z.strictObject({
    asset: z.string().min(1).max(64),
    direction: z.enum(["buy", "sell"]),
    /** Lots. */
    amount: z.number().positive().max(1_000),
    stop_loss: z.number().positive().nullable(),
    take_profit: z.number().positive().nullable(),
    duration_s: z.int().min(1).max(2_592_000).nullable(),
  }),
} as const;

/** A command as it reaches the desktop; `args` fit `REMOTE_ARGS[kind]`. Times UTC ms of the cloud. */
export const RemoteCommand = z.strictObject({
  command_id: z.uuid(),
  kind: z.enum(REMOTE_KINDS),
  server: z.string().min(1).max(100),
  login: z.int().min(1),
  issuedMs: z.int().min(0),
  expiresMs: z.int().min(0),
  /** Who asked, for the screen and the journal, and what proved it. */
  by: z.strictObject({
    name: z.string().max(120),
    proof: z.enum(["second_factor", "trade_key", "signed_in"]),
    ip: z.string().max(60),
  }),
  args: z.record(z.string(), z.unknown()),
});
export type RemoteCommand = z.infer<typeof RemoteCommand>;

/**
 * The desktop's acknowledgement. The same `command_id` again gets the same answer again, and nothing is done twice.
 * `account.test` answers `{ proof }`: the JWS of an account verification (`fairlead-account+jws`).
 */
export const RemoteAnswer = z.union([
  z.object({ ok: z.literal(true), result: z.record(z.string(), z.json()) }),
  z.object({
    ok: z.literal(false),
    code: z.enum([
      /** The switch `needs` names is off on that desktop. */
      "SWITCH_OFF",
      "EXPIRED",
      "MALFORMED",
      "NO_SUCH_ACCOUNT",
      "NO_SUCH_SESSION",
      /** The verdict, a session's rules or the plan refuse it; `detail` names the rule. */
      "REFUSED",
      "LINK_DOWN",
      /** It was begun and its end is not known: look at the account. */
      "OUTCOME_UNKNOWN",
    ]),
    detail: z.string().max(500),
  }),
]);
export type RemoteAnswer = z.infer<typeof RemoteAnswer>;
