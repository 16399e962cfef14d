import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from "react";
import type { BookView } from "#shared/contract/depth.ts";
import type { Instrument } from "#shared/contract/market.ts";
import { priceFormat } from "../../format/price.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { ladderRows, lotsInBook } from "./ladder-rows.ts";

interface LadderProps {
  readonly instrument: Instrument;
  readonly book: Pick<BookView, "bids" | "asks" | "marketBuy" | "marketSell" | "levels">;
  /** A recorded book: nothing can be ordered at its prices. */
  readonly isPast?: boolean;
}

const STEP: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/**
 * The book as a ladder, asks above bids. A price prepares a limit order in the ticket and sends nothing; moved through
 * with the arrow keys, one tab stop. Rows keep their places while prices move through them: the focus does not jump.
 */
export function Ladder({ instrument, book, isPast = false }: LadderProps): ReactNode {
  const text = useText();
  const { prepared, ticket } = useServices();
  const table = useRef<HTMLTableElement>(null);
  const format = priceFormat(instrument);
  // A book is read from its middle: there it opens, and stays where it is scrolled to.
  useLayoutEffect(() => {
    const best = table.current?.querySelector('[data-side="bid"]');
    best?.scrollIntoView({ block: "center" });
  }, []);
  const { rows, most } = ladderRows(book);
  const first = rows.findIndex(({ side }) => side === "bid");
  const move = (event: KeyboardEvent): void => {
    const step = STEP[event.key];
    if (step === undefined) return;
    const prices = [...(table.current?.querySelectorAll<HTMLButtonElement>(".depth-price") ?? [])];
    const at = prices.indexOf(event.target as HTMLButtonElement);
    event.preventDefault();
    prices[at + step]?.focus();
  };
  const prepare = (price: number): void => {
    prepared.set({ instrumentId: instrument.id, price: format.text(price) });
    ticket.open();
  };
  return (
    <div className="depth-scroll">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Arrow keys move between its buttons. */}
      <table ref={table} className="table depth-table" aria-label={text("depth.table")} onKeyDown={move}>
        <thead>
          <tr>
            <th scope="col" className="number">
              {text("depth.column.bid")}
            </th>
            <th scope="col" className="number">
              {text("depth.column.price")}
            </th>
            <th scope="col" className="number">
              {text("depth.column.ask")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, side, price, volume }, index) => (
            <tr key={key} data-side={side} data-best={key === "bid 0" || key === "ask 0" || undefined}>
              <td className="number">{side === "bid" && <Bar volume={volume} most={most} />}</td>
              <td className="number">
                {isPast ? (
                  format.text(price)
                ) : (
                  <button
                    type="button"
                    className="depth-price"
                    tabIndex={index === Math.max(0, first) ? 0 : -1}
                    aria-label={text("depth.prepare", { price: format.text(price), side: text(`depth.side.${side}`) })}
                    title={text("depth.prepare.help")}
                    onClick={() => prepare(price)}
                  >
                    {format.text(price)}
                  </button>
                )}
              </td>
              <td className="number">{side === "ask" && <Bar volume={volume} most={most} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className="panel-empty">{text("depth.empty")}</p>}
      <p className="depth-foot dim">
        {text("depth.sums", { bids: lotsInBook(book.bids), asks: lotsInBook(book.asks) })}
        {(book.marketBuy > 0 || book.marketSell > 0) &&
          ` ${text("depth.market", { buy: book.marketBuy, sell: book.marketSell })}`}
        {book.levels > book.bids.length + book.asks.length + 2 && ` ${text("depth.cut", { levels: book.levels })}`}
      </p>
    </div>
  );
}

function Bar({ volume, most }: { readonly volume: number; readonly most: number }): ReactNode {
  return (
    <span className="depth-lots">
      <span className="depth-bar" style={{ width: `${(volume / most) * 100}%` }} aria-hidden="true" />
      <span className="depth-number">{volume}</span>
    </span>
  );
}
