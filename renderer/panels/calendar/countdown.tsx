import type { ReactNode } from "react";
import type { Release } from "#shared/contract/calendar.ts";
import { useNow } from "../../hooks/use-now.ts";
import { useText } from "../../i18n/use-text.ts";
import { countdownText } from "./countdown-text.ts";

const SECOND = 1_000;

/** The time to the next release of those shown. Not a live region: it would speak every second. */
export function Countdown({ next }: { readonly next: Release | undefined }): ReactNode {
  const text = useText();
  const nowMs = performance.timeOrigin + useNow(SECOND);
  if (next === undefined) return <span className="calendar-next dim">{text("calendar.next.none")}</span>;
  const left = countdownText(next.atMs - nowMs, text("calendar.day"));
  return (
    <span className="calendar-next" role="timer" aria-live="off">
      {text("calendar.next", { left, name: next.name, currency: next.currency })}
    </span>
  );
}
