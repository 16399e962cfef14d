import type { ReactNode } from "react";
import type { SessionView } from "#shared/contract/sessions.ts";
import { useText } from "../../i18n/use-text.ts";
import { minorText } from "../../i18n/verdict-words.ts";
import { Result } from "./result.tsx";
import { figuresOf } from "./session-figures.ts";

/** The statistics of a session, all of them, moving while it runs. */
export function SessionStats({ view }: { readonly view: SessionView }): ReactNode {
  const text = useText();
  const { winningTrades: won, losingTrades: lost, floatingMinor, roomToStopProfitMinor } = view;
  return (
    <dl className="session-stats">
      {figuresOf(view, text).map(({ key, words, result, money }) => (
        <div key={key}>
          <dt>{text(key)}</dt>
          <dd>
            {result === undefined ? words : <Result minor={result} money={view} />}
            {money && <span className="session-currency"> {view.currency}</span>}
          </dd>
        </div>
      ))}
      <div>
        <dt>{text("sessions.floating")}</dt>
        <dd>
          <Result minor={floatingMinor} money={view} />
          <span className="session-currency"> {view.currency}</span>
        </dd>
      </div>
      {roomToStopProfitMinor !== undefined && (
        <div>
          <dt>{text("sessions.roomProfit")}</dt>
          <dd>{minorText(roomToStopProfitMinor, view)}</dd>
        </div>
      )}
      <div>
        <dt>{text("trade.result")}</dt>
        <dd>{text("sessions.wonLost", { won, lost })}</dd>
      </div>
    </dl>
  );
}
