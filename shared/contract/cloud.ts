import { z } from "zod";
import { PLAN_TYPES } from "../cloud/plans.ts";
import { command, domain, query, stream } from "./descriptor.ts";
import { Count, Nothing, Text, TimeMs } from "./primitives.ts";

const Email = z.string().min(3).max(254);
const Password = z.string().min(1).max(128);
const Code = z.string().min(6).max(40);
const MaybeMs = TimeMs.nullable();
const Limits = z.record(z.string().max(64), z.int().nullable());
const Features = z.record(z.string().max(64), z.boolean());

/** What the plan allows, and on whose word: just asked of the cloud, or the signed grace of an earlier day. */
export const PlanView = z.object({
  plan: z.enum(PLAN_TYPES),
  /** `grace`: the cloud cannot be asked; `ended`: not for so long that only the free plan is left. */
  word: z.enum(["cloud", "grace", "ended"]),
  /** UTC ms at which the word was given, and until when it holds without the cloud. */
  askedMs: TimeMs,
  softEndMs: MaybeMs,
  hardEndMs: MaybeMs,
  /** Of the subscription; null where it has no end. */
  status: Text.nullable(),
  periodEndMs: MaybeMs,
  cancelsAtEnd: z.boolean(),
  /** The smaller plan that follows at the period's end; null = none was chosen. */
  nextPlan: z.enum(PLAN_TYPES).nullable(),
  limits: Limits,
  features: Features,
  usage: z.object({ accounts: Count, sessions: Count }),
});
export type PlanView = z.infer<typeof PlanView>;

/** How the durable lane stands: nothing is hidden, nothing is rounded. */
export const SyncView = z.object({
  phase: z.enum(["off", "connecting", "connected", "waiting"]),
  /** Events that the cloud has not committed. */
  unsent: Count,
  /** UTC ms of the oldest of them. */
  oldestMs: MaybeMs,
  /** Events that the cloud has committed, of all that were ever written for it. */
  committed: Count,
  /** The ledger's history is still being written out, so more will come. */
  backfilling: z.boolean(),
  error: z.object({ code: Text, words: Text }).nullable(),
  /** UTC ms of the next try. */
  retryAtMs: MaybeMs,
  lastAckMs: MaybeMs,
});
export type SyncView = z.infer<typeof SyncView>;

/** A command of the cloud, as it was judged here. */
export const RemoteView = z.object({
  commandId: Text,
  kind: Text,
  account: Text,
  by: Text,
  /** UTC ms of this computer. */
  atMs: TimeMs,
  /** `under way`, `done`, or the code of the refusal. */
  outcome: Text,
  detail: Text,
});
export type RemoteView = z.infer<typeof RemoteView>;

/** Everything a window shows of the cloud. No token, no key and no password ever is in it. */
export const CloudView = z.object({
  /** `off`: this build or this start asks for no cloud. */
  mode: z.enum(["off", "on"]),
  url: Text,
  /** Started by Fairlead on this computer: its letters lie in `mailbox`. */
  embedded: z.boolean(),
  mailbox: Text.nullable(),
  /** `out`, `confirm` the e-mail, enter a `code` of the second factor, `in`, or `ended`: sign in again. */
  signIn: z.enum(["out", "confirm", "code", "in", "ended"]),
  /** Why it ended: a problem of shared/cloud/problems.ts. */
  endedBy: Text.nullable(),
  email: Text.nullable(),
  /** Where the sign-in is kept between runs; `memory`: this system has no keychain, so it ends with Fairlead. */
  keptIn: z.enum(["keychain", "memory"]).nullable(),
  secondFactor: z.boolean().nullable(),
  plan: PlanView.nullable(),
  /** Who enforces plans here: `local`, nobody; `cloud`, the bridge. */
  entitlements: z.enum(["local", "cloud"]),
  /** Whether a new session may be started and new live risk be opened, as the plan has it. */
  mayStart: z.boolean(),
  sync: SyncView,
  switches: z.object({ reduce: z.boolean(), trade: z.boolean() }),
  /** Grows when sessions or accounts in the cloud have changed: ask for them again. */
  changes: Count,
  remote: z.array(RemoteView).max(50),
});
export type CloudView = z.infer<typeof CloudView>;

export const DeviceView = z.object({
  deviceId: Text,
  name: Text,
  kind: Text,
  lastSeenMs: TimeMs,
  current: z.boolean(),
  sessions: z.array(z.object({ sessionId: Text, ip: Text, userAgent: Text, createdMs: TimeMs, current: z.boolean() })),
});
export type DeviceView = z.infer<typeof DeviceView>;

/** A broker account: of the cloud's list, linked to this computer, or both. */
export const CloudAccountView = z.object({
  /** Of the cloud; null = not added yet. */
  cloudId: Text.nullable(),
  /** Of this computer; null = not linked here. */
  accountId: Text.nullable(),
  server: Text,
  login: Text,
  name: Text,
  kind: z.enum(["demo", "real"]),
  verification: z.enum(["none", "pending", "verified", "failed", "expired"]),
  connection: z.enum(["never_connected", "reported", "connected", "stale", "lost"]),
  primary: z.boolean(),
});
export type CloudAccountView = z.infer<typeof CloudAccountView>;

/** A trading session as the cloud has it, whichever of the user's computers runs it. */
export const CloudSessionView = z.object({
  sessionId: Text,
  name: Text,
  account: Text,
  mode: z.enum(["paper", "live"]),
  state: z.enum(["draft", "armed", "running", "paused", "stopping", "stopped"]),
  reason: Text.nullable(),
  active: z.boolean(),
  /** Decimal text in `currency`. */
  net: Text,
  currency: Text,
  trades: Count,
  won: Count,
  lost: Count,
  durationS: Count,
  /** UTC ms of the cloud at which its desktop told it last. */
  toldMs: TimeMs,
});
export type CloudSessionView = z.infer<typeof CloudSessionView>;

