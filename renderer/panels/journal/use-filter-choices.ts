import { useMemo } from "react";
import type { JournalAccount } from "#shared/contract/journal.ts";
import type { SessionId } from "#shared/trading/intent/intent.ts";
import { useAsked } from "../../hooks/use-asked.ts";
import { useServices } from "../../services/services.ts";

export interface SessionChoice {
  readonly id: SessionId;
  readonly name: string;
}

/** What there is to choose from: only what has closed trades. */
export interface FilterChoices {
  readonly accounts: readonly JournalAccount[];
  readonly sessions: readonly SessionChoice[];
  readonly symbols: readonly string[];
  readonly tags: readonly string[];
}

export function useFilterChoices(revision: number | undefined): FilterChoices {
  const { journal } = useServices().client;
  const key = `${revision}`;
  const accounts = useAsked(key, () => journal.accounts({})).answer;
  const tags = useAsked(key, () => journal.tags({})).answer;
  const symbols = useAsked(key, () => journal.statistics({ filter: {}, groupBy: "symbol" })).answer;
  const sessions = useAsked(key, () => journal.statistics({ filter: {}, groupBy: "session" })).answer;
  return useMemo(() => {
    const groups = symbols?.currencies.flatMap((one) => one.groups) ?? [];
    const named = sessions?.currencies.flatMap((one) => one.groups).filter((group) => group.key !== "") ?? [];
    return {
      accounts: accounts ?? [],
      symbols: [...new Set(groups.map((group) => group.key))].toSorted(),
      sessions: named.map((group) => ({ id: group.key as SessionId, name: group.label })),
      tags: tags?.map(({ tag }) => tag) ?? [],
    };
  }, [accounts, symbols, sessions, tags]);
}
