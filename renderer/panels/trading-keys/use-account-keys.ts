import { useEffect } from "react";
import { lotsText } from "../../format/lots.ts";
import { priceFormat } from "../../format/price.ts";
import { useInstrumentsBySymbol } from "../../hooks/use-instruments.ts";
import { accountText } from "../../i18n/account-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { useShownPositions } from "../../services/holdings.ts";
import { useServices } from "../../services/services.ts";
import { useShownAccount } from "../../services/shown.ts";
import type { KeyCommand } from "../../stores/trading-keys.ts";
import { closeOrder } from "../positions/orders-for-position.ts";

/** Closing the selected position and flattening by key, for the account on screen. */
export function useAccountKeys(): void {
  const text = useText();
  const { keys, selected } = useServices();
  const account = useShownAccount();
  const positions = useShownPositions()?.positions;
  const instruments = useInstrumentsBySymbol();
  useEffect(() => {
    if (account === undefined) return;
    const to = accountText(text, account);
    const close = (): KeyCommand => {
      // With a single position there is nothing to choose.
      const only = positions?.length === 1 ? positions[0] : undefined;
      const position = positions?.find(({ id }) => id === selected.get()) ?? only;
      const instrument = position && instruments.get(position.symbol);
      if (position === undefined || instrument === undefined) return { blocked: text("keys.noPosition") };
      const { symbol, volume } = position;
      return {
        words: text("positions.close.long", { lots: lotsText(volume), symbol, account: to }),
        accountId: account.id,
        order: closeOrder(position, null),
        format: priceFormat(instrument),
      };
    };
    const flatten = (): KeyCommand => ({
      words: `${text("kill.flattenAll")} \u2013 ${to}`,
      accountId: account.id,
      order: "flatten",
    });
    const stops = [keys.offer("close", close), keys.offer("flatten", flatten)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [text, keys, selected, account, positions, instruments]);
}
