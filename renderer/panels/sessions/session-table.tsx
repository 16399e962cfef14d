import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SessionView } from "#shared/contract/sessions.ts";
import type { SessionId } from "#shared/trading/intent/intent.ts";
import { useAll } from "../../hooks/use-store.ts";
import { reasonWords } from "../../i18n/session-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { AccountTag } from "../account/account-tag.tsx";
import { Result } from "./result.tsx";
import { figuresOf } from "./session-figures.ts";

interface SessionTableProps {
  readonly sessions: readonly SessionView[];
  readonly chosen: SessionId | undefined;
  readonly onChoose: (id: SessionId) => void;
}

/** One line a session. Narrow, it keeps what counts most; the details have everything. */
export function SessionTable({ sessions, chosen, onChoose }: SessionTableProps): ReactNode {
  const text = useText();
  const { language } = useTranslation().i18n;
  const accounts = useAll(useServices().accounts);
  const [first, ...others] = figuresOf(sessions[0], text);
  return (
    <table className="table session-table">
      <thead>
        <tr>
          <th scope="col">{text("sessions.name")}</th>
          <th scope="col">{text("sessions.phase")}</th>
          {[first, ...others].map(
            (figure) =>
              figure !== undefined && (
                <th key={figure.key} scope="col" className="number" data-rank={figure.rank} data-key={figure.key}>
                  {text(figure.key)}
                </th>
              ),
          )}
        </tr>
      </thead>
      <tbody>
        {sessions.map((view) => {
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
                <td key={key} className="number" data-rank={rank} data-key={key}>
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
