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
  const choices = useAsked(key, () => journal.choices({})).answer;
  return useMemo(() => {
    return {
      accounts: accounts ?? [],
      symbols: choices?.symbols ?? [],
      sessions: choices?.sessions.map(({ sessionId, name }) => ({ id: sessionId, name })) ?? [],
      tags: tags?.map(({ tag }) => tag) ?? [],
    };
  }, [accounts, choices, tags]);
}
