import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { SessionView } from "#shared/contract/sessions.ts";
import type { SessionId } from "#shared/trading/intent/intent.ts";
import { useAll } from "../../hooks/use-store.ts";
import type { Text } from "../../i18n/i18n.ts";
import { reasonWords } from "../../i18n/session-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { type DataColumn, useDataTable } from "../../ui/data-table/use-data-table.tsx";
import { AccountTag } from "../account/account-tag.tsx";
import { Result } from "./result.tsx";
import { figuresOf } from "./session-figures.ts";

interface SessionTableProps {
  readonly sessions: readonly SessionView[];
  readonly chosen: SessionId | undefined;
  readonly onChoose: (id: SessionId) => void;
}

/** Classes of a figure's cells: how narrow the list may be before it goes. */
const lookOf = (key: string, rank: number): string =>
  `number session-rank-${rank}${key === "sessions.net" ? " session-net" : ""}`;

const columnsOf = (text: Text): readonly DataColumn<SessionView>[] => [
  { key: "sessions.name", look: "", of: ({ config }) => config.name },
  { key: "sessions.phase", look: "", of: ({ phase }) => phase },
  ...figuresOf(undefined, text).map(
    ({ key, rank }, at): DataColumn<SessionView> => ({
      key,
      look: lookOf(key, rank),
      of: (view) => figuresOf(view, text)[at]?.value,
    }),
  ),
];
const idOf = ({ sessionId }: SessionView): string => sessionId;

/** One line a session. Narrow, it keeps what counts most; the details have everything. */
export function SessionTable({ sessions, chosen, onChoose }: SessionTableProps): ReactNode {
  const text = useText();
  const { language } = useTranslation().i18n;
  const accounts = useAll(useServices().accounts);
  const columns = useMemo(() => columnsOf(text), [text]);
  const table = useDataTable({ name: "sessions", columns, rows: sessions, idOf });
  return (
    <table className="table session-table" aria-label={text("sessions.list")} data-hide={table.hide}>
      {table.head}
      <tbody>
        {table.rows.map((view) => {
          const account = accounts.find(({ id }) => id === view.config.account);
          const why = reasonWords(view, text, language);
          return (
            <tr key={view.sessionId} aria-selected={view.sessionId === chosen} onClick={() => onChoose(view.sessionId)}>
              <td>
                <button
                  type="button"
                  className="session-name"
                  aria-label={text("sessions.show", { name: view.config.name })}
                  onClick={() => onChoose(view.sessionId)}
                >
                  {view.config.name}
                </button>
                {account === undefined ? (
                  <span className="dim">{view.config.account}</span>
                ) : (
                  <AccountTag account={account} />
                )}
              </td>
              <td>
                <span className="session-phase" data-phase={view.phase}>
                  {text(`phase.${view.phase}`)}
                </span>
                {why !== "" && <span className="session-why">{why}</span>}
              </td>
              {figuresOf(view, text).map(({ key, rank, words, result }) => (
                <td key={key} className={lookOf(key, rank)}>
                  {result === undefined ? words : <Result minor={result} money={view} />}
                  {key === "sessions.net" && <span className="session-currency"> {view.currency}</span>}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
