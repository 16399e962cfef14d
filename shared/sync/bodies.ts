import { z } from "zod";

const Minor = z.int();
const Count = z.int().min(0);
const Ms = z.int().min(0).max(8_640_000_000_000_000);
const Server = z.string().min(1).max(100);
const Login = z.int().min(1);
const Currency = z.string().regex(/^[A-Z0-9]{2,8}$/);
const Digits = z.int().min(0).max(8);
const Asset = z.string().min(1).max(64);
/** An MT5 ticket as decimal text. */
const Ticket = z.string().regex(/^[1-9]\d{0,19}$/);

/**
 * Body of a durable event of kind `trade`: a closed trade, as the journal has it. Its key: `server/login/ticket`.
 * Money in minor units of `currency`; times UTC ms.
 */
export const TradeBody = z.object({
  server: Server,
  login: Login,
  /** Of the deal that closed it. */
  ticket: Ticket,
  position: Ticket.nullable(),
  session_id: z.uuid().nullable(),
  asset: Asset,
  direction: z.enum(["buy", "sell"]),
  /** Lots. */
  amount: z.number().positive(),
  /** Of a timed close. */
  duration_s: Count.nullable(),
  /** Step of the gale, 0 = none. */
  gale_sequence: Count.max(1_000_000),
  profit_loss_minor: Minor,
  currency: Currency,
  digits: Digits,
  result: z.enum(["win", "loss", "breakeven"]),
  open_ms: Ms.nullable(),
  close_ms: Ms,
  signal_source: z.string().max(128).nullable(),
});
export type TradeBody = z.infer<typeof TradeBody>;

/**
 * Body of kind `session`: a trading session as it stands. Its key: `session_id/revision`. Of several the highest
 * `revision` holds, so a session that runs may be told seldom, and must be told whenever its state changes.
 */
export const SessionBody = z.object({
  session_id: z.uuid(),
  revision: z.int().min(1),
  server: Server,
  login: Login,
  session_name: z.string().max(80),
  mode: z.enum(["paper", "live"]),
  state: z.enum(["draft", "armed", "running", "paused", "stopping", "stopped"]),
  reason: z.string().max(80).nullable(),
  trade_amount: z.string().max(40),
  gale_limit: Count,
  stop_profit_minor: Minor.nullable(),
  stop_loss_minor: Minor,
  currency: Currency,
  digits: Digits,
  balance_minor: Minor.nullable(),
  net_profit_minor: Minor,
  total_trades: Count,
  winning_trades: Count,
  losing_trades: Count,
  gale_count: Count,
  max_drawdown_minor: Minor,
  profit_factor: z.number().nullable(),
  expectancy_minor: Minor.nullable(),
  duration_s: Count,
  started_ms: Ms.nullable(),
  ended_ms: Ms.nullable(),
  last_trade: z
    .object({
      asset: Asset,
      direction: z.enum(["buy", "sell"]),
      amount: z.number(),
      result: z.enum(["win", "loss", "breakeven", "pending"]),
      profit_minor: Minor,
      at_ms: Ms,
    })
    .nullable(),
  /** Taken off the desktop's list; its trades stay. */
  removed: z.boolean(),
});
export type SessionBody = z.infer<typeof SessionBody>;

/** Body of kind `equity`: what an account was worth at a moment. Its key: `server/login/ms`. */
export const EquityBody = z.object({
  server: Server,
  login: Login,
  at_ms: Ms,
  balance_minor: Minor,
  equity_minor: Minor,
  currency: Currency,
  digits: Digits,
});
export type EquityBody = z.infer<typeof EquityBody>;

/** Bodies that are judged when they arrive; one that does not fit is put aside, and those after it go on. */
export const JUDGED_BODIES = { trade: TradeBody, session: SessionBody, equity: EquityBody } as const;
