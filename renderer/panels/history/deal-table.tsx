import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useMemo, useRef } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import type { DealView } from "#shared/contract/trading.ts";
import { stampText } from "../../format/clock.ts";
import { lotsText } from "../../format/lots.ts";
import { amountText, resultText, unitsOf } from "../../format/money.ts";
import { priceTextOf, useInstrumentsBySymbol } from "../../hooks/use-instruments.ts";
import { nameOf } from "../../i18n/origin-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { type DataColumn, useDataTable } from "../../ui/data-table/use-data-table.tsx";
import { costsOf, netByPosition } from "./deal-sums.ts";

/** Rows drawn beyond what is in sight, each side. */
const OVERSCAN = 12;
const ROW_PX = 24;

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
  const body = useRef<HTMLTableSectionElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- What it returns is read here and given to no one.
  const virtual = useVirtualizer({
    count: table.rows.length,
    getScrollElement: () => body.current?.closest<HTMLElement>(".flexlayout__tab_moveable") ?? null,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
  });
  const seen = virtual.getVirtualItems();
  const above = seen[0]?.start ?? 0;
  const below = Math.max(0, virtual.getTotalSize() - (seen.at(-1)?.end ?? 0));
  return (
    <table
      className="table holdings-table"
      aria-label={text("history.deals")}
      aria-rowcount={table.rows.length + 1}
      data-hide={table.hide}
    >
      {table.head}
      <tbody ref={body}>
        <Gap px={above} />
        {seen.map(({ index }) => {
          const deal = table.rows[index];
          return (
            deal !== undefined && (
              <DealRow
                key={deal.ticket}
                deal={deal}
                place={index + 2}
                net={netOf(deal, nets)}
                instrument={instruments.get(deal.symbol)}
              />
            )
          );
        })}
        <Gap px={below} />
      </tbody>
    </table>
  );
}

/** The room of rows that are not drawn. */
const Gap = ({ px }: { readonly px: number }): ReactNode =>
  px > 0 && <tr aria-hidden className="table-gap" style={{ height: px }} />;

interface DealRowProps {
  readonly deal: DealView;
  readonly place: number;
  readonly net: number | undefined;
  readonly instrument: Instrument | undefined;
}

function DealRow({ deal, place, net, instrument }: DealRowProps): ReactNode {
  const text = useText();
  const money = { currency: deal.profit.currency, digits: deal.profit.digits };
  const trade = isTrade(deal);
  return (
    <tr title={`#${deal.ticket}`} aria-rowindex={place}>
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
