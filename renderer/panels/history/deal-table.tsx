import { type ReactNode, useMemo } from "react";
import type { DealView } from "#shared/contract/trading.ts";
import { clockText, dateText } from "../../format/clock.ts";
import { lotsText } from "../../format/lots.ts";
import { amountText, resultText } from "../../format/money.ts";
import { priceTextOf, useInstrumentsBySymbol } from "../../hooks/use-instruments.ts";
import type { TextKey } from "../../i18n/i18n.ts";
import { nameOf } from "../../i18n/origin-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { costsOf, netByPosition } from "./deal-sums.ts";

const COLUMNS: readonly (readonly [TextKey, string])[] = [
  ["column.time", ""],
  ["column.symbol", ""],
  ["column.side", ""],
  ["column.lots", "number"],
  ["column.price", "number"],
  ["column.profit", "number"],
  ["column.costs", "number wide"],
  ["column.net", "number"],
  ["column.origin", ""],
];

const direction = (minor: number): string => (minor > 0 ? "gain" : minor < 0 ? "drop" : "");

/** Deals as the broker booked them, newest first, each with the net of its whole position. */
export function DealTable({ deals }: { readonly deals: readonly DealView[] }): ReactNode {
  const text = useText();
  const instruments = useInstrumentsBySymbol();
  const nets = useMemo(() => netByPosition(deals), [deals]);
  return (
    <table className="table holdings-table" aria-label={text("history.deals")}>
      <thead>
        <tr>
          {COLUMNS.map(([key, name]) => (
            <th key={key} scope="col" className={name}>
              {text(key)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {deals.map((deal) => {
          const money = { currency: deal.profit.currency, digits: deal.profit.digits };
          const net = deal.entry === "in" ? undefined : nets.get(deal.position);
          const trade = deal.kind === "buy" || deal.kind === "sell";
          return (
            <tr key={deal.ticket} title={`#${deal.ticket}`}>
              <td className="selectable">{`${dateText(deal.timeMs)} ${clockText(deal.timeMs)}`}</td>
              <td className="selectable">{deal.symbol}</td>
              <td className={trade ? `side-${deal.kind}` : ""}>{nameOf(text, "kind", deal.kind)}</td>
              <td className="number">{trade ? lotsText(deal.lots) : ""}</td>
              <td className="number price">{trade ? priceTextOf(instruments.get(deal.symbol), deal.price) : ""}</td>
              <td className={`number ${direction(deal.profit.minor)}`}>{resultText(deal.profit)}</td>
              <td className="number wide">{amountText({ ...money, minor: costsOf(deal) })}</td>
              <td className={`number cell-result ${direction(net ?? 0)}`}>
                {net === undefined ? "" : resultText({ ...money, minor: net })}
              </td>
              <td className="dim">
                {deal.intentId === undefined ? nameOf(text, "origin", deal.origin) : text("origin.ours")}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
