import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "#shared/contract/accounts.ts";
import type { SessionView } from "#shared/contract/sessions.ts";
import { useCommand } from "../../hooks/use-command.ts";
import { useAll } from "../../hooks/use-store.ts";
import { accountText } from "../../i18n/account-words.ts";
import { whyWords } from "../../i18n/session-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { ErrorNote } from "../../ui/error-note.tsx";
import { AccountTag } from "../account/account-tag.tsx";
import { SendingButton } from "../order-outcome/sending-button.tsx";

/** How long a signal given by hand may wait in a queue. */
const VALID_MS = 30_000;

type Client = ReturnType<typeof useServices>["client"];
type Receipt = Awaited<ReturnType<Client["signals"]["submit"]>>;

type Signal = Parameters<Client["signals"]["submit"]>[0];

/** A signal of this moment, with an id of its own: pressing again is another signal. */
function signalNow(said: Pick<Signal, "type" | "symbol" | "mode">): Signal {
  const emittedMs = Date.now();
  const id = crypto.randomUUID();
  return { ...said, source: "manual", payload: "", id, emittedMs, validUntilMs: emittedMs + VALID_MS };
}

interface ManualSignalProps {
  readonly view: SessionView;
  readonly account: Account | undefined;
}

/** Buy or sell as a signal: sessions decide by their own rules, and what became of it is said in words. */
export function ManualSignal({ view, account }: ManualSignalProps): ReactNode {
  const text = useText();
  const { client } = useServices();
  const { busy, error, run } = useCommand();
  const { symbols, mode } = view.config;
  const [symbol, setSymbol] = useState(symbols[0] ?? "");
  const [receipt, setReceipt] = useState<Receipt>();
  const send = (type: "buy" | "sell"): void => {
    const signal = signalNow({ type, symbol, mode });
    void run(async () => setReceipt(await client.signals.submit(signal)));
  };
  return (
    <section className="manual-signal" aria-label={text("signal.title")}>
      <div className="manual-signal-row">
        <span className="dim" title={text("signal.help")}>
          {text("signal.title")}
        </span>
        {symbols.length > 1 && (
          <select
            className="field"
            aria-label={text("signal.symbol")}
            value={symbol}
            onChange={(event) => setSymbol(event.target.value)}
          >
            {symbols.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        )}
        {(["buy", "sell"] as const).map((type) => (
          <SendingButton
            key={type}
            account={account}
            what={`${text(`trade.${type}`)} ${symbol} – ${account === undefined ? "" : accountText(text, account)}`}
            className={`button button-plain signal-${type}`}
            disabled={busy}
            onSend={() => send(type)}
          >
            {text(`trade.${type}`)} {account !== undefined && <AccountTag account={account} />}
          </SendingButton>
        ))}
      </div>
      {error !== undefined && <ErrorNote error={error} />}
      {busy ? (
        <p className="dim">{text("signal.sending")}</p>
      ) : (
        receipt !== undefined && <ReceiptWords receipt={receipt} />
      )}
    </section>
  );
}

function ReceiptWords({ receipt }: { readonly receipt: Receipt }): ReactNode {
  const text = useText();
  const { language } = useTranslation().i18n;
  const sessions = useAll(useServices().sessions);
  const { verdict, deliveries } = receipt;
  return (
    <div role="status" className="signal-receipt">
      <p>
        {text(`signal.${verdict}`)}
        {verdict === "accepted" && deliveries.length === 0 && ` ${text("signal.nobody")}`}
      </p>
      <ul>
        {deliveries.map(({ sessionId, state, reason }) => {
          const said = text(`delivery.${state}`);
          const words =
            reason === null
              ? said
              : text("delivery.because", { words: said, reason: whyWords(reason, text, language) });
          const session = sessions.find((one) => one.sessionId === sessionId)?.config.name ?? sessionId;
          return (
            <li key={sessionId} data-delivery={state}>
              {text("delivery.line", { session, words })}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
