import type { ReactNode } from "react";
import type { CloudView } from "#shared/contract/cloud.ts";
import { useCommand } from "../../hooks/use-command.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { CloudNote } from "./cloud-note.tsx";

/** Who is signed in, and where that is kept. */
export function AccountCard({ view }: { readonly view: CloudView }): ReactNode {
  const text = useText();
  const { client } = useServices();
  const { busy, error, run } = useCommand();
  return (
    <section className="cloud-card" aria-label={text("cloud.account")}>
      <h3>{text("cloud.account")}</h3>
      <p className="selectable cloud-strong">{view.email}</p>
      <p className="dim">{text(view.keptIn === "keychain" ? "cloud.kept.keychain" : "cloud.kept.memory")}</p>
      <p className="dim selectable">{view.url}</p>
      <CloudNote error={error} />
      <Button disabled={busy} onClick={() => void run(() => client.cloud.signOut({}))}>
        {text("cloud.signOut")}
      </Button>
    </section>
  );
}
