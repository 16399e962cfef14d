import { type ReactNode, useCallback, useMemo, useState } from "react";
import type { SymbolMeasures } from "#shared/contract/monitor.ts";
import type { LatestObserver } from "#shared/rpc/client-types.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { useShownAccount, useShownInstruments } from "../../services/shown.ts";
import { COLUMNS, type Column, columnName, isFigure, sortedRows } from "./measures.ts";
import { SymbolCalendar } from "./symbol-calendar.tsx";
import { SymbolRow } from "./symbol-row.tsx";
import { useLatest } from "./use-latest.ts";

const idOf = ({ instrumentId }: SymbolMeasures): string => instrumentId;

/** Every instrument of the account with its measures; a column's head sorts, a row opens its week. */
export function SymbolsView(): ReactNode {
  const text = useText();
  const { client } = useServices();
  const accountId = useShownAccount()?.id;
  const instruments = useShownInstruments();
  const open = useCallback(
    (observer: LatestObserver<SymbolMeasures>) =>
      client.monitor.symbols.subscribe({ accountId: accountId ?? "" }, observer),
    [client, accountId],
  );
  const measured = useLatest(idOf, accountId === undefined ? undefined : open);
  const [column, setColumn] = useState<Column>("symbol");
  const [descending, setDescending] = useState(false);
  const [chosen, setChosen] = useState<string>();

  const rows = useMemo(() => {
    const byId = new Map(measured.map((measures) => [idOf(measures), measures]));
    const known = instruments.flatMap((instrument) => {
      const measures = byId.get(instrument.id);
      return measures === undefined ? [] : [{ instrument, measures }];
    });
    return sortedRows(known, column, descending);
  }, [measured, instruments, column, descending]);
  const sortBy = (next: Column): void => {
    setDescending(next === column ? !descending : isFigure(next));
    setColumn(next);
  };
  const selected = rows.find(({ instrument }) => instrument.id === chosen)?.instrument;

  if (rows.length === 0) return <p className="panel-empty">{text("monitor.waiting")}</p>;
  return (
    <div className="monitor-split">
      <div className="monitor-scroll">
        <table className="table" aria-label={text("monitor.view.symbols")}>
          <thead>
            <tr>
              {COLUMNS.map((name) => (
                <th
                  key={name}
                  scope="col"
                  className={isFigure(name) ? "number" : undefined}
                  aria-sort={name === column ? (descending ? "descending" : "ascending") : undefined}
                >
                  <button type="button" className="monitor-sort" onClick={() => sortBy(name)}>
                    {text(columnName(name))}
                    {name === column && <span aria-hidden="true">{descending ? " ↓" : " ↑"}</span>}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <SymbolRow
                key={row.instrument.id}
                row={row}
                chosen={row.instrument.id === chosen}
                onChoose={() => setChosen(row.instrument.id === chosen ? undefined : row.instrument.id)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {selected !== undefined && <SymbolCalendar instrument={selected} />}
    </div>
  );
}
