import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { z } from "zod";
import type { RefusalCount } from "#shared/contract/links.ts";
import { localClockText } from "../../format/clock.ts";
import { useCell } from "../../hooks/use-store.ts";
import { refusalWords } from "../../i18n/event-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";

type Refusal = z.infer<typeof RefusalCount>;
const EVERY_MS = 2_000;

/** What was turned away since the bridge started, and why. */
export function Refusals(): ReactNode {
  const text = useText();
  const { language } = useTranslation().i18n;
  const { client, status } = useServices();
  const { phase } = useCell(status);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  useEffect(() => {
    if (phase !== "open") return;
    let shown = true;
    // Asked for while the panel is in sight; a question lost with its wire is asked again on the next one.
    const ask = (): void =>
      void client.links.refusals({}).then(
        (all) => shown && setRefusals(all),
        () => undefined,
      );
    ask();
    const timer = setInterval(ask, EVERY_MS);
    return () => {
      shown = false;
      clearInterval(timer);
    };
  }, [client, phase]);
  return (
    <section className="refusals" aria-label={text("refusals.title")}>
      <h3>{text("refusals.title")}</h3>
      {refusals.length === 0 && <p className="dim">{text("refusals.none")}</p>}
      <ul>
        {refusals.map(({ reason, count, lastMs, words }) => (
          <li key={reason} className="refusal">
            <span className="refusal-reason">{reason}</span>
            <span title={text("refusals.last", { time: localClockText(lastMs) })}>
              {text("refusals.times", { times: count })}
            </span>
            <span className="dim">{refusalWords(reason, words, language)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
