import { type ReactNode, useMemo } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import type { DealView } from "#shared/contract/trading.ts";
import { stampText } from "../../format/clock.ts";
import { lotsText } from "../../format/lots.ts";
import { amountText, resultText, unitsOf } from "../../format/money.ts";
import { priceTextOf, useInstrumentsBySymbol } from "../../hooks/use-instruments.ts";
import { nameOf } from "../../i18n/origin-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { type DataColumn, useDataTable } from "../../ui/data-table/use-data-table.tsx";
import { type Measured, VirtualRows } from "../../ui/data-table/virtual-rows.tsx";
import { costsOf, netByPosition } from "./deal-sums.ts";

const direction = (minor: number): string => (minor > 0 ? "gain" : minor < 0 ? "drop" : "");
const isTrade = ({ kind }: DealView): boolean => kind === "buy" || kind === "sell";
const idOf = ({ ticket }: DealView): string => ticket;

type Nets = ReadonlyMap<string, number>;
/** Net of a deal's whole position, minor units; of a deal that only opens there is none yet. */
const netOf = (deal: DealView, nets: Nets): number | undefined =>
  deal.entry === "in" ? undefined : nets.get(deal.position);

const columnsOf = (nets: Nets): readonly DataColumn<DealView>[] => [
  { key: "column.time", look: "", of: ({ timeMs }) => timeMs, file: ({ timeMs }) => stampText(timeMs) },
  { key: "column.symbol", look: "", of: ({ symbol }) => symbol },
  { key: "column.side", look: "", of: ({ kind }) => kind },
  { key: "column.lots", look: "number", of: (deal) => (isTrade(deal) ? deal.lots : undefined) },
  { key: "column.price", look: "number", of: (deal) => (isTrade(deal) ? deal.price : undefined) },
  { key: "column.profit", look: "number", of: ({ profit }) => unitsOf(profit) },
  { key: "column.costs", look: "number wide", of: (deal) => unitsOf({ ...deal.profit, minor: costsOf(deal) }) },
  {
    key: "column.net",
    look: "number",
    of: (deal) => {
      const minor = netOf(deal, nets);
      return minor === undefined ? undefined : unitsOf({ ...deal.profit, minor });
    },
  },
  { key: "column.origin", look: "", of: ({ origin }) => origin },
];

/** Deals as the broker booked them, newest first unless sorted otherwise, each with the net of its whole position. */
export function DealTable({ deals }: { readonly deals: readonly DealView[] }): ReactNode {
  const text = useText();
  const instruments = useInstrumentsBySymbol();
  const nets = useMemo(() => netByPosition(deals), [deals]);
  const columns = useMemo(() => columnsOf(nets), [nets]);
  const table = useDataTable({ name: "deals", columns, rows: deals, idOf });
  return (
    <table
      className="table holdings-table"
      aria-label={text("history.deals")}
      aria-rowcount={table.rows.length + 1}
      data-hide={table.hide}
    >
      {table.head}
      <VirtualRows
        rows={table.rows}
        renderRow={(deal, place, measured) => (
          <DealRow
            key={deal.ticket}
            deal={deal}
            place={place}
            measured={measured}
            net={netOf(deal, nets)}
            instrument={instruments.get(deal.symbol)}
          />
        )}
      />
    </table>
  );
}

interface DealRowProps {
  readonly deal: DealView;
  readonly place: number;
  readonly measured: Measured;
  readonly net: number | undefined;
  readonly instrument: Instrument | undefined;
}

function DealRow({ deal, place, measured, net, instrument }: DealRowProps): ReactNode {
  const text = useText();
  const money = { currency: deal.profit.currency, digits: deal.profit.digits };
  const trade = isTrade(deal);
  return (
    <tr title={`#${deal.ticket}`} aria-rowindex={place} {...measured}>
      <td className="selectable">{stampText(deal.timeMs)}</td>
      <td className="selectable">{deal.symbol}</td>
      <td className={trade ? `side-${deal.kind}` : ""}>{nameOf(text, "kind", deal.kind)}</td>
      <td className="number">{trade ? lotsText(deal.lots) : ""}</td>
      <td className="number price">{trade ? priceTextOf(instrument, deal.price) : ""}</td>
      <td className={`number ${direction(deal.profit.minor)}`}>{resultText(deal.profit)}</td>
      <td className="number wide">{amountText({ ...money, minor: costsOf(deal) })}</td>
      <td className={`number cell-result ${direction(net ?? 0)}`}>
        {net === undefined ? "" : resultText({ ...money, minor: net })}
      </td>
      <td className="dim">{deal.intentId === undefined ? nameOf(text, "origin", deal.origin) : text("origin.ours")}</td>
    </tr>
  );
}
