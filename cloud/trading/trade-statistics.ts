import { sql } from "kysely";
import { type Static, Type } from "typebox";
import { decimalOf } from "../accounts/capital-level.ts";
import type { Work } from "../database/database.ts";
import { Id } from "../http/schemas.ts";

const Day = Type.Object({ date: Type.String(), profit: Type.String(), trades: Type.Integer() });
const Loss = Type.Object({ date: Type.String(), loss: Type.String(), trades: Type.Integer() });
const Money = Type.Object({
  currency: Type.String(),
  total_trades: Type.Integer(),
  winning_trades: Type.Integer(),
  losing_trades: Type.Integer(),
  win_rate: Type.Union([Type.Number(), Type.Null()]),
  net_profit: Type.String(),
  best_day: Type.Union([Day, Type.Null()]),
  worst_day: Type.Union([Loss, Type.Null()]),
});
export const TradeStatistics = Type.Object({
  session_id: Type.Union([Id, Type.Null()]),
  period: Type.String(),
  from: Type.Union([Type.String(), Type.Null()]),
  to: Type.Union([Type.String(), Type.Null()]),
  by_currency: Type.Array(Money, { description: "money of different currencies is never added up" }),
});

/** What is counted: closes in [from, to), days in `zone`. */
export interface Span {
  readonly sessionId: string | null;
  readonly from: Date | null;
  readonly to: Date | null;
  readonly zone: string;
}

interface DayRow {
  readonly currency: string;
  readonly digits: number;
  readonly day: string;
  readonly trades: string;
  readonly won: string;
  readonly lost: string;
  readonly net: string;
}

/** Figures a currency. The best day is the one that gained most, the worst the one that lost most; a day without is none. */
export async function tradeStatistics(
  trx: Work,
  tenantId: string,
  { sessionId, from, to, zone }: Span,
): Promise<Static<typeof Money>[]> {
  const { rows } = await sql<DayRow>`
    select currency, digits, to_char(close_time at time zone ${zone}, 'YYYY-MM-DD') as day, count(*) as trades,
      count(*) filter (where result = 'win') as won, count(*) filter (where result = 'loss') as lost, sum(profit_loss) as net
    from trading.trades
    where tenant_id = ${tenantId} and (${sessionId}::uuid is null or session_id = ${sessionId}::uuid)
      and (${from}::timestamptz is null or close_time >= ${from}::timestamptz)
      and (${to}::timestamptz is null or close_time < ${to}::timestamptz)
    group by 1, 2, 3 order by 1, 2, 3`.execute(trx);
  const groups = Map.groupBy(rows, ({ currency, digits }) => `${currency}/${digits}`);
  return [...groups.values()].map((days) => figures(days));
}

function figures(days: readonly DayRow[]): Static<typeof Money> {
  const [{ currency, digits } = { currency: "", digits: 2 }] = days;
  const sum = (of: (day: DayRow) => string): bigint => days.reduce((all, day) => all + BigInt(of(day)), 0n);
  const [trades, won] = [Number(sum((day) => day.trades)), Number(sum((day) => day.won))];
  const best = extreme(days, (net, other) => net > other && net > 0n);
  const worst = extreme(days, (net, other) => net < other && net < 0n);
  const money = (minor: bigint): string => decimalOf(minor, digits);
  return {
    currency,
    total_trades: trades,
    winning_trades: won,
    losing_trades: Number(sum((day) => day.lost)),
    win_rate: trades === 0 ? null : Math.round((won / trades) * 10_000) / 100,
    net_profit: money(sum((day) => day.net)),
    best_day: best && { date: best.day, profit: money(BigInt(best.net)), trades: Number(best.trades) },
    worst_day: worst && { date: worst.day, loss: money(BigInt(worst.net)), trades: Number(worst.trades) },
  };
}

/** The first day that beats all before it, beginning from nothing. */
function extreme(days: readonly DayRow[], beats: (net: bigint, other: bigint) => boolean): DayRow | null {
  let found: DayRow | null = null;
  for (const day of days) if (beats(BigInt(day.net), BigInt(found?.net ?? 0))) found = day;
  return found;
}
