import { X } from "lucide-react";
import type { ReactNode } from "react";
import type { IntentState } from "#shared/trading/intent/intent-state.ts";
import "./outcome.css";
import type { PriceFormat } from "../../format/price.ts";
import { useAll } from "../../hooks/use-store.ts";
import type { Submission } from "../../hooks/use-submit.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { useShownAccount } from "../../services/shown.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { SENDS } from "../../ui/echo-guard.ts";
import { Icon } from "../../ui/icon.tsx";
import { AccountTag } from "../account/account-tag.tsx";
import { IntentWords } from "./intent-words.tsx";
import { RefusalNote } from "./refusal-note.tsx";

const DOUBT: ReadonlySet<IntentState> = new Set(["unknown", "partial"]);
const NO: ReadonlySet<IntentState> = new Set(["rejected", "refused", "notSent"]);
const WAITING: ReadonlySet<IntentState> = new Set(["journalled", "sent"]);

function toneOf({ phase, intent }: Submission): "wait" | "doubt" | "no" | "yes" {
  if (phase === "pending") return "wait";
  if (phase === "unsure") return "doubt";
  if (intent === undefined || NO.has(intent.state)) return "no";
  return WAITING.has(intent.state) ? "wait" : DOUBT.has(intent.state) ? "doubt" : "yes";
}

interface OutcomeLineProps {
  readonly submission: Submission;
  readonly format: PriceFormat | undefined;
}

/** What became of the order sent from here: waiting, its state and price, or why not and what to do. */
export function OutcomeLine({ submission, format }: OutcomeLineProps): ReactNode {
  const text = useText();
  const { phase, accountId, intent, error, repeat, dismiss } = submission;
  const account = useAll(useServices().accounts).find(({ id }) => id === accountId);
  const elsewhere = useShownAccount()?.id !== account?.id;
  if (phase === "idle") return null;
  return (
    <div className="outcome selectable" role="status" aria-label={text("outcome.label")} data-tone={toneOf(submission)}>
      {elsewhere && account !== undefined && <AccountTag account={account} />}
      {phase === "pending" && <span className="outcome-words">{text("outcome.pending")}</span>}
      {phase === "unsure" && (
        <>
          <span className="outcome-words outcome-state">{text("outcome.unsure")}</span>
          <Button {...SENDS} title={text("outcome.repeat.long")} onClick={repeat}>
            {text("outcome.repeat")} {account !== undefined && <AccountTag account={account} />}
          </Button>
        </>
      )}
      {phase === "failed" && <RefusalNote error={error} />}
      {phase === "answered" && intent !== undefined && <IntentWords intent={intent} format={format} />}
      {/* While nobody knows what became of it, it is not put aside: it holds the next order back. */}
      {phase !== "pending" && phase !== "unsure" && (
        <IconButton label={text("outcome.dismiss")} onClick={dismiss}>
          <Icon of={X} />
        </IconButton>
      )}
    </div>
  );
}
