import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { IntentView } from "#shared/contract/trading.ts";
import { lotsText } from "../../format/lots.ts";
import type { PriceFormat } from "../../format/price.ts";
import { reasonWords } from "../../i18n/reason-words.ts";
import { useText } from "../../i18n/use-text.ts";

interface IntentWordsProps {
  readonly intent: IntentView;
  readonly format: PriceFormat | undefined;
}

/** An intent in words: its state, what was executed, why it is so and what to do; the code small. */
export function IntentWords({ intent, format }: IntentWordsProps): ReactNode {
  const text = useText();
  const { language } = useTranslation().i18n;
  const { action, symbol, state, executedLots, executedPrice, order, position, retcode, reason, adopted } = intent;
  const words = reasonWords(intent, language);
  const filled =
    executedLots > 0 && executedPrice !== undefined
      ? text("outcome.at", {
          lots: lotsText(executedLots),
          price: format === undefined ? executedPrice : format.text(executedPrice),
        })
      : undefined;
  const ticket = position ?? order;
  const codes = [reason, retcode === undefined ? undefined : String(retcode)].filter((code) => code !== undefined);
  return (
    <span className="outcome-words">
      {`${symbol} ${text(`action.${action}`)}: `}
      <span className="outcome-state">{text(`intent.${state}`)}</span>
      {filled !== undefined && ` ${filled}`}
      {ticket !== undefined && <span className="dim"> {text("outcome.ticket", { ticket })}</span>}
      {adopted && ` ${text("outcome.adopted")}`}
      {words !== undefined && (
        <>
          {" "}
          {words.what} <span className="outcome-now">{words.now}</span>
        </>
      )}
      {codes.length > 0 && <span className="outcome-code"> {codes.join(" ")}</span>}
    </span>
  );
}
