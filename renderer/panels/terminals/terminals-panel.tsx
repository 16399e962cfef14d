import type { ReactNode } from "react";
import "../../ui/table.css";
import "./terminals.css";
import { useBridgeSilence } from "../../hooks/use-stale.ts";
import { useAll } from "../../hooks/use-store.ts";
import { longAgeText } from "../../i18n/age-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { type LinkView, useServices } from "../../services/services.ts";
import { type DataColumn, useDataTable } from "../../ui/data-table/use-data-table.tsx";
import { PairingBox } from "./pairing-box.tsx";
import { Refusals } from "./refusals.tsx";
import { TerminalRow } from "./terminal-row.tsx";

const COLUMNS: readonly DataColumn<LinkView>[] = [
  { key: "terminals.name", look: "", of: ({ link }) => link.name },
  { key: "terminals.account", look: "", of: ({ link }) => link.accountId },
  { key: "terminals.state", look: "", of: ({ link }) => link.state },
  { key: "terminals.ea", look: "number", of: ({ link }) => link.ea.ageMs },
  { key: "terminals.ticks", look: "number wide", of: ({ link }) => link.ticksStored },
  {
    key: "terminals.version",
    look: "widest",
    of: ({ link }) => [link.programVersion, link.terminalBuild].join(" / "),
  },
];
const idOf = ({ link }: LinkView): string => link.terminalId;

/** Every terminal that is paired, how its link is, who asks to be paired, and who was refused. */
export function TerminalsPanel(): ReactNode {
  const text = useText();
  const services = useServices();
  const links = useAll(services.links);
  const table = useDataTable({ name: "terminals", columns: COLUMNS, rows: links, idOf, actions: null });
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
          <table className="table" aria-label={text("dock.terminals")} data-hide={table.hide}>
            {table.head}
            <tbody>
              {table.rows.map((view) => (
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
