import type { ReactNode } from "react";
import type { Account } from "#shared/contract/accounts.ts";
import { localClockText } from "../../format/clock.ts";
import { causeWords } from "../../i18n/cause-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { AccountTag } from "../account/account-tag.tsx";
import type { LatchLine } from "./kill-view.ts";

interface ResetDialogProps {
  readonly open: boolean;
  readonly line: LatchLine;
  readonly account: Account | undefined;
  readonly onClose: () => void;
  readonly onReset: () => void;
}

/** Asks before a latch is taken back; focus begins on keeping it. */
export function ResetDialog({ open, line, account, onClose, onReset }: ResetDialogProps): ReactNode {
  const text = useText();
  return (
    <Dialog
      open={open}
      title={text(`reset.${line.verb}.title`)}
      closeLabel={text("form.close")}
      className="dialog-confirm"
      onClose={onClose}
    >
      <div className="dialog-body reset-words">
        <p>{text("reset.cause", { cause: causeWords(line.cause, text), time: localClockText(line.sinceMs) })}</p>
        <p>{account === undefined ? text("reset.body.all") : text("reset.body.one", { account: account.name })}</p>
      </div>
      <div className="dialog-foot">
        <Button onClick={onClose}>{text("reset.keep")}</Button>
        <Button look="danger" onClick={onReset}>
          {text("reset.go")} {account === undefined ? text("safety.global") : <AccountTag account={account} />}
        </Button>
      </div>
    </Dialog>
  );
}
