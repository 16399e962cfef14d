import { type ReactNode, useMemo, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { IntentView } from "#shared/contract/trading.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { localClockText, localStampText } from "../../format/clock.ts";
import { lotsText } from "../../format/lots.ts";
import { priceTextOf, useInstrumentsBySymbol } from "../../hooks/use-instruments.ts";
import { nameOf } from "../../i18n/origin-words.ts";
import { reasonWords } from "../../i18n/reason-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { type DataColumn, useDataTable } from "../../ui/data-table/use-data-table.tsx";
import { VirtualRows } from "../../ui/data-table/virtual-rows.tsx";

const COLUMNS: readonly DataColumn<IntentView>[] = [
  {
    key: "column.sentAt",
    look: "",
    of: ({ createdMs }) => createdMs,
    file: ({ createdMs }) => localStampText(createdMs),
  },
  { key: "column.symbol", look: "", of: ({ symbol }) => symbol },
  {
    key: "column.action",
    look: "",
    of: ({ action, kind }) => [action, ...(kind === undefined ? [] : [kind])].join(" "),
  },
  { key: "column.lots", look: "number", of: ({ lots }) => lots },
  { key: "column.price", look: "number", of: ({ executedPrice, price }) => executedPrice ?? price },
  {
    key: "column.state",
    look: "",
    of: ({ state }) => state,
    file: ({ state, reason }) => [state, ...(reason === undefined ? [] : [reason])].join(" "),
  },
  { key: "column.origin", look: "", of: ({ source }) => source },
];
const idOf = ({ intentId }: IntentView): string => intentId;

/** The newest state of each intent, newest intent first. */
export function newestIntents(log: readonly IntentView[], accountId: AccountId): readonly IntentView[] {
  const byId = new Map<string, IntentView>();
  for (const intent of log) if (intent.accountId === accountId) byId.set(intent.intentId, intent);
  return [...byId.values()].toSorted((a, b) => b.createdMs - a.createdMs);
}

/** Every wish to trade and what became of it, with its reason in words. */
export function IntentTable({ accountId }: { readonly accountId: AccountId }): ReactNode {
  const text = useText();
  const { language } = useTranslation().i18n;
  const { intents } = useServices();
  const instruments = useInstrumentsBySymbol();
  const log = useSyncExternalStore(intents.subscribe, intents.all);
  const shown = useMemo(() => newestIntents(log, accountId), [log, accountId]);
  const table = useDataTable({ name: "intents", columns: COLUMNS, rows: shown, idOf });
  if (shown.length === 0) return <p className="panel-empty">{text("history.intents.empty")}</p>;
  return (
    <table
      className="table holdings-table"
      aria-label={text("history.intents")}
      aria-rowcount={table.rows.length + 1}
      data-hide={table.hide}
    >
      {table.head}
      <VirtualRows
        rows={table.rows}
        renderRow={(intent, place, measured) => {
          const { intentId, createdMs, symbol, action, kind, lots, executedPrice, price, state, source } = intent;
          const words = reasonWords(intent, language);
          return (
            <tr key={intentId} title={intentId} aria-rowindex={place} {...measured}>
              <td>{localClockText(createdMs)}</td>
              <td className="selectable">{symbol}</td>
              <td>{`${text(`action.${action}`)}${kind === undefined ? "" : ` ${nameOf(text, "kind", kind)}`}`}</td>
              <td className="number">{lots === undefined ? "" : lotsText(lots)}</td>
              <td className="number price">{priceTextOf(instruments.get(symbol), executedPrice ?? price)}</td>
              <td className="cell-words selectable" data-state={state}>
                <strong>{text(`intent.${state}`)}</strong> {words?.what} <span className="dim">{words?.now}</span>
                {intent.reason !== undefined && <span className="outcome-code"> {intent.reason}</span>}
              </td>
              <td className="dim">{text(`source.${source}`)}</td>
            </tr>
          );
        }}
      />
    </table>
  );
}
