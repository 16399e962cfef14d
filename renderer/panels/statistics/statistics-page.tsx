import { type ReactNode, useState } from "react";
import "./statistics.css";
import type { JournalAccount } from "#shared/contract/journal.ts";
import type { Conversion, CurrencyStatistics, StatisticsView } from "#shared/contract/journal-statistics.ts";
import type { TradeFilter } from "#shared/contract/journal-trade.ts";
import { dateText } from "../../format/clock.ts";
import { resultText } from "../../format/money.ts";
import { useAsked } from "../../hooks/use-asked.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { BalanceCurve, EquityCurve } from "./balance-curve.tsx";
import { ConvertBar, ratesText } from "./convert-bar.tsx";
import { Distribution } from "./distribution.tsx";
import { type Grouping, GroupTable } from "./group-table.tsx";
import { HeatMap } from "./heat-map.tsx";
import { MetricTable } from "./metric-table.tsx";

interface StatisticsPageProps {
  readonly revision: number;
  readonly filter: TradeFilter;
  readonly accounts: readonly JournalAccount[];
}

/** Of the currency chosen; of all of them added up when that was asked for ("" chosen). */
function shownOf(view: StatisticsView, chosen: string | undefined): CurrencyStatistics | undefined {
  if (chosen === "" && view.converted !== null) return view.converted.statistics;
  return view.currencies.find(({ currency }) => currency === chosen) ?? view.currencies[0];
}

/** What the trades that fit come to: figures, curves, parts. Each currency by itself. */
export function StatisticsPage({ revision, filter, accounts }: StatisticsPageProps): ReactNode {
  const text = useText();
  const { journal } = useServices().client;
  const [convert, setConvert] = useState<Conversion>();
  /** A currency; "" = all of them added up. */
  const [chosen, setChosen] = useState<string>();
  const [by, setBy] = useState<Grouping>("symbol");
  const key = `${revision} ${JSON.stringify([filter, convert, by])}`;
  const asked = useAsked(key, async () => ({
    by,
    view: await journal.statistics({ filter, groupBy: by, ...(convert === undefined ? {} : { convert }) }),
  }));
  const { error, busy } = asked;
  const answer = asked.answer?.view;
  if (answer === undefined)
    return error === undefined ? <p className="panel-empty">{text("stats.loading")}</p> : <ErrorNote error={error} />;
  const shown = shownOf(answer, chosen);
  if (shown === undefined) return <p className="panel-empty">{text("stats.none")}</p>;
  const { currencies, converted, fromMs, toMs } = answer;
  const several = currencies.length > 1;
  return (
    <div className="stats" data-busy={busy || undefined}>
      {error !== undefined && <ErrorNote error={error} />}
      <div className="stats-head">
        {several && (
          <Segmented
            label={text("stats.currency")}
            value={chosen === "" && converted !== null ? "" : shown.currency}
            options={[
              ...currencies.map(({ currency }) => ({ value: currency, text: currency })),
              ...(converted === null
                ? []
                : [
                    {
                      value: "",
                      text: text("stats.currency.converted", { currency: converted.statistics.currency }),
                    },
                  ]),
            ]}
            onChoose={setChosen}
          />
        )}
        {fromMs !== null && toMs !== null && (
          <span className="dim">
            {text("stats.period", { count: shown.trades, from: dateText(fromMs), to: dateText(toMs) })}
          </span>
        )}
      </div>
      {several && (
        <ConvertBar
          key={currencies.map(({ currency }) => currency).join(" ")}
          currencies={currencies.map(({ currency }) => currency)}
          on={convert !== undefined}
          onConvert={(next) => {
            setConvert(next);
            setChosen(next === undefined ? undefined : "");
          }}
        />
      )}
      {converted !== null && shown === converted.statistics && (
        <p className="stats-rates">
          {text("stats.convert.used", { rates: ratesText(converted.rates, shown.currency) })}
        </p>
      )}
      <div className="stats-columns">
        <div className="stats-charts">
          <BalanceCurve statistics={shown} />
          <EquityCurve statistics={shown} />
          <Distribution statistics={shown} />
          <HeatMap statistics={shown} />
          <Days statistics={shown} />
          <GroupTable by={by} shownBy={asked.answer?.by ?? by} onBy={setBy} statistics={shown} accounts={accounts} />
        </div>
        <MetricTable metrics={shown.metrics} money={shown} />
      </div>
    </div>
  );
}

function Days({ statistics }: { readonly statistics: CurrencyStatistics }): ReactNode {
  const text = useText();
  const { bestDay, worstDay, currency, digits } = statistics;
  const days = [
    ["stats.bestDay", bestDay],
    ["stats.worstDay", worstDay],
  ] as const;
  return (
    <dl className="stats-days">
      {days.map(
        ([key, day]) =>
          day !== null && (
            <div key={key}>
              <dt>{text(key)}</dt>
              <dd className={day.netMinor < 0 ? "drop" : "gain"}>
                {text("stats.day", {
                  day: day.day,
                  net: `${resultText({ minor: day.netMinor, currency, digits })} ${currency}`,
                  count: day.trades,
                })}
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}
