import type { ReactNode } from "react";
import type { JournalAccount } from "#shared/contract/journal.ts";
import type { CurrencyStatistics, GROUPINGS, TradeGroup } from "#shared/contract/journal-statistics.ts";
import { amountText, resultText } from "../../format/money.ts";
import type { Text, TextKey } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { Segmented } from "../../ui/segmented.tsx";
import { accountTitle } from "../journal/account-title.ts";
import { rWords } from "../journal/trade-columns.ts";
import { Result } from "../sessions/result.tsx";
import { fixed } from "./metric-text.ts";

export type Grouping = (typeof GROUPINGS)[number];
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
  /** The parts that were asked for, and those that `statistics` holds. */
  readonly by: Grouping;
  readonly shownBy: Grouping;
  readonly onBy: (by: Grouping) => void;
  readonly statistics: CurrencyStatistics;
  readonly accounts: readonly JournalAccount[];
}

/** The same trades in parts; the parts' nets add up to the whole. */
export function GroupTable({ by, shownBy, onBy, statistics, accounts }: GroupTableProps): ReactNode {
  const text = useText();
  const { currency, digits, groups } = statistics;
  const name = (group: TradeGroup): string => groupName(shownBy, group, accounts, text);
  return (
    <section className="stats-groups" aria-label={text("stats.groups")}>
      <div className="stats-groups-head">
        <h4>{text("stats.groups")}</h4>
        <Segmented
          label={text("stats.groups")}
          value={by}
          options={SHOWN.map((value) => ({ value, text: text(`stats.group.${value}`) }))}
          onChoose={onBy}
        />
      </div>
      <div className="stats-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{text(`stats.group.${shownBy}`)}</th>
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
      return key === "" ? text("journal.unknown") : `${key}:00`;
    case "weekday":
      return /^[1-7]$/.test(key) ? text(`stats.weekday.${key as "1"}`) : text("journal.unknown");
    default:
      return label;
  }
}
