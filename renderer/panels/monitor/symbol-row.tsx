import type { ReactNode } from "react";
import { clockText, dateText } from "../../format/clock.ts";
import { priceFormat } from "../../format/price.ts";
import { useText } from "../../i18n/use-text.ts";
import { NONE, percentText, signedPercent } from "./figures.ts";
import type { MonitorRow } from "./measures.ts";

interface Props {
  readonly row: MonitorRow;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

/** An instrument's measures in one line. */
export function SymbolRow({ row: { instrument, measures }, chosen, onChoose }: Props): ReactNode {
  const text = useText();
  const { feed, spread, rate, daily, hours } = measures;
  const price = priceFormat(instrument);
  const change = daily?.change ?? null;
  return (
    <tr data-chosen={chosen || undefined}>
      <td>
        <button
          type="button"
          className="monitor-symbol"
          aria-expanded={chosen}
          title={text("monitor.calendar.open", { symbol: instrument.symbol })}
          onClick={onChoose}
        >
          {instrument.symbol}
        </button>
      </td>
      <td>
        <span className="monitor-feed" data-feed={feed}>
          {text(`monitor.feed.${feed}`)}
        </span>
      </td>
      <td className="number">{spread === null ? NONE : spread.now}</td>
      <td className="number">{spread === null ? NONE : spread.median}</td>
      <td className="number" title={spread === null ? undefined : text("monitor.sample", { count: spread.ticks })}>
        {spread === null ? NONE : spread.p95}
      </td>
      <td className="number">{rate.toFixed(1)}</td>
      <td className="number">{daily?.atr === undefined || daily.atr === null ? NONE : price.text(daily.atr)}</td>
      <td className="number" title={daily === null ? undefined : text("monitor.days", { count: daily.bars })}>
        {daily?.volatility === undefined || daily.volatility === null ? NONE : percentText(daily.volatility)}
      </td>
      <td className="number" data-way={change === null ? undefined : change < 0 ? "down" : "up"}>
        {change === null ? NONE : signedPercent(change)}
      </td>
      <td className="number" title={daily?.gap ? dateText(daily.gap.afterMs) : undefined}>
        {daily?.gap ? `${daily.gap.jump > 0 ? "+" : "−"}${price.text(Math.abs(daily.gap.jump))}` : NONE}
      </td>
      <td>
        {hours === null
          ? text("monitor.hours.unknown")
          : hours.holiday
            ? text("monitor.hours.holiday")
            : hours.changesMs === null
              ? text(hours.open ? "monitor.hours.alwaysOpen" : "monitor.hours.neverOpen")
              : text(hours.open ? "monitor.hours.closes" : "monitor.hours.opens", {
                  at: `${dateText(hours.changesMs).slice(5)} ${clockText(hours.changesMs).slice(0, 5)}`,
                })}
      </td>
    </tr>
  );
}
