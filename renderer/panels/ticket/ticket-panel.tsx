import { X } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import "../../ui/panel.css";
import "../settings/settings.css";
import "./ticket.css";
import { useCell } from "../../hooks/use-store.ts";
import { useSubmit } from "../../hooks/use-submit.ts";
import { useWorkspace } from "../../hooks/use-workspace.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { useShownAccount, useShownInstrument } from "../../services/shown.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { NatureBadge } from "../account/nature-badge.tsx";
import { type Draft, EMPTY_DRAFT } from "./draft.ts";
import { AMOUNT_ID } from "./ticket-fields.tsx";
import { TicketForm } from "./ticket-form.tsx";
import { useOrderKeys } from "./use-order-keys.ts";

/** Prices of one symbol mean nothing for another; type and size stay. */
const forAnotherSymbol = (draft: Draft): Draft => ({
  ...draft,
  price: "",
  stopLimit: "",
  stopLoss: "",
  takeProfit: "",
});

const toChart = (): void => document.querySelector<HTMLElement>(".chart-canvas")?.focus();

/** The ticket beside the chart: never over it. Stays as it was left while it is closed. */
export function TicketPanel(): ReactNode {
  const text = useText();
  const open = useWorkspace((workspace) => workspace.ticketOpen);
  const showTicket = useWorkspace((workspace) => workspace.showTicket);
  const account = useShownAccount();
  const instrument = useShownInstrument();
  const submission = useSubmit();
  const [kept, setKept] = useState({ draft: EMPTY_DRAFT, of: instrument?.id });
  const draft = kept.of === instrument?.id ? kept.draft : forAnotherSymbol(kept.draft);
  if (kept.of !== instrument?.id) setKept({ draft, of: instrument?.id });

  // A price chosen elsewhere comes into the fields; sending stays with the two buttons.
  const wish = useCell(useServices().prepared);
  const [taken, setTaken] = useState(wish);
  if (wish !== taken) {
    setTaken(wish);
    if (wish !== undefined && wish.instrumentId === instrument?.id) {
      setKept({ of: instrument.id, draft: { ...draft, type: "limit", price: wish.price } });
    }
  }

  useOrderKeys({ account, instrument, draft, submission });

  useEffect(() => {
    if (open) document.querySelector<HTMLInputElement>(`#${AMOUNT_ID}`)?.select();
  }, [open]);

  if (!open) return null;
  const close = (): void => {
    showTicket(false);
    toChart();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape leaves it, from whatever field.
    <aside
      className="ticket"
      aria-label={text("ticket.title")}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
    >
      <header className="panel-head">
        <h2 className="panel-title">{text("ticket.title")}</h2>
        <span className="ticket-symbol">{instrument?.symbol}</span>
        <span className="chart-head-gap" />
        {account !== undefined && <NatureBadge nature={account.nature} />}
        <IconButton label={text("ticket.close")} onClick={close}>
          <Icon of={X} />
        </IconButton>
      </header>
      {account === undefined || instrument === undefined ? (
        <p className="panel-empty">{text("ticket.none")}</p>
      ) : (
        <TicketForm
          account={account}
          instrument={instrument}
          draft={draft}
          submission={submission}
          onChange={(change) => setKept((now) => ({ ...now, draft: { ...now.draft, ...change } }))}
        />
      )}
    </aside>
  );
}
