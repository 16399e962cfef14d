import type { ReactNode } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import { clockText, dateText } from "../../format/clock.ts";
import { useAsked } from "../../hooks/use-asked.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { ErrorNote } from "../../ui/error-note.tsx";

const DAY_MS = 86_400_000;
/** A session that ends at midnight ends at 24:00, not at 00:00 of the same day. */
const endText = (toMs: number, dayMs: number): string =>
  toMs - dayMs >= DAY_MS ? "24:00" : clockText(toMs).slice(0, 5);

/** When the instrument trades in the next seven days, in the broker's time. */
export function SymbolCalendar({ instrument }: { readonly instrument: Instrument }): ReactNode {
  const text = useText();
  const { client } = useServices();
  const { answer, error } = useAsked(instrument.id, () => client.monitor.calendar({ instrumentId: instrument.id }));
  return (
    <section className="monitor-calendar" aria-label={text("monitor.calendar.title", { symbol: instrument.symbol })}>
      <h3 className="panel-title">{text("monitor.calendar.title", { symbol: instrument.symbol })}</h3>
      {error !== undefined && <ErrorNote error={error} />}
      {answer?.known === false && <p className="dim">{text("monitor.calendar.unknown")}</p>}
      {answer?.known === true && (
        <dl className="monitor-days">
          {answer.days.map(({ dayMs, holiday, spans }) => (
            <div key={dayMs}>
              <dt>
                {text(`monitor.weekday.${new Date(dayMs).getUTCDay() as 0 | 1 | 2 | 3 | 4 | 5 | 6}`)}{" "}
                {dateText(dayMs).slice(5)}
              </dt>
              <dd>
                {holiday
                  ? text("monitor.hours.holiday")
                  : spans.length === 0
                    ? text("monitor.calendar.closed")
                    : spans
                        .map(({ fromMs, toMs }) => `${clockText(fromMs).slice(0, 5)}–${endText(toMs, dayMs)}`)
                        .join(", ")}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p className="dim">{text("monitor.calendar.note")}</p>
    </section>
  );
}
