import { z } from "zod";
import { domain, stream } from "./descriptor.ts";
import {
  AccountIdSchema,
  Count,
  Finite,
  InstrumentIdSchema,
  MoneySchema,
  TerminalIdSchema,
  Text,
  TimeMs,
} from "./primitives.ts";

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

/** An MT5 ticket or identifier: unsigned 64 bits, in decimal. */
const TicketText = z.string().regex(/^[0-9]{1,20}$/);

const OriginName = z.enum(["client", "mobile", "web", "expert", "stopLoss", "takeProfit", "stopOut", "other"]);

/** An open position as MT5 shows it. */
export const Position = z.object({
  /** POSITION_IDENTIFIER: stays when the ticket changes. */
  id: TicketText,
  ticket: TicketText,
  instrumentId: InstrumentIdSchema,
  symbol: Text,
  side: z.enum(["buy", "sell"]),
  /** Lots. */
  volume: Finite,
  priceOpen: Finite,
  priceCurrent: Finite,
  /** Absent: none at the broker. */
  stopLoss: Finite.optional(),
  takeProfit: Finite.optional(),
  swap: MoneySchema,
  profit: MoneySchema,
  magic: TicketText,
  /** Broker ms. */
  openMs: TimeMs,
  updateMs: TimeMs,
  origin: OriginName,
  comment: Text,
});
export type Position = z.infer<typeof Position>;

/** A pending order as MT5 shows it. */
export const PendingOrder = z.object({
  /** ORDER_TICKET. */
  id: TicketText,
  instrumentId: InstrumentIdSchema,
  symbol: Text,
  kind: z.enum([
    "buy",
    "sell",
    "buyLimit",
    "sellLimit",
    "buyStop",
    "sellStop",
    "buyStopLimit",
    "sellStopLimit",
    "closeBy",
    "other",
  ]),
  state: z.enum([
    "started",
    "placed",
    "cancelled",
    "partial",
    "filled",
    "rejected",
    "expired",
    "requestAdd",
    "requestModify",
    "requestCancel",
    "other",
  ]),
  life: z.enum(["gtc", "day", "specified", "specifiedDay", "other"]),
  /** Lots when it was placed, and lots not filled yet. */
  volumeInitial: Finite,
  volumeCurrent: Finite,
  /** Absent for an order at market. */
  price: Finite.optional(),
  /** Price of the limit order that a stop-limit order places. */
  stopLimit: Finite.optional(),
  stopLoss: Finite.optional(),
  takeProfit: Finite.optional(),
  magic: TicketText,
  /** Identifier of the position it belongs to, when it does. */
  positionId: TicketText.optional(),
  /** Broker ms. */
  setupMs: TimeMs,
  expiryMs: TimeMs.optional(),
  origin: OriginName,
  comment: Text,
});
export type PendingOrder = z.infer<typeof PendingOrder>;

const Holding = {
  accountId: AccountIdSchema,
  /** False: the session that told it has ended, so it may be old. */
  live: z.boolean(),
  /** UTC ms at which the whole set had arrived. */
  takenAtMs: TimeMs,
};
/** Every open position of an account, always the whole set of one moment. */
export const AccountPositions = z.object({ ...Holding, positions: z.array(Position) });
export type AccountPositions = z.infer<typeof AccountPositions>;

/** Every pending order of an account, always the whole set of one moment. */
export const AccountOrders = z.object({ ...Holding, orders: z.array(PendingOrder) });
export type AccountOrders = z.infer<typeof AccountOrders>;

/** Accounts as the brokers show them. Nothing is added up across currencies or natures here. */
export const accounts = domain({
  state: stream({
    doc: "Every account of every paired terminal, the paper account among them; again on each change.",
    mode: "latest",
    key: "id",
    params: z.object({}),
    item: Account,
  }),
  positions: stream({
    doc: "The open positions of each account: the whole set, again on each change.",
    mode: "latest",
    key: "accountId",
    params: z.object({}),
    item: AccountPositions,
  }),
  orders: stream({
    doc: "The pending orders of each account: the whole set, again on each change.",
    mode: "latest",
    key: "accountId",
    params: z.object({}),
    item: AccountOrders,
  }),
});
