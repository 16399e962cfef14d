import type { ReactNode } from "react";
import "../../ui/table.css";
import "./terminals.css";
import { useBridgeSilence } from "../../hooks/use-stale.ts";
import { useAll } from "../../hooks/use-store.ts";
import { longAgeText } from "../../i18n/age-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { PairingBox } from "./pairing-box.tsx";
import { Refusals } from "./refusals.tsx";
import { TerminalRow } from "./terminal-row.tsx";

/** Every terminal that is paired, how its link is, who asks to be paired, and who was refused. */
export function TerminalsPanel(): ReactNode {
  const text = useText();
  const services = useServices();
  const links = useAll(services.links);
  // Without the bridge nobody knows how the links are: what is shown is what it last said.
  const silentMs = useBridgeSilence();
  return (
    <div className="terminals">
      <div className="terminals-list" data-stale={silentMs !== undefined || undefined}>
        {silentMs !== undefined && (
          <p className="terminals-note" role="status">
            {text("terminals.cutOff", { age: longAgeText(text, silentMs) })}
          </p>
        )}
        {links.length === 0 ? (
          <p className="panel-empty">{text("terminals.empty")}</p>
        ) : (
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{text("terminals.name")}</th>
                <th scope="col">{text("terminals.account")}</th>
                <th scope="col">{text("terminals.state")}</th>
                <th scope="col" className="number">
                  {text("terminals.ea")}
                </th>
                <th scope="col" className="number wide">
                  {text("terminals.ticks")}
                </th>
                <th scope="col" className="widest">
                  {text("terminals.version")}
                </th>
                <th scope="col">
                  <span className="visually-hidden">{text("terminals.actions")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {links.map((view) => (
                <TerminalRow key={view.link.terminalId} view={view} silentMs={silentMs} />
              ))}
            </tbody>
          </table>
        )}
      </div>
      <aside className="terminals-side">
        <PairingBox />
        <Refusals />
      </aside>
    </div>
  );
}
