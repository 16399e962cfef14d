import { type ReactNode, useState } from "react";
import type { Account } from "#shared/contract/accounts.ts";
import type { Instrument } from "#shared/contract/market.ts";
import { priceFormat } from "../../format/price.ts";
import { useCell } from "../../hooks/use-store.ts";
import type { Submission } from "../../hooks/use-submit.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { OutcomeLine } from "../order-outcome/outcome-line.tsx";
import { blockedBy } from "./blocked-by.ts";
import type { Draft, Side } from "./draft.ts";
import { doesNotFit } from "./readings.ts";
import { ReplayNote } from "./replay-note.tsx";
import { SendButton } from "./send-button.tsx";
import { StaleNote } from "./stale-note.tsx";
import { TicketFields } from "./ticket-fields.tsx";
import { useVerdicts } from "./use-verdicts.ts";
import { VerdictBox } from "./verdict-box.tsx";

interface TicketFormProps {
  readonly account: Account;
  readonly instrument: Instrument;
  readonly draft: Draft;
  readonly submission: Submission;
  readonly onChange: (change: Partial<Draft>) => void;
}

/** The ticket of one account and symbol: a sentence of inputs, the verdict, and two buttons that say what they send. */
export function TicketForm({ account, instrument, draft, submission, onChange }: TicketFormProps): ReactNode {
  const text = useText();
  const connected = useCell(useServices().status).phase === "open";
  const verdicts = useVerdicts(account.id, instrument, draft);
  const [looked, setLooked] = useState<Side>("buy");
  const other: Side = looked === "buy" ? "sell" : "buy";
  // A stop below the price can only be meant for a buy: the side that does not fit gives way to the one that does.
  const side = doesNotFit(verdicts[looked]) && !doesNotFit(verdicts[other]) ? other : looked;
  // What is on screen was said of the draft before this one: shown dimmed until the next word.
  const judging = verdicts[side] !== undefined && verdicts[side].draft !== draft;
  const button = (of: Side): ReactNode => {
    const verdict = verdicts[of];
    const blocked = blockedBy(text, verdict, { draft, connected, submission });
    return (
      <SendButton
        // A hold that began for one symbol never sends another's order: with the symbol the button is a new one.
        key={`${of} ${instrument.id}`}
        side={of}
        account={account}
        instrument={instrument}
        verdict={verdict?.draft === draft ? verdict : undefined}
        blocked={blocked}
        onLook={() => setLooked(of)}
        onSend={() => {
          if (verdict?.order !== undefined) submission.place(account.id, verdict.order);
        }}
      />
    );
  };
  return (
    <form className="ticket-form" data-judging={judging || undefined} onSubmit={(event) => event.preventDefault()}>
      <div className="ticket-fields">
        <StaleNote />
        <ReplayNote />
        <TicketFields
          account={account}
          instrument={instrument}
          draft={draft}
          verdict={verdicts[side]}
          onChange={onChange}
        />
      </div>
      <div className="ticket-foot">
        <VerdictBox side={side} verdict={verdicts[side]} atMs={verdicts.atMs} onSide={setLooked} />
        <div className="ticket-send">
          {button("sell")}
          {button("buy")}
        </div>
        <OutcomeLine submission={submission} format={priceFormat(instrument)} />
      </div>
    </form>
  );
}
