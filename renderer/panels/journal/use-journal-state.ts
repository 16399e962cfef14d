import { useEffect, useState } from "react";
import { useServices } from "../../services/services.ts";

export interface JournalState {
  /** Grows with every change of trades, notes, tags and imports. */
  readonly revision: number;
  /** Closed trades in all. */
  readonly trades: number;
  /** Trades whose ticks are still being looked at. */
  readonly measuring: number;
}

/** How far the journal is; undefined until it has said. */
export function useJournalState(): JournalState | undefined {
  const { client } = useServices();
  const [state, setState] = useState<JournalState>();
  useEffect(() => {
    const stream = client.journal.state.subscribe({}, { items: (batch) => setState((was) => batch.at(-1) ?? was) });
    return () => stream.close();
  }, [client]);
  return state;
}
