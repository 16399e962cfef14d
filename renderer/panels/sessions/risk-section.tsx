import type { ReactNode } from "react";
import { useText } from "../../i18n/use-text.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { TypedField } from "../../ui/typed-field.tsx";
import { echoes, type FormPart } from "./form-parts.ts";

const ECHO_OF = { lots: "lots", money: "money", riskPercent: "percent" } as const;

/** Amount, stop and target of a trade; stop loss and stop profit of the session. */
export function RiskSection({ draft, account, put, problemOf, begun }: FormPart): ReactNode {
  const text = useText();
  const echo = echoes(text, account);
  const optional = text("form.optional");
  return (
    <fieldset className="form-section">
      <legend>{text("form.risk")}</legend>
      <ChoiceField
        label={text("form.amountBy")}
        value={draft.amountBy}
        disabled={begun}
        options={(["lots", "money", "riskPercent"] as const).map((value) => ({
          value,
          text: text(`form.amountBy.${value}`),
        }))}
        onChange={(amountBy) => put({ amountBy })}
      />
      <TypedField
        label={text("form.amount")}
        value={draft.amount}
        problem={problemOf("amount")}
        echo={echo[ECHO_OF[draft.amountBy]](draft.amount)}
        onChange={(amount) => put({ amount })}
      />
      <TypedField
        label={text("form.stopPoints")}
        value={draft.stopPoints}
        disabled={begun}
        problem={problemOf("stopPoints")}
        echo={echo.points(draft.stopPoints)}
        onChange={(stopPoints) => put({ stopPoints })}
      />
      <TypedField
        label={text("form.takePoints")}
        value={draft.takePoints}
        disabled={begun}
        problem={problemOf("takePoints")}
        echo={echo.points(draft.takePoints) ?? optional}
        onChange={(takePoints) => put({ takePoints })}
      />
      <TypedField
        label={text("form.stopLoss")}
        value={draft.stopLoss}
        problem={problemOf("stopLoss")}
        echo={echo.money(draft.stopLoss)}
        onChange={(stopLoss) => put({ stopLoss })}
      />
      <TypedField
        label={text("form.stopProfit")}
        value={draft.stopProfit}
        problem={problemOf("stopProfit")}
        echo={echo.money(draft.stopProfit) ?? optional}
        onChange={(stopProfit) => put({ stopProfit })}
      />
    </fieldset>
  );
}
