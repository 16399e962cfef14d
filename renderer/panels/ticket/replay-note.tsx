import type { ReactNode } from "react";
import { useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";

/** While a chart shows the past: that orders go to the present all the same. */
export function ReplayNote(): ReactNode {
  const text = useText();
  const symbols = useCell(useServices().charts.replaying);
  if (symbols.length === 0) return null;
  return (
    <p className="ticket-replay" role="note">
      {text("chart.replay.ticket", { symbols: [...new Set(symbols)].join(", ") })}
    </p>
  );
}
