import { z } from "zod";
import { domain, stream } from "./descriptor.ts";
import { AccountIdSchema, Count, Finite, MoneySchema, TerminalIdSchema, Text, TimeMs } from "./primitives.ts";

/** The nature of an account; always shown, never only as a colour. */
export const AccountNature = z.enum(["paper", "demo", "contest", "live"]);

export const Account = z.object({
  id: AccountIdSchema,
  terminalId: TerminalIdSchema,
  login: Text,
  server: Text,
  name: Text,
  company: Text,
  currency: Text,
  currencyDigits: z.int().min(0).max(8),
  leverage: Count,
  nature: AccountNature,
  margin: z.enum(["netting", "exchange", "hedging"]),
  balance: MoneySchema,
  equity: MoneySchema,
  profit: MoneySchema,
  margined: MoneySchema,
  freeMargin: MoneySchema,
  /** Percent; absent when nothing is margined. */
  marginLevel: Finite.optional(),
  positions: Count,
  orders: Count,
  /** Broker ms of the snapshot. */
  timeMs: TimeMs,
  /** Seconds the broker's clock is ahead of UTC. */
  utcOffsetS: z.int(),
});
export type Account = z.infer<typeof Account>;

/** Accounts as the brokers show them. Nothing is added up across currencies or natures here. */
export const accounts = domain({
  state: stream({
    doc: "Every account of every paired terminal, the paper account among them; again on each change.",
    mode: "latest",
    key: "id",
    params: z.object({}),
    item: Account,
  }),
});
