import type { ReactNode } from "react";
import { useStale } from "../../hooks/use-stale.ts";
import { longAgeText } from "../../i18n/age-text.ts";
import { useText } from "../../i18n/use-text.ts";

/** While prices are the last known ones: that they are, before an order is thought out by them. */
export function StaleNote(): ReactNode {
  const text = useText();
  const staleMs = useStale();
  if (staleMs === undefined) return null;
  return (
    <p className="ticket-stale" role="note">
      {text("watch.stale", { age: longAgeText(text, staleMs) })}
    </p>
  );
}
