import { useEffect, useState } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { useServices } from "../../services/services.ts";
import { askVerdict, type SideVerdict } from "./ask-verdict.ts";
import type { Draft, Side } from "./draft.ts";

/** Long enough to skip the digits of one number, short enough to feel at once. */
const TYPING_MS = 120;
const REFRESH_MS = 1_000;

export interface Verdicts {
  readonly buy: SideVerdict | undefined;
  readonly sell: SideVerdict | undefined;
  /** `performance.now()` of the answer. */
  readonly atMs: number;
}

const NONE: Verdicts = { buy: undefined, sell: undefined, atMs: 0 };

/** Both sides of a draft as the bridge judges them: soon after each change, and again every second. */
export function useVerdicts(accountId: AccountId, instrument: Instrument, draft: Draft): Verdicts {
  const { client, quotes } = useServices();
  const [verdicts, setVerdicts] = useState<Verdicts>(NONE);
  const { id, symbol } = instrument;
  useEffect(() => {
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Each asks only after the one before it was answered: a slow bridge is not asked faster than it answers.
    const ask = async (): Promise<void> => {
      const quote = quotes.get(id)?.quote;
      const asked = { accountId, symbol, draft, seen: { buy: quote?.ask, sell: quote?.bid } };
      const of = (side: Side): Promise<SideVerdict> => askVerdict(client, asked, side);
      const [buy, sell] = await Promise.all([of("buy"), of("sell")]);
      if (!current) return;
      setVerdicts({ buy, sell, atMs: performance.now() });
      timer = setTimeout(() => void ask(), REFRESH_MS);
    };
    timer = setTimeout(() => void ask(), TYPING_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [client, quotes, accountId, id, symbol, draft]);
  return verdicts;
}
