import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import "./statistics.css";
import type { CalendarDay } from "#shared/contract/journal-statistics.ts";
import type { TradeFilter } from "#shared/contract/journal-trade.ts";
import { resultText } from "../../format/money.ts";
import { useAsked } from "../../hooks/use-asked.ts";
import { useText } from "../../i18n/use-text.ts";
import type { MoneyTerms } from "../../i18n/verdict-words.ts";
import { useServices } from "../../services/services.ts";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Result } from "../sessions/result.tsx";
import { type CalendarCell, type CalendarMonth, calendarMonths } from "./calendar-weeks.ts";

const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;

interface CalendarViewProps {
  readonly revision: number;
  readonly filter: TradeFilter;
  /** A day was chosen: `2026-11-20`. */
  readonly onDay: (day: string) => void;
}

/** What each day brought, month by month, newest first; each currency by itself. */
export function CalendarView({ revision, filter, onDay }: CalendarViewProps): ReactNode {
  const text = useText();
  const { journal } = useServices().client;
  const { answer, error } = useAsked(`${revision} ${JSON.stringify(filter)}`, () => journal.days({ filter }));
  const byCurrency = useMemo(() => {
    const groups = Map.groupBy(answer ?? [], ({ currency }) => currency);
    return [...groups.values()].flatMap((days) => {
      const [first] = days;
      return first === undefined ? [] : [{ money: first, months: calendarMonths(days) }];
    });
  }, [answer]);
  if (answer === undefined)
    return error === undefined ? <p className="panel-empty">{text("stats.loading")}</p> : <ErrorNote error={error} />;
  if (answer.length === 0) return <p className="panel-empty">{text("calendar.noDays")}</p>;
  return (
    <div className="stats">
      {error !== undefined && <ErrorNote error={error} />}
      {byCurrency.map(({ money, months }) => (
        <div key={money.currency} className="calendar">
          {months.map((month) => (
            <Month key={month.key} month={month} money={money} onDay={onDay} />
          ))}
        </div>
      ))}
    </div>
  );
}

interface MonthProps {
  readonly month: CalendarMonth;
  readonly money: MoneyTerms;
  readonly onDay: (day: string) => void;
}

function Month({ month, money, onDay }: MonthProps): ReactNode {
  const text = useText();
  const { language } = useTranslation().i18n;
  const name = new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone: "UTC" }).format(
    Date.parse(`${month.key}-01T00:00:00Z`),
  );
  const words = text("calendar.month", {
    month: name,
    net: resultText({ minor: month.netMinor, ...money }),
    currency: money.currency,
    count: month.trades,
  });
  return (
    <table className="calendar-month" aria-label={words}>
      <caption>
        {name} <Result minor={month.netMinor} money={money} />{" "}
        <span className="dim">
          {money.currency} · {text("calendar.trades", { count: month.trades })}
        </span>
      </caption>
      <thead>
        <tr>
          {WEEK.map((day) => (
            <th key={day} scope="col">
              {text(`stats.weekday.${day}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {month.weeks.map((week, index) => (
          <tr key={index}>
            {WEEK.map((day) => (
              <td key={day}>
                <Day cell={week[day - 1]} money={money} onDay={onDay} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface DayProps {
  readonly cell: CalendarCell | undefined;
  readonly money: MoneyTerms;
  readonly onDay: (day: string) => void;
}

function Day({ cell, money, onDay }: DayProps): ReactNode {
  const text = useText();
  if (cell === undefined) return null;
  const { day, result } = cell;
  const number = Number(day.slice(-2));
  if (result === undefined) return <span className="calendar-empty">{number}</span>;
  return (
    <button
      type="button"
      className="calendar-day"
      data-side={sideOf(result)}
      aria-label={text("calendar.dayNet", {
        day,
        net: resultText({ minor: result.netMinor, ...money }),
        currency: money.currency,
        count: result.trades,
        wins: result.wins,
      })}
      onClick={() => onDay(day)}
    >
      <span className="calendar-number">{number}</span>
      <span className="calendar-net">{resultText({ minor: result.netMinor, ...money })}</span>
      <span className="calendar-trades">{text("calendar.trades", { count: result.trades })}</span>
    </button>
  );
}

const sideOf = ({ netMinor }: CalendarDay): "gain" | "drop" | undefined =>
  netMinor > 0 ? "gain" : netMinor < 0 ? "drop" : undefined;
