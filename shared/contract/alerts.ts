import { z } from "zod";
import { AlertIdSchema, AlertInput, AlertPortSchema, AlertRuleSchema } from "./alert-input.ts";
import { command, domain, query, stream } from "./descriptor.ts";
import { Count, Finite, Nothing, Text, TimeMs } from "./primitives.ts";

const STORE = ["STORE_FULL", "STORE_UNAVAILABLE"] as const;
const One = z.object({ alertId: AlertIdSchema });

/** An alert and where it stands. */
export const AlertView = z.object({
  alertId: AlertIdSchema,
  name: Text,
  rule: AlertRuleSchema,
  repeat: z.object({ cooldownMs: Count }).nullable(),
  expiresMs: TimeMs.nullable(),
  ports: z.array(AlertPortSchema),
  createdMs: TimeMs,
  status: z.enum(["armed", "fired", "off", "expired"]),
  snoozedUntilMs: TimeMs.nullable(),
  firings: Count,
  lastFiredMs: TimeMs.nullable(),
  /** It waits for bars before it can judge anything. */
  waiting: z.boolean(),
});
export type AlertView = z.infer<typeof AlertView>;

export const DeliveryView = z.object({
  port: AlertPortSchema,
  state: z.enum(["pending", "done", "failed"]),
  tries: Count,
  told: Text,
});

/** What an alert told, once. */
export const FiringView = z.object({
  seq: z.int().min(1),
  alertId: AlertIdSchema,
  arming: z.int(),
  name: Text,
  rule: AlertRuleSchema,
  /** UTC ms. */
  atMs: TimeMs,
  /** Broker ms of the tick that did it. */
  brokerMs: TimeMs.nullable(),
  value: Finite.nullable(),
  detail: Text,
  /** Fired by hand, to try how it is told. */
  test: z.boolean(),
  seen: z.boolean(),
  deliveries: z.array(DeliveryView),
});
export type FiringView = z.infer<typeof FiringView>;

export const WebhookView = z.object({
  /** Whether there is a secret to sign with. */
  signed: z.boolean(),
});

/** Alerts: judged in the bridge by every tick, with or without a window. */
export const alerts = domain({
  list: stream({
    doc: "Every alert and where it stands.",
    mode: "latest",
    key: "alertId",
    params: z.object({}),
    item: AlertView,
  }),
  firings: stream({
    doc: "The newest firings, with who was told of each.",
    mode: "latest",
    key: "seq",
    params: z.object({}),
    item: FiringView,
  }),
  history: query({
    doc: "Firings before `beforeSeq`, newest first.",
    input: z.object({ beforeSeq: z.int().min(1), limit: z.int().min(1).max(500) }),
    output: z.array(FiringView),
  }),
  create: command({
    doc: "Makes an alert, armed from now on; on disk when answered. The same id again does nothing.",
    input: z.object({ alertId: AlertIdSchema, alert: AlertInput }),
    output: AlertView,
    errors: ["ALERT_INVALID", "OVERLOADED", ...STORE],
  }),
  edit: command({
    doc: "Changes an alert and arms it anew.",
    input: z.object({ alertId: AlertIdSchema, alert: AlertInput }),
    output: AlertView,
    errors: ["NOT_FOUND", "ALERT_INVALID", ...STORE],
  }),
  enable: command({
    doc: "Arms an alert anew, or switches it off.",
    input: z.object({ alertId: AlertIdSchema, on: z.boolean() }),
    output: AlertView,
    errors: ["NOT_FOUND", "ALERT_INVALID", ...STORE],
  }),
  snooze: command({
    doc: "Lets pass what happens until `untilMs` (UTC); null wakes it.",
    input: z.object({ alertId: AlertIdSchema, untilMs: TimeMs.nullable() }),
    output: AlertView,
    errors: ["NOT_FOUND", ...STORE],
  }),
  remove: command({
    doc: "Takes an alert off the list; what it told stays.",
    input: One,
    output: Nothing,
    errors: ["NOT_FOUND", ...STORE],
  }),
  restore: command({
    doc: "Puts a removed alert back as it was.",
    input: One,
    output: AlertView,
    errors: ["NOT_FOUND", ...STORE],
  }),
  test: command({
    doc: "Tells through an alert's ports as if it had fired; it stays as it is.",
    input: One,
    output: FiringView,
    errors: ["NOT_FOUND", ...STORE],
  }),
  seen: command({
    doc: "Notes that all firings up to `seq` were looked at.",
    input: z.object({ seq: z.int().min(1) }),
    output: Nothing,
    errors: STORE,
  }),
  claim: command({
    doc: "A window takes it on to show or sound a firing; of all windows one is granted it.",
    input: z.object({ seq: z.int().min(1), port: z.enum(["desktop", "sound"]) }),
    output: z.object({ granted: z.boolean() }),
  }),
  told: command({
    doc: "The window that claimed it has shown or sounded it, or could not.",
    input: z.object({ seq: z.int().min(1), port: z.enum(["desktop", "sound"]), problem: Text.nullable() }),
    output: Nothing,
    errors: STORE,
  }),
  webhook: query({ doc: "How the webhook is signed.", input: Nothing, output: WebhookView }),
  newWebhookSecret: command({
    doc: "Makes a new secret for the webhook's signature and shows it this once.",
    input: Nothing,
    output: z.object({ secret: Text }),
    errors: ["SECRET_STORE_UNAVAILABLE"],
  }),
});
