import { type ReactNode, useState } from "react";
import "./statistics.css";
import type { JournalAccount } from "#shared/contract/journal.ts";
import type { CurrencyStatistics } from "#shared/contract/journal-statistics.ts";
import type { TradeFilter } from "#shared/contract/journal-trade.ts";
import { useAsked } from "../../hooks/use-asked.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { accountTitle } from "../journal/account-title.ts";
import type { SessionChoice } from "../journal/use-filter-choices.ts";
import { BalanceCurve } from "./balance-curve.tsx";
import { CompareTable } from "./compare-table.tsx";

type What = "accounts" | "sessions";

interface CompareViewProps {
  readonly revision: number;
  readonly filter: TradeFilter;
  readonly accounts: readonly JournalAccount[];
  readonly sessions: readonly SessionChoice[];
}

interface Choice {
  readonly value: string;
  readonly text: string;
  readonly filter: TradeFilter;
}

/** Two accounts or two sessions, figure beside figure, curve beside curve. */
export function CompareView({ revision, filter, accounts, sessions }: CompareViewProps): ReactNode {
  const text = useText();
  const [what, setWhat] = useState<What>("accounts");
  const [picked, setPicked] = useState<readonly [string, string]>(["", ""]);
  const choices: readonly Choice[] =
    what === "accounts"
      ? accounts.map((account) => ({
          value: account.accountId,
          text: accountTitle(account, text),
          filter: { ...filter, accountIds: [account.accountId] },
        }))
      : sessions.map(({ id, name }) => ({ value: id, text: name, filter: { ...filter, sessionIds: [id] } }));
  const [first, second] = picked.map((value) => choices.find((choice) => choice.value === value));
  const options = [{ value: "", text: text("compare.choose") }, ...choices];
  return (
    <div className="stats">
      <div className="compare-head">
        <Segmented
          label={text("compare.what")}
          value={what}
          options={(["accounts", "sessions"] as const).map((value) => ({ value, text: text(`compare.${value}`) }))}
          onChoose={(next) => {
            setWhat(next);
            setPicked(["", ""]);
          }}
        />
        {choices.length >= 2 && (
          <>
            <ChoiceField
              label={text("compare.first")}
              value={picked[0]}
              options={options}
              onChange={(value) => setPicked([value, picked[1]])}
            />
            <ChoiceField
              label={text("compare.second")}
              value={picked[1]}
              options={options}
              onChange={(value) => setPicked([picked[0], value])}
            />
          </>
        )}
      </div>
      {choices.length < 2 ? (
        <p className="panel-empty">
          {text(what === "accounts" ? "compare.needTwoAccounts" : "compare.needTwoSessions")}
        </p>
      ) : first === undefined || second === undefined ? (
        <p className="panel-empty">{text("compare.hint")}</p>
      ) : first === second ? (
        <p className="panel-empty">{text("compare.same")}</p>
      ) : (
        <Pair key={`${first.value} ${second.value}`} revision={revision} first={first} second={second} />
      )}
    </div>
  );
}

interface PairProps {
  readonly revision: number;
  readonly first: Choice;
  readonly second: Choice;
}

function Pair({ revision, first, second }: PairProps): ReactNode {
  const text = useText();
  const { journal } = useServices().client;
  const { answer, error } = useAsked(`${revision} ${JSON.stringify([first.filter, second.filter])}`, () =>
    Promise.all([journal.statistics({ filter: first.filter }), journal.statistics({ filter: second.filter })]),
  );
  if (answer === undefined)
    return error === undefined ? <p className="panel-empty">{text("stats.loading")}</p> : <ErrorNote error={error} />;
  const [a, b] = answer.map(({ currencies }) => currencies[0]);
  const both = a !== undefined && b !== undefined;
  return (
    <>
      {error !== undefined && <ErrorNote error={error} />}
      {both && a.currency !== b.currency && (
        <p className="stats-rates">{text("compare.currencies", { first: a.currency, second: b.currency })}</p>
      )}
      {answer.map(
        ({ currencies: [one, ...others] }, index) =>
          one !== undefined &&
          others.length > 0 && (
            <p key={index} className="stats-rates">
              {text("compare.several", { currency: one.currency })}
            </p>
          ),
      )}
      <div className="compare-pair">
        <Side title={first.text} statistics={a} />
        <Side title={second.text} statistics={b} />
      </div>
      {both && <CompareTable titles={[first.text, second.text]} sides={[a, b]} />}
    </>
  );
}

interface SideProps {
  readonly title: string;
  readonly statistics: CurrencyStatistics | undefined;
}

function Side({ title, statistics }: SideProps): ReactNode {
  const text = useText();
  return (
    <section aria-label={title}>
      <h4>{title}</h4>
      {statistics === undefined ? (
        <p className="panel-empty">{text("compare.noTrades")}</p>
      ) : (
        <BalanceCurve statistics={statistics} />
      )}
    </section>
  );
}
