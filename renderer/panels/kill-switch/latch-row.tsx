import { CircleStop, type LucideIcon, OctagonX, Pause } from "lucide-react";
import { type ReactNode, useState } from "react";
import { localClockText } from "../../format/clock.ts";
import { useCommand } from "../../hooks/use-command.ts";
import { useAll } from "../../hooks/use-store.ts";
import { causeWords } from "../../i18n/cause-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Icon } from "../../ui/icon.tsx";
import { AccountTag } from "../account/account-tag.tsx";
import { FlattenProgress } from "./flatten-progress.tsx";
import { flattensOf, type KillVerb, type LatchLine } from "./kill-view.ts";
import { ResetDialog } from "./reset-dialog.tsx";

const ICONS: Readonly<Record<KillVerb, LucideIcon>> = {
  pauseEntries: Pause,
  stopAutomation: CircleStop,
  flattenAll: OctagonX,
};

/** One latch: what holds, for whom, since when and why, whether MT5 enforces it, and the way back. */
export function LatchRow({ line }: { readonly line: LatchLine }): ReactNode {
  const text = useText();
  const { client, accounts, flattening } = useServices();
  const account = useAll(accounts).find(({ id }) => id === line.accountId);
  const flattens = flattensOf(line, useAll(flattening));
  const [asking, setAsking] = useState(false);
  const { busy, error, run } = useCommand();
  const { verb, accountId, sinceMs, cause, confirmed } = line;
  const scope = { accountId, verb };
  return (
    <div className="safety-row" data-severity={verb === "flattenAll" ? "danger" : "warn"} role="status">
      <span className="safety-mark">
        <Icon of={ICONS[verb]} />
      </span>
      <div className="safety-words">
        <strong>{text(`safety.${verb}`)}</strong>{" "}
        {account === undefined ? <span>{text("safety.global")}</span> : <AccountTag account={account} />}{" "}
        <span className="dim">
          {text("safety.since", { time: localClockText(sinceMs), cause: causeWords(cause, text) })}
        </span>{" "}
        <span className="safety-proof" data-confirmed={confirmed}>
          {text(confirmed ? "safety.confirmed" : "safety.unconfirmed")}
        </span>
        {flattens.map((view) => (
          <FlattenProgress key={view.flattenId} view={view} named={flattens.length > 1} />
        ))}
        {error !== undefined && <ErrorNote error={error} />}
      </div>
      {flattens.some(({ stage }) => stage === "stuck" || stage === "refused" || stage === "unreachable") && (
        <Button look="danger" disabled={busy} onClick={() => void run(() => client.trading.latch(scope))}>
          {text("safety.again")}
        </Button>
      )}
      <Button disabled={busy} onClick={() => setAsking(true)}>
        {text("safety.reset")}
      </Button>
      <ResetDialog
        open={asking}
        line={line}
        account={account}
        onClose={() => setAsking(false)}
        onReset={() => {
          setAsking(false);
          void run(() => client.trading.resetLatch(scope));
        }}
      />
    </div>
  );
}
