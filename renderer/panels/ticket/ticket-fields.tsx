import { type ReactNode, useId } from "react";
import type { Account } from "#shared/contract/accounts.ts";
import type { Instrument } from "#shared/contract/market.ts";
import { lotsText } from "../../format/lots.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Segmented } from "../../ui/segmented.tsx";
import type { SideVerdict } from "./ask-verdict.ts";
import { type Draft, ORDER_TYPES, SIZES } from "./draft.ts";
import { MoreFields } from "./more-fields.tsx";
import { NumberField } from "./number-field.tsx";
import { levelText, problemOf } from "./readings.ts";
import { decimalsOf } from "./stepping.ts";

export const AMOUNT_ID = "ticket-amount";

interface TicketFieldsProps {
  readonly account: Account;
  readonly instrument: Instrument;
  readonly draft: Draft;
  /** What the bridge says of the side on show. */
  readonly verdict: SideVerdict | undefined;
  readonly onChange: (change: Partial<Draft>) => void;
}

/** The inputs, top to bottom as the sentence they make. */
export function TicketFields({ account, instrument, draft, verdict, onChange }: TicketFieldsProps): ReactNode {
  const text = useText();
  const { quotes } = useServices();
  const { digits, tickSize, volumeMin, volumeStep } = instrument;
  const preview = verdict?.preview;
  const order = preview?.order;
  const priceOf = { digits, step: tickSize, from: quotes.get(instrument.id)?.quote.bid };
  const problem = (...fields: string[]): string | undefined => problemOf(text, verdict, ...fields);
  const risk = preview?.verdict?.worst.loss ?? null;
  const sized = order?.lots ?? null;
  return (
    <>
      <Segmented
        label={text("ticket.type")}
        value={draft.type}
        options={ORDER_TYPES.map((value) => ({ value, text: text(`ticket.type.${value}`) }))}
        onChoose={(type) => onChange({ type })}
      />
      <div className="ticket-size">
        <NumberField
          inputId={AMOUNT_ID}
          label={text(`ticket.amount.${draft.sizeBy}`, { currency: account.currency })}
          value={draft.amount}
          step={draft.sizeBy === "lots" ? volumeStep : draft.sizeBy === "money" ? 10 : 0.1}
          digits={draft.sizeBy === "lots" ? decimalsOf(volumeStep) : draft.sizeBy === "money" ? 0 : 1}
          from={draft.sizeBy === "lots" ? volumeMin : 1}
          problem={problem("lots", "amount")}
          hint={draft.sizeBy === "lots" || sized === null ? undefined : text("ticket.sized", { lots: lotsText(sized) })}
          onChange={(amount) => onChange({ amount })}
        />
        <SizeChoice draft={draft} onChange={onChange} />
      </div>
      {draft.type !== "market" && (
        <div className="ticket-pair">
          <NumberField
            {...priceOf}
            label={text(draft.type === "limit" ? "ticket.price" : "ticket.stopPrice")}
            value={draft.price}
            problem={problem("price")}
            onChange={(price) => onChange({ price })}
          />
          {draft.type === "stopLimit" && (
            <NumberField
              {...priceOf}
              label={text("ticket.stopLimit")}
              value={draft.stopLimit}
              problem={problem("stopLimit")}
              onChange={(stopLimit) => onChange({ stopLimit })}
            />
          )}
        </div>
      )}
      <NumberField
        {...priceOf}
        label={text("ticket.stopLoss")}
        placeholder={text("ticket.none.level")}
        value={draft.stopLoss}
        problem={problem("stopLoss")}
        hint={
          preview &&
          levelText(text, preview, { price: preview.order.stopLoss, minor: preview.levels.atStop }, instrument)
        }
        onChange={(stopLoss) => onChange({ stopLoss })}
      />
      <NumberField
        {...priceOf}
        label={text("ticket.takeProfit")}
        placeholder={text("ticket.none.level")}
        value={draft.takeProfit}
        problem={problem("takeProfit")}
        hint={
          preview &&
          levelText(text, preview, { price: preview.order.takeProfit, minor: preview.levels.atTake, risk }, instrument)
        }
        onChange={(takeProfit) => onChange({ takeProfit })}
      />
      <MoreFields instrument={instrument} draft={draft} verdict={verdict} onChange={onChange} />
    </>
  );
}

function SizeChoice({ draft, onChange }: Pick<TicketFieldsProps, "draft" | "onChange">): ReactNode {
  const text = useText();
  const id = useId();
  return (
    <div className="ticket-field">
      <label htmlFor={id}>{text("ticket.size")}</label>
      <select
        id={id}
        className="field ticket-select"
        value={draft.sizeBy}
        onChange={(event) => {
          const sizeBy = SIZES.find((known) => known === event.target.value) ?? "lots";
          onChange({ sizeBy, amount: sizeBy === "lots" ? "0.10" : sizeBy === "money" ? "100" : "1" });
        }}
      >
        {SIZES.map((value) => (
          <option key={value} value={value}>
            {text(`ticket.size.${value}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
