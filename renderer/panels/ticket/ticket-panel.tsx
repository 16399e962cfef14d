import { X } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import "../../ui/panel.css";
import "../settings/settings.css";
import "./ticket.css";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { NatureBadge } from "../account/nature-badge.tsx";
import { LinkPicker } from "../links/link-picker.tsx";
import { AMOUNT_ID } from "./ticket-fields.tsx";
import { TicketForm } from "./ticket-form.tsx";
import { useTicket } from "./ticket-keeper.tsx";

const toChart = (): void => document.querySelector<HTMLElement>(".chart-canvas")?.focus();

/** The order ticket, docked like every panel. What is typed stays as it was left while it is closed. */
export function TicketPanel(): ReactNode {
  const text = useText();
  const { ticket: door } = useServices();
  const { account, instrument, draft, submission, change } = useTicket();

  useEffect(() => {
    // A panel that has just been docked is laid out in the next frame, and cannot take the keyboard before.
    let frame = 0;
    const look = (): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        if (door.takeFocus()) document.querySelector<HTMLInputElement>(`#${AMOUNT_ID}`)?.select();
      });
    };
    look();
    const stop = door.asked.subscribe(look);
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [door]);

  const close = (): void => {
    door.close();
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
        <LinkPicker />
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
          // A verdict on another account or symbol is none on this one, not even dimmed.
          key={instrument.id}
          account={account}
          instrument={instrument}
          draft={draft}
          submission={submission}
          onChange={change}
        />
      )}
    </aside>
  );
}
