import type { contract } from "#shared/contract/contract.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { BarUpdate, Instrument } from "#shared/contract/market.ts";
import type { Correlation, Strength } from "#shared/contract/monitor.ts";
import type { AccountId, InstrumentId } from "#shared/market/brands.ts";
import { correlationMatrix, currencyStrength } from "#shared/market/monitor/correlation.ts";
import { weekCalendar } from "#shared/market/monitor/week-calendar.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import type { CancelSignal } from "#shared/rpc/platform.ts";
import { DAYS, daysOf } from "./daily-figures.ts";
import type { MarketMonitor } from "./market-monitor.ts";
import type { MonitorPorts } from "./monitor-ports.ts";

const CALENDAR_DAYS = 7;
/** Fewer common returns than this say nothing. */
const LEAST_RETURNS = 10;

const until = (signal: CancelSignal, end: () => void): void => {
  if (signal.aborted) end();
  else signal.addEventListener("abort", end, { once: true });
};

/** Serves `monitor`. */
export function monitorMethods(monitor: MarketMonitor, ports: MonitorPorts): DomainHandlers<typeof contract.monitor> {
  const { instruments, sessions, brokerNow, holidays } = ports;
  return {
    symbols: ({ accountId }, { signal }) => {
      monitor.watch(accountId);
      until(signal, () => monitor.unwatch(accountId));
      const { symbols } = monitor;
      return { topic: symbols, wants: (key) => instruments.get(key)?.accountId === accountId };
    },
    sources: (_, { signal }) => {
      monitor.compare();
      until(signal, () => monitor.uncompare());
      return monitor.sources;
    },
    calendar: ({ instrumentId }) => {
      const { accountId } = known(ports, instrumentId);
      const nowMs = brokerNow(accountId) ?? 0;
      const told = sessions.ofInstrument(accountId, instrumentId) ?? [];
      const days = weekCalendar(told, nowMs, CALENDAR_DAYS, holidays());
      return {
        known: told.length > 0 && nowMs > 0,
        nowMs,
        days: days.map((day) => ({ ...day, spans: [...day.spans] })),
      };
    },
    correlation: ({ instrumentIds }) => correlated(ports, instrumentIds),
    strength: ({ accountId }) => strengths(ports, accountId),
  };
}

function known({ instruments }: MonitorPorts, id: InstrumentId): Instrument {
  const instrument = instruments.get(id);
  if (instrument === undefined) throw new FairleadError("INSTRUMENT_NOT_FOUND");
  return instrument;
}

async function correlated(ports: MonitorPorts, ids: readonly InstrumentId[]): Promise<Correlation> {
  const asked = [...new Set(ids)].map((id) => known(ports, id));
  const series: Map<number, number>[] = [];
  for (const { id, accountId } of asked) {
    const days: readonly BarUpdate[] = await ports.days(id, DAYS);
    const { closed } = daysOf(days, ports.brokerNow(accountId) ?? days.at(-1)?.timeMs ?? 0);
    series.push(new Map(Array.from(closed.timeMs, (timeMs, i) => [timeMs, closed.close[i] ?? Number.NaN])));
  }
  const [first = new Map<number, number>(), ...others] = series;
  const common = [...first.keys()].filter((timeMs) => others.every((closes) => closes.has(timeMs)));
  const enough = common.length > LEAST_RETURNS;
  const rows = enough
    ? correlationMatrix(series.map((closes) => common.map((timeMs) => closes.get(timeMs) ?? Number.NaN)))
    : asked.map(() => asked.map(() => Number.NaN));
  return {
    symbols: asked.map(({ symbol }) => symbol),
    rows: rows.map((row) => row.map((value) => (Number.isFinite(value) ? value : null))),
    returns: Math.max(0, common.length - 1),
    fromMs: common[0] ?? null,
    toMs: common.at(-1) ?? null,
  };
}

/** Today's return of each currency pair against the close of the day before. */
function strengths({ instruments, quotes, baseOf }: MonitorPorts, account: AccountId): Strength {
  const pairs = [...instruments.values()].flatMap(({ id, accountId, symbol, currencyProfit }) => {
    const base = accountId === account ? baseOf(account, symbol) : undefined;
    const quote = quotes.get(id);
    // Indices and shares carry their currency twice.
    if (base === undefined || base === currencyProfit) return [];
    if (!CURRENCIES.has(base) || !CURRENCIES.has(currencyProfit)) return [];
    if (quote?.previousClose === undefined || !(quote.previousClose > 0)) return [];
    return [{ base, quote: currencyProfit, change: Math.log(quote.bid / quote.previousClose) }];
  });
  const currencies = currencyStrength(pairs).map(({ currency, strength }) => ({
    currency,
    strength,
    pairs: pairs.filter(({ base, quote }) => base === currency || quote === currency).length,
  }));
  return { currencies, pairs: pairs.length };
}

/** ISO 4217 codes of what forex brokers quote as currencies. */
const CURRENCIES: ReadonlySet<string> = new Set(
  "USD EUR GBP JPY CHF AUD NZD CAD SEK NOK DKK PLN CZK HUF TRY ZAR MXN SGD HKD CNH CNY THB ILS RUB BRL INR KRW IDR".split(
    " ",
  ),
);
