import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionTradeView, SessionView } from "#shared/contract/sessions.ts";
import { lotsText } from "../../format/lots.ts";
import { whyWords } from "../../i18n/session-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Result } from "./result.tsx";

/** Every trade of a session, newest first; asked for again whenever one has changed. */
export function SessionTrades({ view }: { readonly view: SessionView }): ReactNode {
  const text = useText();
  const { language } = useTranslation().i18n;
  const { client } = useServices();
  const { sessionId, liveTrades, lastTrade, totalTrades } = view;
  const [trades, setTrades] = useState<readonly SessionTradeView[]>([]);
  const [error, setError] = useState<unknown>();
  const state = liveTrades.map((trade) => `${trade.number}${trade.state}${trade.openPrice ?? ""}`).join();
  const changed = `${state}/${totalTrades}/${lastTrade?.number ?? 0}${lastTrade?.state ?? ""}`;
  useEffect(() => {
    if (changed === "") return;
    let current = true;
    client.sessions.trades({ sessionId }).then(
      (all) => current && setTrades(all.toReversed()),
      (fault: unknown) => current && setError(fault),
    );
    return () => {
      current = false;
    };
  }, [client, sessionId, changed]);
  if (error !== undefined) return <ErrorNote error={error} />;
  if (trades.length === 0) return <p className="dim">{text("sessions.noTrades")}</p>;
  return (
    <table className="table session-trades">
      <thead>
        <tr>
          <th scope="col">{text("trade.number")}</th>
          <th scope="col">{text("trade.side")}</th>
          <th scope="col" className="number">
            {text("trade.lots")}
          </th>
          <th scope="col" className="number">
            {text("trade.open")}
          </th>
          <th scope="col" className="number">
            {text("trade.close")}
          </th>
          <th scope="col" className="number">
            {text("trade.net")}
          </th>
          <th scope="col">{text("trade.result")}</th>
        </tr>
      </thead>
      <tbody>
        {trades.map((trade) => (
          <tr key={trade.number} title={text("trade.step", { step: trade.galeStep })}>
            <td>{trade.number}</td>
            <td>
              <span className={`side-${trade.side}`}>{text(`trade.${trade.side}`)}</span> {trade.symbol}
            </td>
            <td className="number">{lotsText(trade.lots)}</td>
            <td className="number price">{trade.openPrice ?? "–"}</td>
            <td className="number price">{trade.closePrice ?? "–"}</td>
            <td className="number">
              <Result minor={trade.netMinor} money={view} />
            </td>
            <td>
              {trade.state === "closed" ? text(`result.${trade.result}`) : text(`trade.state.${trade.state}`)}
              {trade.reason !== undefined && <span className="dim"> {whyWords(trade.reason, text, language)}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
