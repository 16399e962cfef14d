import { type ReactNode, useState } from "react";
import type { JournalAccount } from "#shared/contract/journal.ts";
import type { CurrencyStatistics, GROUPINGS, TradeGroup } from "#shared/contract/journal-statistics.ts";
import type { TradeFilter } from "#shared/contract/journal-trade.ts";
import { amountText, resultText } from "../../format/money.ts";
import { useAsked } from "../../hooks/use-asked.ts";
import type { Text, TextKey } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { accountTitle } from "../journal/account-title.ts";
import { rWords } from "../journal/trade-columns.ts";
import { Result } from "../sessions/result.tsx";
import { fixed } from "./metric-text.ts";

type Grouping = (typeof GROUPINGS)[number];
const SHOWN: readonly Grouping[] = [
  "symbol",
  "strategy",
  "session",
  "account",
  "side",
  "hour",
  "weekday",
  "day",
  "month",
];
const COLUMNS = ["trades", "won", "net", "factor", "payoff", "drawdown", "r"] as const;

interface GroupTableProps {
  readonly revision: number;
  readonly filter: TradeFilter;
  readonly statistics: CurrencyStatistics;
  readonly accounts: readonly JournalAccount[];
}

/** The same trades in parts; the parts' nets add up to the whole. */
export function GroupTable({ revision, filter, statistics, accounts }: GroupTableProps): ReactNode {
  const text = useText();
  const { journal } = useServices().client;
  const [by, setBy] = useState<Grouping>("symbol");
  const { answer, error } = useAsked(`${revision} ${by} ${JSON.stringify(filter)}`, async () => ({
    by,
    view: await journal.statistics({ filter, groupBy: by }),
  }));
  const { currency, digits } = statistics;
  const groups = answer?.view.currencies.find((one) => one.currency === currency)?.groups ?? [];
  const name = (group: TradeGroup): string => groupName(answer?.by ?? by, group, accounts, text);
  return (
    <section className="stats-groups" aria-label={text("stats.groups")}>
      <div className="stats-groups-head">
        <h4>{text("stats.groups")}</h4>
        <Segmented
          label={text("stats.groups")}
          value={by}
          options={SHOWN.map((value) => ({ value, text: text(`stats.group.${value}`) }))}
          onChoose={setBy}
        />
      </div>
      {error !== undefined && <ErrorNote error={error} />}
      <div className="stats-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{text(`stats.group.${answer?.by ?? by}`)}</th>
              {COLUMNS.map((column) => (
                <th key={column} scope="col" className="number">
                  {text(`stats.group.${column}` satisfies TextKey)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <tr key={group.key}>
                <th scope="row">{name(group)}</th>
                <td className="number">{group.trades}</td>
                <td className="number">{fixed((100 * group.wins) / Math.max(1, group.trades), 1)} %</td>
                <td className="number">
                  <Result minor={group.netMinor} money={{ currency, digits }} />
                </td>
                <td className="number">{group.profitFactor === null ? "–" : fixed(group.profitFactor, 2)}</td>
                <td className="number">
                  {group.payoffMinor === null ? "–" : resultText({ minor: group.payoffMinor, currency, digits })}
                </td>
                <td className="number">{amountText({ minor: group.drawdownMinor, currency, digits })}</td>
                <td className="number">{rWords(group.expectancyR)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** A part's name in the trader's words. */
function groupName(by: Grouping, { key, label }: TradeGroup, accounts: readonly JournalAccount[], text: Text): string {
  switch (by) {
    case "account": {
      const account = accounts.find(({ accountId }) => accountId === key);
      return account === undefined ? label : accountTitle(account, text);
    }
    case "session":
      return key === "" ? text("stats.group.noSession") : label;
    case "strategy":
      return key === "" ? text("stats.group.byHand") : label;
    case "side":
      return key === "buy" || key === "sell" ? text(`journal.side.${key}`) : label;
    case "hour":
      return `${key}:00`;
    case "weekday":
      return /^[1-7]$/.test(key) ? text(`stats.weekday.${key as "1"}`) : label;
    default:
      return label;
  }
}
