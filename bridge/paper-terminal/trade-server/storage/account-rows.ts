import { z } from "zod";
import { OrderKind, OrderLife, OrderState, Origin, Side } from "#shared/link/codes.ts";
import { DealEntry, DealKind } from "#shared/link/trade-codes.ts";
import type { AccountState, PaperDeal, PaperOrder, PaperPosition } from "../account-state.ts";

const oneOf = <V extends Readonly<Record<string, number>>>({ values }: { readonly values: V }) =>
  z.enum(Object.keys(values) as [keyof V & string, ...(keyof V & string)[]]);
/** 64-bit numbers are kept as decimal text. */
const Whole = z.string().regex(/^\d+$/).transform(BigInt);
const Amount = z.number();
const Ms = z.number();

const Position = z.object({
  ticket: Whole,
  identifier: Whole,
  symbol: z.string(),
  side: oneOf(Side),
  volume: Amount,
  priceOpen: Amount,
  stopLoss: Amount,
  takeProfit: Amount,
  swap: Amount,
  magic: Whole,
  openMs: Ms,
  updateMs: Ms,
  origin: oneOf(Origin),
  comment: z.string(),
}) satisfies z.ZodType<PaperPosition>;

const Order = z.object({
  ticket: Whole,
  symbol: z.string(),
  kind: oneOf(OrderKind),
  state: oneOf(OrderState),
  life: oneOf(OrderLife),
  volumeInitial: Amount,
  volumeCurrent: Amount,
  price: Amount,
  stopLimit: Amount,
  stopLoss: Amount,
  takeProfit: Amount,
  magic: Whole,
  position: Whole,
  setupMs: Ms,
  expiryMs: Ms,
  origin: oneOf(Origin),
  comment: z.string(),
  filling: z.enum(["fok", "ioc", "return", "boc"]),
  positionBy: Whole,
  doneMs: Ms,
}) satisfies z.ZodType<PaperOrder>;

const Deal = z.object({
  ticket: Whole,
  order: Whole,
  position: Whole,
  symbol: z.string(),
  kind: oneOf(DealKind),
  entry: oneOf(DealEntry),
  volume: Amount,
  price: Amount,
  stopLoss: Amount,
  takeProfit: Amount,
  profit: Amount,
  swap: Amount,
  commission: Amount,
  fee: Amount,
  magic: Whole,
  timeMs: Ms,
  origin: oneOf(Origin),
  comment: z.string(),
}) satisfies z.ZodType<PaperDeal>;

const Money = { balance: Amount, credit: Amount, nextOrder: Whole, nextDeal: Whole, rolledMs: Ms };

/** The account as a whole: the journal's first line. */
export const StateLine = z.object({
  version: z.literal(1),
  terms: z.object({
    login: Whole,
    server: z.string(),
    company: z.string(),
    name: z.string(),
    currency: z.string(),
    currencyDigits: z.int().min(0).max(8),
    leverage: z.number().positive(),
    marginMode: z.enum(["hedging", "netting", "exchange"]),
    marginCallLevel: Amount,
    stopOutLevel: Amount,
    limitOrders: z.int(),
    limitPositions: z.int(),
    fifoClose: z.boolean(),
    hedgeAllowed: z.boolean(),
  }),
  ...Money,
  positions: z.array(Position),
  orders: z.array(Order),
  history: z.array(Order),
  deals: z.array(Deal),
}) satisfies z.ZodType<AccountState>;

export type StateLine = z.infer<typeof StateLine>;

/** What one operation changed: each further line. */
export const ChangeLine = z.object({
  ...Money,
  positions: z.array(Position),
  positionsGone: z.array(Whole),
  orders: z.array(Order),
  ordersGone: z.array(Whole),
  history: z.array(Order),
  deals: z.array(Deal),
});
export type ChangeLine = z.infer<typeof ChangeLine>;

/** A line of the journal. */
export const toLine = (value: object): string =>
  `${JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? part.toString() : part))}\n`;