export const CatalogueView = z.object({
  plan: z.enum(PLAN_TYPES),
  name: Text,
  monthlyUsd: Text,
  monthlyIdr: Text,
  annualUsd: Text,
  annualIdr: Text,
  limits: Limits,
  features: Features,
  trialDays: Count,
});
export type CatalogueView = z.infer<typeof CatalogueView>;

/** The cloud was asked; CLOUD_REFUSED names its problem in the details. */
const ERRORS = ["CLOUD_OFF", "CLOUD_UNREACHABLE", "CLOUD_REFUSED", "CLOUD_SIGNED_OUT"] as const;
const asks = { errors: ERRORS, deadlineMs: 30_000 };

/** The account of the cloud, what is sent to it, and what it may ask of this computer. */
export const cloud = domain({
  state: stream({
    doc: "Everything about the cloud, at each change.",
    mode: "latest",
    params: z.object({}),
    item: CloudView,
  }),
  register: command({
    doc: "Asks for an account; a letter brings the code that confirms the address.",
    input: z.object({ email: Email, password: Password, acceptedTerms: z.literal(true) }),
    output: Nothing,
    ...asks,
  }),
  confirm: command({
    doc: "Confirms the address and signs in.",
    input: z.object({ code: Code }),
    output: Nothing,
    ...asks,
  }),
  resend: command({
    doc: "Sends another code to the address that waits for one.",
    input: Nothing,
    output: Nothing,
    ...asks,
  }),
  signIn: command({
    doc: "Signs in this computer, or asks for the code of the second factor.",
    input: z.object({ email: Email, password: Password }),
    output: Nothing,
    ...asks,
  }),
  answerCode: command({
    doc: "Answers the second factor: six digits of the app, or a recovery code.",
    input: z.object({ code: Code }),
    output: Nothing,
    ...asks,
  }),
  back: command({ doc: "Leaves a sign-in or confirmation that is not finished.", input: Nothing, output: Nothing }),
  signOut: command({
    doc: "Signs this computer out, in the cloud as well when it answers.",
    input: Nothing,
    output: Nothing,
    ...asks,
  }),
  askReset: command({
    doc: "Has a code sent with which the password can be set anew.",
    input: z.object({ email: Email }),
    output: Nothing,
    ...asks,
  }),
  reset: command({
    doc: "Sets a new password; every device is signed out.",
    input: z.object({ email: Email, code: Code, password: Password }),
    output: Nothing,
    ...asks,
  }),
  beginSecondFactor: command({
    doc: "Makes the secret of an authenticator app, as a text and as what its QR code says.",
    input: z.object({ password: Password }),
    output: z.object({ secret: Text, uri: Text }),
    ...asks,
  }),
  enableSecondFactor: command({
    doc: "Turns the second factor on with its first code; answers the recovery codes, once.",
    input: z.object({ code: Code }),
    output: z.object({ recoveryCodes: z.array(Text).max(32) }),
    ...asks,
  }),
  disableSecondFactor: command({
    doc: "Takes the second factor away.",
    input: z.object({ password: Password, code: Code }),
    output: Nothing,
    ...asks,
  }),
  devices: query({ doc: "Where this user is signed in.", input: Nothing, output: z.array(DeviceView), ...asks }),
  removeDevice: command({
    doc: "Signs a device out and forgets it.",
    input: z.object({ deviceId: z.string().min(1).max(64) }),
    output: Nothing,
    ...asks,
  }),
  plans: query({ doc: "The plans there are.", input: Nothing, output: z.array(CatalogueView), ...asks }),
  choosePlan: command({
    doc: "Begins a plan, or its trial: a larger one at once, a smaller one at the period's end. One that has to be paid is refused with the cloud's words.",
    input: z.object({ plan: z.enum(PLAN_TYPES), cycle: z.enum(["monthly", "annual"]), trial: z.boolean() }),
    output: Nothing,
    ...asks,
  }),
  cancelPlan: command({
    doc: "Has the plan end with its period, or takes that back.",
    input: z.object({ cancel: z.boolean() }),
    output: Nothing,
    ...asks,
  }),
  accounts: query({
    doc: "Broker accounts in the cloud, and those of this computer that are not there yet.",
    input: Nothing,
    output: z.array(CloudAccountView).max(200),
    ...asks,
  }),
  addAccount: command({
    doc: "Adds an account that is linked to this computer and proves it with what the link says. No password is asked for.",
    input: z.object({ accountId: z.string().min(3).max(200) }),
    output: CloudAccountView,
    ...asks,
    errors: [...ERRORS, "LINK_DOWN"],
  }),
  verifyAccount: command({
    doc: "Proves again that an account is linked to this computer.",
    input: z.object({ cloudId: z.uuid(), accountId: z.string().min(3).max(200) }),
    output: CloudAccountView,
    ...asks,
    errors: [...ERRORS, "LINK_DOWN"],
  }),
  removeAccount: command({
    doc: "Takes an account off the cloud's list; what it traded stays there.",
    input: z.object({ cloudId: z.uuid() }),
    output: Nothing,
    ...asks,
  }),
  sessions: query({
    doc: "Trading sessions of all this user's computers, as they told the cloud.",
    input: Nothing,
    output: z.array(CloudSessionView).max(100),
    ...asks,
  }),
  syncNow: command({
    doc: "Tries again now instead of at the next time.",
    input: Nothing,
    output: Nothing,
    errors: ["CLOUD_OFF"],
  }),
});
