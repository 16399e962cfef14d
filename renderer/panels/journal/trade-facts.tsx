import type { ReactNode } from "react";
import type { JournalTrade } from "#shared/contract/journal-trade.ts";
import { stampText } from "../../format/clock.ts";
import { resultText } from "../../format/money.ts";
import type { Text, TextKey } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { minorText } from "../../i18n/verdict-words.ts";
import { fixed } from "../statistics/metric-text.ts";
import { heldText, priceWords, rWords } from "./trade-columns.ts";

const BY = ["stopLoss", "takeProfit", "stopOut", "expert", "client", "mobile", "web", "other"] as const;

/** A fact with its words; or why it is not known. */
interface Fact {
  readonly key: TextKey;
  readonly words: string | undefined;
  readonly why?: TextKey;
}

/** Everything known of a trade, by part; what is not known is there too, and says why. */
export function TradeFacts({ trade }: { readonly trade: JournalTrade }): ReactNode {
  const text = useText();
  return (
    <>
      <Facts title={text("journal.part.trade")} facts={dealtFacts(trade, text)} />
      {!trade.matched ? null : <p className="journal-remark">{text("journal.matched")}</p>}
      <Facts title={text("journal.part.behind")} facts={behindFacts(trade, text)} />
      <Facts title={text("journal.part.measured")} facts={measuredFacts(trade, text)} />
    </>
  );
}

function Facts({ title, facts }: { readonly title: string; readonly facts: readonly Fact[] }): ReactNode {
  const text = useText();
  return (
    <section className="journal-facts" aria-label={title}>
      <h4>{title}</h4>
      <dl>
        {facts.map(({ key, words, why }) => (
          <div key={key}>
            <dt>{text(key)}</dt>
            <dd className="selectable">
              {words ?? (
                <span className="dim">
                  {text("journal.unknown")}
                  {why !== undefined && `: ${text(why)}`}
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function dealtFacts(trade: JournalTrade, text: Text): readonly Fact[] {
  const result = (minor: number): string => `${resultText({ minor, ...trade })} ${trade.currency}`;
  const known = BY.find((by) => by === trade.closedBy);
  return [
    {
      key: "journal.fact.opened",
      words: trade.openMs === null ? undefined : stampText(trade.openMs),
      why: "journal.why.open",
    },
    { key: "journal.fact.closed", words: stampText(trade.closeMs) },
    {
      key: "journal.fact.entry",
      words: trade.openPrice === null ? undefined : priceWords(trade.openPrice, trade),
      why: "journal.why.open",
    },
    { key: "journal.fact.exit", words: priceWords(trade.closePrice, trade) },
    { key: "journal.fact.stop", words: trade.stopLoss === null ? undefined : priceWords(trade.stopLoss, trade) },
    { key: "journal.fact.target", words: trade.takeProfit === null ? undefined : priceWords(trade.takeProfit, trade) },
    { key: "journal.fact.held", words: trade.openMs === null ? undefined : heldText(trade, text) },
    { key: "journal.fact.closedBy", words: known === undefined ? undefined : text(`journal.by.${known}`) },
    { key: "journal.fact.profit", words: result(trade.profitMinor) },
    { key: "journal.fact.swap", words: result(trade.swapMinor) },
    { key: "journal.fact.costs", words: result(trade.costsMinor) },
    { key: "journal.fact.net", words: result(trade.netMinor) },
  ];
}

function behindFacts(trade: JournalTrade, text: Text): readonly Fact[] {
  const { sessionId, strategy, sessionTrade, galeStep, signal, comment } = trade;
  const session: readonly Fact[] =
    sessionId === null
      ? [{ key: "journal.fact.strategy", words: strategy === "" ? text("journal.fact.byHand") : strategy }]
      : [
          { key: "journal.fact.session", words: strategy },
          { key: "journal.fact.sessionTrade", words: sessionTrade === null ? undefined : String(sessionTrade) },
          { key: "journal.fact.galeStep", words: galeStep === null ? undefined : String(galeStep) },
        ];
  return [
    ...session,
    { key: "journal.fact.signal", words: signal ?? text("journal.fact.noSignal") },
    { key: "journal.fact.source", words: text(`journal.fact.source.${trade.origin}`) },
    { key: "journal.fact.account", words: trade.accountId },
    ...(comment === "" ? [] : [{ key: "journal.fact.comment" as const, words: comment }]),
  ];
}

function measuredFacts({ context, ...trade }: JournalTrade, text: Text): readonly Fact[] {
  const { riskMinor, r, maeMinor, mfeMinor, spreadOpen, spreadClose, slippageOpen, slippageClose } = context;
  const money = (minor: number | null): string | undefined => (minor === null ? undefined : minorText(minor, trade));
  const pair = (open: number | null, close: number | null): string | undefined =>
    open === null && close === null ? undefined : `${points(open, text)} / ${points(close, text)}`;
  return [
    { key: "journal.fact.risk", words: money(riskMinor), why: "journal.why.risk" },
    { key: "journal.fact.r", words: r === null ? undefined : `${rWords(r)} R`, why: "journal.why.risk" },
    { key: "journal.fact.mae", words: money(maeMinor), why: "journal.why.ticks" },
    { key: "journal.fact.mfe", words: money(mfeMinor), why: "journal.why.ticks" },
    { key: "journal.fact.spread", words: pair(spreadOpen, spreadClose), why: "journal.why.ticks" },
    { key: "journal.fact.slippage", words: pair(slippageOpen, slippageClose), why: "journal.why.asked" },
  ];
}

const points = (value: number | null, text: Text): string =>
  value === null
    ? text("journal.unknown")
    : text("journal.fact.points", { value: fixed(value, Number.isInteger(value) ? 0 : 1) });
