import { type ReactNode, useEffect, useState } from "react";
import { useCommand } from "../../hooks/use-command.ts";
import { useCell } from "../../hooks/use-store.ts";
import { ageText } from "../../i18n/age-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { PairingCard } from "./pairing-card.tsx";

/** Opens and closes pairing, and shows who asks. */
export function PairingBox(): ReactNode {
  const text = useText();
  const { client, pairing, capabilities } = useServices();
  const state = useCell(pairing);
  const able = useCell(capabilities)?.pairing ?? true;
  const { busy, error, run } = useCommand();
  const open = state?.open === true;
  return (
    <section className="pairing" aria-label={text("pairing.title")}>
      <div className="pairing-title">
        <h3>{text("pairing.title")}</h3>
        {able && (
          <Button
            look={open ? "plain" : "primary"}
            disabled={busy}
            onClick={() => void run(() => (open ? client.links.closePairing({}) : client.links.openPairing({})))}
          >
            {text(open ? "pairing.close" : "pairing.open")}
          </Button>
        )}
      </div>
      {error !== undefined && <ErrorNote error={error} />}
      {!able && <p className="dim">{text("pairing.unsupported")}</p>}
      {able && !open && <p className="dim">{text("pairing.closed")}</p>}
      {state?.requests.map((request) => (
        <PairingCard key={request.requestId} request={request} />
      ))}
      {open && (
        <>
          {state.requests.length === 0 && <p>{text("pairing.waiting")}</p>}
          <p className="pairing-folder selectable">{state.folder}</p>
          {state.closesAtMs !== undefined && <Countdown untilMs={state.closesAtMs} />}
        </>
      )}
    </section>
  );
}

/** Time left until a UTC stamp. */
function Countdown({ untilMs }: { readonly untilMs: number }): ReactNode {
  const text = useText();
  const [leftMs, setLeftMs] = useState(() => untilMs - Date.now());
  useEffect(() => {
    const timer = setInterval(() => setLeftMs(untilMs - Date.now()), 500);
    return () => clearInterval(timer);
  }, [untilMs]);
  return <p className="dim">{text("pairing.closesIn", { time: ageText(text, Math.max(0, leftMs)) })}</p>;
}
