import type { ReactNode } from "react";
import type { Account } from "#shared/contract/accounts.ts";
import type { RiskView } from "#shared/contract/risk.ts";
import { useText } from "../../i18n/use-text.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { HoursField } from "../../ui/hours-field.tsx";
import { TypedField } from "../../ui/typed-field.tsx";
import { ZONE_LIST } from "../../ui/zone-list.tsx";
import { AmountRow } from "./amount-row.tsx";
import { AMOUNT_FIELDS, type LimitsDraft, NUMBER_FIELDS } from "./limits-draft.ts";
import { moneyEcho, moneyOf } from "./limits-echo.ts";
import { NumberRow } from "./number-row.tsx";

export interface LimitsFormProps {
  readonly account: Account;
  readonly day: RiskView["day"];
  readonly draft: LimitsDraft;
  readonly put: (change: Partial<LimitsDraft>) => void;
  readonly problemOf: (field: string) => string | undefined;
}

const UNSTOPPED = ["unlimited", "asItStands"] as const;

/** Every limit, on or off, each read back in money. */
export function LimitsForm({ account, day, draft, put, problemOf }: LimitsFormProps): ReactNode {
  const text = useText();
  const unstopped = UNSTOPPED.map((value) => ({ value, text: text(`limits.unstopped.${value}`) }));
  return (
    <>
      <div className="limits-basics">
        <TypedField
          label={text("limits.name")}
          numeric={false}
          value={draft.name}
          problem={problemOf("name")}
          onChange={(name) => put({ name })}
        />
        <TypedField
          label={text("limits.initialBalance")}
          value={draft.initialBalance}
          problem={problemOf("initialBalance")}
          echo={moneyEcho(draft.initialBalance, account, text)}
          onChange={(initialBalance) => put({ initialBalance })}
        />
        <TypedField
          label={text("limits.zone")}
          numeric={false}
          list={ZONE_LIST}
          value={draft.zone}
          problem={problemOf("zone")}
          onChange={(zone) => put({ zone })}
        />
        <TypedField
          label={text("limits.resetAt")}
          value={draft.resetAt}
          problem={problemOf("resetAt")}
          onChange={(resetAt) => put({ resetAt })}
        />
      </div>
      {AMOUNT_FIELDS.map((field) => (
        <AmountRow
          key={field}
          field={field}
          currency={account.currency}
          value={draft.amounts[field]}
          problem={problemOf(field)}
          money={moneyOf(draft.amounts[field], { draft, account, day }, text)}
          onChange={(value) => put({ amounts: { ...draft.amounts, [field]: value } })}
        >
          {field === "dailyLoss" && (
            <>
              <ChoiceField
                label={text("limits.anchor")}
                value={draft.anchor}
                options={(["dayStartBalance", "dayStartEquity", "dayStartHigher"] as const).map((value) => ({
                  value,
                  text: text(`anchor.${value}`),
                }))}
                onChange={(anchor) => put({ anchor })}
              />
              <ChoiceField
                label={text("limits.unstopped")}
                value={draft.dailyUnstopped}
                options={unstopped}
                onChange={(dailyUnstopped) => put({ dailyUnstopped })}
              />
            </>
          )}
          {field === "totalLoss" && (
            <>
              <ChoiceField
                label={text("limits.anchor")}
                value={draft.mode}
                options={(["static", "trailing", "endOfDayTrailing"] as const).map((value) => ({
                  value,
                  text: text(`anchor.${value}`),
                }))}
                onChange={(mode) => put({ mode })}
              />
              <ChoiceField
                label={text("limits.unstopped")}
                value={draft.totalUnstopped}
                options={unstopped}
                onChange={(totalUnstopped) => put({ totalUnstopped })}
              />
            </>
          )}
        </AmountRow>
      ))}
      {NUMBER_FIELDS.map((field) => (
        <NumberRow
          key={field}
          field={field}
          value={draft.numbers[field]}
          problem={problemOf(field)}
          onChange={(value) => put({ numbers: { ...draft.numbers, [field]: value } })}
        />
      ))}
      <HoursField
        label={text("rule.limit.hours")}
        value={draft.hours}
        problem={problemOf("hours") ?? problemOf("hours.zone") ?? problemOf("hours.windows")}
        onChange={(hours) => put({ hours })}
      />
    </>
  );
}
