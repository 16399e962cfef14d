import { TriangleAlert } from "lucide-react";
import { type ReactNode, useMemo, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { BridgeEvent } from "#shared/contract/events.ts";
import { errorWords } from "../../i18n/error-words.ts";
import { useServices } from "../../services/services.ts";
import type { EventLog } from "../../stores/event-log.ts";
import { Icon } from "../../ui/icon.tsx";
import "../kill-switch/safety-bar.css";

const CODE = "INTENTS_LOG_DAMAGED";

/** The bridge's word of a damaged intents.log, for as long as that bridge lives: the log of events forgets its oldest. */
export function damageReader(events: Pick<EventLog, "all">): () => BridgeEvent | undefined {
  let kept: BridgeEvent | undefined;
  return () => {
    const all = events.all();
    // Another bridge numbers its events anew.
    const isGone = kept !== undefined && (all[0]?.seq ?? 0) <= kept.seq && !all.includes(kept);
    if (isGone) kept = undefined;
    kept ??= all.find(({ code }) => code === CODE);
    return kept;
  };
}

/** While orders may be missing from intents.log: why nothing that adds risk is sent, which file it is, and what to do. */
export function LogDamageNotice(): ReactNode {
  const { events } = useServices();
  const { language } = useTranslation().i18n;
  const read = useMemo(() => damageReader(events), [events]);
  const event = useSyncExternalStore(events.subscribe, read);
  if (event === undefined) return null;
  const { what, now } = errorWords(CODE, language);
  return (
    <div className="safety safety-row" data-severity="danger" role="status">
      <span className="safety-mark">
        <Icon of={TriangleAlert} />
      </span>
      <p className="safety-words">
        {what} {now} <code className="selectable">{String(event.details["file"] ?? "")}</code>
      </p>
    </div>
  );
}
