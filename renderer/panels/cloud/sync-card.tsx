import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SyncView } from "#shared/contract/cloud.ts";
import { useCommand } from "../../hooks/use-command.ts";
import { useNow } from "../../hooks/use-now.ts";
import { ageText } from "../../i18n/age-text.ts";
import { cloudProblemWords } from "../../i18n/cloud-problem-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { Facts } from "./facts.tsx";

/** How far the cloud is: what waits, since when, why, and when it is tried again. */
export function SyncCard({ sync }: { readonly sync: SyncView }): ReactNode {
  const text = useText();
  const { language } = useTranslation().i18n;
  const { client } = useServices();
  const { busy, run } = useCommand();
  const now = performance.timeOrigin + useNow(1_000);
  const { phase, unsent, oldestMs, committed, backfilling, error, retryAtMs, lastAckMs } = sync;
  const age = (ms: number): string => ageText(text, Math.max(0, now - ms));
  const done = committed + unsent === 0 ? 1 : committed / (committed + unsent);
  return (
    <section className="cloud-card" aria-label={text("cloud.sync")}>
      <h3>
        {text("cloud.sync")}{" "}
        <span className="cloud-phase" data-phase={phase}>
          {text(`cloud.sync.${phase}`)}
        </span>
      </h3>
      <progress aria-label={text("cloud.sync.progress")} max={1} value={done} />
      <Facts
        rows={[
          [text("cloud.sync.unsent"), `${unsent}`],
          [text("cloud.sync.oldest"), oldestMs === null ? text("cloud.sync.none") : age(oldestMs)],
          [text("cloud.sync.committed"), `${committed}`],
          [text("cloud.sync.last"), lastAckMs === null ? text("cloud.sync.none") : age(lastAckMs)],
        ]}
      />
      {backfilling && <p className="dim">{text("cloud.sync.backfilling")}</p>}
      {error !== null && (
        <p className="cloud-fault selectable">
          {text("cloud.sync.error")}: {cloudProblemWords(error.code, language) ?? error.words}{" "}
          <span className="error-note-code">{error.code}</span>
        </p>
      )}
      {retryAtMs !== null && (
        <div className="cloud-buttons">
          <span className="dim">{text("cloud.sync.retry", { time: ageText(text, Math.max(0, retryAtMs - now)) })}</span>
          <Button disabled={busy} onClick={() => void run(() => client.cloud.syncNow({}))}>
            {text("cloud.sync.now")}
          </Button>
        </div>
      )}
    </section>
  );
}
