import type { ReactNode } from "react";
import { useAsked } from "../../hooks/use-asked.ts";
import { useNow } from "../../hooks/use-now.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { useShownAccount } from "../../services/shown.ts";
import { ErrorNote } from "../../ui/error-note.tsx";
import { signedPercent } from "./figures.ts";

const EVERY_MS = 5_000;

/** Each currency against the mean of all, today, from the account's pairs. */
export function StrengthView(): ReactNode {
  const text = useText();
  const { client } = useServices();
  const accountId = useShownAccount()?.id;
  const turn = Math.floor(useNow(EVERY_MS) / EVERY_MS);
  const { answer, error } = useAsked(`${accountId} ${turn}`, () =>
    accountId === undefined ? Promise.resolve(undefined) : client.monitor.strength({ accountId }),
  );
  if (error !== undefined) return <ErrorNote error={error} />;
  if (answer === undefined) return <p className="panel-empty">{text("monitor.waiting")}</p>;
  if (answer.pairs === 0) return <p className="panel-empty">{text("monitor.strength.none")}</p>;
  const most = Math.max(...answer.currencies.map(({ strength }) => Math.abs(strength)), 1e-9);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what is only read is scrolled by keys.
    <div className="monitor-scroll" tabIndex={0}>
      <p className="dim monitor-note">{text("monitor.strength.sample", { count: answer.pairs })}</p>
      <table className="table" aria-label={text("monitor.view.strength")}>
        <thead>
          <tr>
            <th scope="col">{text("monitor.strength.currency")}</th>
            <th scope="col" className="number">
              {text("monitor.strength.today")}
            </th>
            <th scope="col">{text("monitor.strength.bar")}</th>
            <th scope="col" className="number">
              {text("monitor.strength.pairs")}
            </th>
          </tr>
        </thead>
        <tbody>
          {answer.currencies.map(({ currency, strength, pairs }) => (
            <tr key={currency}>
              <td>{currency}</td>
              <td className="number" data-way={strength < 0 ? "down" : "up"}>
                {signedPercent(strength)}
              </td>
              <td>
                <span
                  className="monitor-bar"
                  role="img"
                  aria-label={signedPercent(strength)}
                  data-way={strength < 0 ? "down" : "up"}
                  style={{ width: `${(Math.abs(strength) / most) * 50}%` }}
                />
              </td>
              <td className="number">{pairs}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
