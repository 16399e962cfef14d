import type { ReactNode } from "react";
import { limitAmountWords } from "../../i18n/limit-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { type MoneyTerms, ruleNumber, verdictWords } from "../../i18n/verdict-words.ts";
import { anchorKey, type RiskRow } from "./risk-rows.ts";

const WARN_PERCENT = 80;

interface RiskRowProps {
  readonly row: RiskRow;
  readonly money: MoneyTerms;
}

/** One limit: its formula in words, its numbers, a bar, its source. */
export function RiskRowView({ row, money }: RiskRowProps): ReactNode {
  const text = useText();
  const { field, limit, now, used } = row;
  const name = text(`rule.limit.${field}`);
  const anchor = anchorKey(limit);
  const formula = text(`formula.${field}`, {
    amount: limitAmountWords(limit, money, text),
    anchor: anchor === undefined ? "" : text(anchor),
  });
  // Where no number can be told, or too much is used, the words say why and what to do.
  const said =
    now === undefined || now.message === "" || now.status === "ok" || now.status === "info" ? undefined : now;
  const number = (value: number | null): string => (now === undefined ? "–" : ruleNumber(value, now.unit, money, text));
  return (
    <tr data-status={now?.status}>
      <td>
        <span className="risk-name">{name}</span>
        <span className="risk-formula">{formula}</span>
        {said !== undefined && <span className="risk-said">{verdictWords(said, money, text)}</span>}
      </td>
      {now === undefined ? (
        <td className="number dim" colSpan={3} title={text("risk.perOrder.long")}>
          {text("risk.perOrder")}
        </td>
      ) : (
        <>
          <td className="number">{number(now.value)}</td>
          <td className="number">{number(now.limit)}</td>
          <td className="number risk-room">{number(now.room)}</td>
        </>
      )}
      <td>{used !== undefined && <UsedBar name={name} used={used} />}</td>
      <td className="risk-source">
        {limit.source === null ? (
          <span className="dim">{text("risk.source.own")}</span>
        ) : (
          <>
            <a href={limit.source.url} target="_blank" rel="noreferrer" className="selectable">
              {new URL(limit.source.url).host}
            </a>{" "}
            <span className="dim">{text("risk.source.read", { date: limit.source.asOf })}</span>
          </>
        )}
      </td>
    </tr>
  );
}

function UsedBar({ name, used }: { readonly name: string; readonly used: number }): ReactNode {
  const text = useText();
  const percent = Math.floor(used * 100);
  return (
    <div
      className="used"
      role="meter"
      aria-label={text("risk.used.long", { percent, rule: name })}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <span className="used-track">
        <span className="used-fill" style={{ width: `${percent}%` }} />
        <span className="used-mark" style={{ left: `${WARN_PERCENT}%` }} />
      </span>
      <span className="used-number">{percent} %</span>
    </div>
  );
}
