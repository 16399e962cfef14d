import type { ReactNode } from "react";
import type { PairingRequest } from "#shared/contract/links.ts";
import { useCommand } from "../../hooks/use-command.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { NatureBadge } from "../account/nature-badge.tsx";

/** A terminal that asks to be paired: who it says it is, and one click to let it in or not. */
export function PairingCard({ request }: { readonly request: PairingRequest }): ReactNode {
  const text = useText();
  const { client } = useServices();
  const { busy, error, run } = useCommand();
  const { requestId, login, server, company, accountName, nature, terminalBuild, keyHint } = request;
  const account = `${login}@${server}`;
  return (
    <article className="pairing-card" aria-label={text("pairing.notice", { account })}>
      <div className="pairing-card-head">
        <span className="pairing-login selectable">{account}</span>
        <NatureBadge nature={nature} />
      </div>
      <p className="pairing-who selectable">
        {[accountName, company].filter(Boolean).join(" · ")}
        <br />
        {text("pairing.build", { build: terminalBuild })} · {text("pairing.key", { hint: keyHint })}
      </p>
      {error !== undefined && <ErrorNote error={error} />}
      <div className="pairing-buttons">
        <Button
          look="primary"
          disabled={busy}
          onClick={() => void run(() => client.links.confirmPairing({ requestId }))}
        >
          {text("pairing.confirm")}
        </Button>
        <Button disabled={busy} onClick={() => void run(() => client.links.declinePairing({ requestId }))}>
          {text("pairing.decline")}
        </Button>
        <span className="dim">{text("pairing.asks")}</span>
      </div>
    </article>
  );
}
