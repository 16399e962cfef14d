import { type ReactNode, useMemo, useState } from "react";
import type { Account } from "#shared/contract/accounts.ts";
import "../../ui/table.css";
import "../positions/positions.css";
import "../order-outcome/outcome.css";
import "./history.css";
import { resultText } from "../../format/money.ts";
import { useMarketNow } from "../../hooks/use-market-now.ts";
import { useText } from "../../i18n/use-text.ts";
import { useShownAccount } from "../../services/shown.ts";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { type Period, periodStart, totalsOf } from "./deal-sums.ts";
import { DealTable } from "./deal-table.tsx";
import { IntentTable } from "./intent-table.tsx";
import { useDeals } from "./use-deals.ts";

type Shown = "deals" | "intents";

/** What was dealt, and what was asked for. */
export function HistoryPanel(): ReactNode {
  const text = useText();
  const account = useShownAccount();
  const [shown, setShown] = useState<Shown>("deals");
  const [period, setPeriod] = useState<Period>("today");
  if (account === undefined) return <p className="panel-empty">{text("history.empty")}</p>;
  return (
    <div className="history">
      <div className="history-bar">
        <Segmented
          label={text("history.what")}
          value={shown}
          options={[
            { value: "deals", text: text("history.deals") },
            { value: "intents", text: text("history.intents") },
          ]}
          onChoose={setShown}
        />
        {shown === "deals" && (
          <Segmented
            label={text("history.period")}
            value={period}
            options={[
              { value: "today", text: text("history.today") },
              { value: "week", text: text("history.week") },
            ]}
            onChoose={setPeriod}
          />
        )}
      </div>
      {shown === "deals" ? <Deals account={account} period={period} /> : <IntentTable accountId={account.id} />}
    </div>
  );
}

function Deals({ account, period }: { readonly account: Account; readonly period: Period }): ReactNode {
  const text = useText();
  const nowMs = useMarketNow();
  const fromMs = nowMs === undefined ? undefined : periodStart(period, nowMs);
  const { deals, error } = useDeals(account.id, fromMs);
  const totals = useMemo(() => totalsOf(deals), [deals]);
  if (error !== undefined) return <ErrorNote error={error} />;
  if (deals.length === 0) return <p className="panel-empty">{text("history.empty")}</p>;
  return (
    <>
      <DealTable deals={deals} />
      <p className="history-total selectable">
        {totals.map((total) => (
          <span key={total.currency}>
            {text("history.total", { net: resultText(total), currency: total.currency, count: total.count })}
          </span>
        ))}
      </p>
    </>
  );
}
