import { type ReactNode, useId } from "react";
import type { Account } from "#shared/contract/accounts.ts";
import type { Instrument } from "#shared/contract/market.ts";
import { lotsText } from "../../format/lots.ts";
import { priceFormat } from "../../format/price.ts";
import { accountText } from "../../i18n/account-words.ts";
import type { Text } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { LoginTag } from "../account/account-tag.tsx";
import { SendingButton } from "../order-outcome/sending-button.tsx";
import type { SideVerdict } from "./ask-verdict.ts";
import type { Draft, Side } from "./draft.ts";

interface SendButtonProps {
  readonly side: Side;
  readonly account: Account;
  readonly instrument: Instrument;
  readonly verdict: SideVerdict | undefined;
  /** Why nothing may be sent now, in words. */
  readonly blocked: string | undefined;
  readonly onSend: () => void;
  readonly onLook: () => void;
}

/** The order as the bridge reads it, and where it goes: what the button says is what is sent. */
export function SendButton(props: SendButtonProps): ReactNode {
  const { side, account, instrument, verdict, blocked, onSend, onLook } = props;
  const text = useText();
  const id = useId();
  const what = sendText(text, side, instrument, verdict);
  return (
    <div className="send">
      <SendingButton
        account={account}
        what={`${what} – ${accountText(text, account)}`}
        className={`send-button send-${side}`}
        aria-disabled={blocked !== undefined}
        aria-describedby={blocked === undefined ? undefined : id}
        onSend={() => blocked === undefined && onSend()}
        onFocus={onLook}
        onPointerEnter={onLook}
      >
        <span className="send-what">{what}</span> <LoginTag account={account} />
      </SendingButton>
      {blocked !== undefined && (
        <span id={id} className="send-why">
          {blocked}
        </span>
      )}
    </div>
  );
}

/** `Buy 0.10 EURUSD at market`, by what the bridge has read. */
export function sendText(
  text: Text,
  side: Side,
  instrument: Pick<Instrument, "symbol" | "digits" | "pointsPerPip">,
  verdict: SideVerdict | undefined,
): string {
  const order = verdict?.preview?.order;
  const named = text(`ticket.${side}`);
  if (verdict === undefined || order === undefined || order.lots === null || order.problems.length > 0)
    return `${named} ${instrument.symbol}`;
  const { type }: Draft = verdict.draft;
  const price = (value: number | null): string => (value === null ? "?" : priceFormat(instrument).text(value));
  const how = text(`ticket.how.${type}`, { price: price(order.price), stopLimit: price(order.stopLimit) });
  return text("ticket.send", { side: named, lots: lotsText(order.lots), symbol: instrument.symbol, how });
}
