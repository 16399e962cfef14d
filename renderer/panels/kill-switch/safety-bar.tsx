import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import "./safety-bar.css";
import { useAll } from "../../hooks/use-store.ts";
import { useWorkspace } from "../../hooks/use-workspace.ts";
import { useText } from "../../i18n/use-text.ts";
import { verdictWords } from "../../i18n/verdict-words.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { AccountTag } from "../account/account-tag.tsx";
import { latchLines, type NearLine, nearLines } from "./kill-view.ts";
import { LatchRow } from "./latch-row.tsx";

/** What is latched, how far a flatten is, and which limits are nearly used up; nothing while there is no such thing. */
export function SafetyBar(): ReactNode {
  const text = useText();
  const { latches, risk } = useServices();
  const lines = latchLines(useAll(latches));
  const near = nearLines(useAll(risk));
  if (lines.length === 0 && near.length === 0) return null;
  return (
    <section className="safety" aria-label={text("safety.label")}>
      {lines.map((line) => (
        <LatchRow key={`${line.accountId ?? "all"}/${line.verb}`} line={line} />
      ))}
      {near.map((line) => (
        <NearRow key={`${line.accountId}/${line.rule.rule}`} line={line} />
      ))}
    </section>
  );
}

function NearRow({ line }: { readonly line: NearLine }): ReactNode {
  const text = useText();
  const { accounts } = useServices();
  const { showDock, chooseAccount, accountId } = useWorkspace((workspace) => workspace);
  const account = useAll(accounts).find(({ id }) => id === line.accountId);
  const words = verdictWords(line.rule, line, text);
  const show = (): void => {
    if (accountId !== line.accountId) chooseAccount(line.accountId);
    showDock("risk");
  };
  return (
    <div className="safety-row" data-severity={line.rule.status === "blocked" ? "danger" : "warn"} role="status">
      <span className="safety-mark">
        <Icon of={TriangleAlert} />
      </span>
      <p className="safety-words">
        {account === undefined ? (
          text("safety.near", { account: line.accountId, words })
        ) : (
          <>
            <AccountTag account={account} /> {words}
          </>
        )}
      </p>
      <Button onClick={show}>{text("safety.showRisk")}</Button>
    </div>
  );
}
