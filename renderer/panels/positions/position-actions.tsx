import { ArrowLeftRight, Merge, Scissors, X } from "lucide-react";
import type { ReactNode } from "react";
import type { Account, Position } from "#shared/contract/accounts.ts";
import { lotsText } from "../../format/lots.ts";
import { useEntry } from "../../hooks/use-entry.ts";
import type { Submission } from "../../hooks/use-submit.ts";
import { accountText } from "../../i18n/account-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { SendingIconButton } from "../order-outcome/sending-button.tsx";
import { CloseByEntry } from "./close-by-entry.tsx";
import { DraftEntry } from "./draft-entry.tsx";
import { closeByOrder, closeOrder, opposites } from "./orders-for-position.ts";

interface PositionActionsProps {
  readonly account: Account;
  readonly position: Position;
  /** Every position of the account. */
  readonly all: readonly Position[];
  readonly submission: Submission;
}

/** What can be done to a position. A part or a partner is asked for in the row; what sends at once is held on a live account. */
export function PositionActions({ account, position, all, submission }: PositionActionsProps): ReactNode {
  const text = useText();
  const { open: asking, opener, close } = useEntry<"part" | "closeBy">();
  const to = accountText(text, account);
  const { symbol, volume } = position;
  const named = { lots: lotsText(volume), symbol, account: to };
  const partners = account.margin === "hedging" ? opposites(position, all) : [];
  const { holds, place, reverse } = submission;
  if (asking === "part") {
    return (
      <DraftEntry
        account={account}
        label={text("positions.part.lots")}
        initial={lotsText(volume)}
        sendLabel={text("positions.part.send", { account: to })}
        onCancel={close}
        onSend={(lots) => {
          close();
          place(account.id, closeOrder(position, lots));
        }}
      />
    );
  }
  if (asking === "closeBy" && partners.length > 0) {
    return (
      <CloseByEntry
        account={account}
        partners={partners}
        onCancel={close}
        onSend={(by) => {
          close();
          place(account.id, closeByOrder(position, by));
        }}
      />
    );
  }
  return (
    <div className="row-actions">
      {partners.length > 0 && (
        <IconButton {...opener("closeBy")} label={text("positions.closeBy", named)} disabled={holds}>
          <Icon of={Merge} />
        </IconButton>
      )}
      <IconButton {...opener("part")} label={text("positions.part", named)} disabled={holds}>
        <Icon of={Scissors} />
      </IconButton>
      <SendingIconButton
        account={account}
        what={text("positions.reverse", named)}
        disabled={holds}
        onSend={() => reverse(account.id, position.id)}
      >
        <Icon of={ArrowLeftRight} />
      </SendingIconButton>
      <SendingIconButton
        account={account}
        what={text("positions.close.long", named)}
        disabled={holds}
        onSend={() => place(account.id, closeOrder(position, null))}
      >
        <Icon of={X} />
      </SendingIconButton>
    </div>
  );
}
