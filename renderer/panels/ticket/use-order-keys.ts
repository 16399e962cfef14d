import { useEffect } from "react";
import type { Account } from "#shared/contract/accounts.ts";
import type { Instrument } from "#shared/contract/market.ts";
import { priceFormat } from "../../format/price.ts";
import type { Submission } from "../../hooks/use-submit.ts";
import { accountText } from "../../i18n/account-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import type { KeyCommand } from "../../stores/trading-keys.ts";
import { askVerdict } from "./ask-verdict.ts";
import { blockedBy } from "./blocked-by.ts";
import type { Draft, Side } from "./draft.ts";
import { firstProblem } from "./readings.ts";
import { sendText } from "./send-button.tsx";

interface Ticket {
  readonly account: Account | undefined;
  readonly instrument: Instrument | undefined;
  readonly draft: Draft;
  readonly submission: Submission;
}

/** Buying and selling by key: what the ticket says, judged at the moment of the press, whether it is open or closed. */
export function useOrderKeys({ account, instrument, draft, submission }: Ticket): void {
  const text = useText();
  const { client, quotes, keys, status } = useServices();
  useEffect(() => {
    const prepare = async (side: Side): Promise<KeyCommand> => {
      if (account === undefined || instrument === undefined) return { blocked: text("ticket.none") };
      const { id, symbol } = instrument;
      const quote = quotes.get(id)?.quote;
      const asked = { accountId: account.id, symbol, draft, seen: { buy: quote?.ask, sell: quote?.bid } };
      const verdict = await askVerdict(client, asked, side);
      const connected = status.get().phase === "open";
      const blocked = blockedBy(text, verdict, { draft, connected, submission });
      if (blocked !== undefined || verdict.order === undefined)
        return { blocked: firstProblem(text, verdict) ?? blocked ?? text("ticket.wait.fields") };
      const words = `${sendText(text, side, instrument, verdict)} \u2013 ${accountText(text, account)}`;
      return { words, accountId: account.id, order: verdict.order, format: priceFormat(instrument) };
    };
    const stops = [keys.offer("buy", () => prepare("buy")), keys.offer("sell", () => prepare("sell"))];
    return () => {
      for (const stop of stops) stop();
    };
  }, [text, client, quotes, keys, status, account, instrument, draft, submission]);
}
