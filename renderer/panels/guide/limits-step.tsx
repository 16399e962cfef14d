import { type ReactNode, useState } from "react";
import type { MinorUnits } from "#shared/market/brands.ts";
import { capitalLevel } from "#shared/trading/presets/capital-level.ts";
import {
  ANSWERS,
  type Answers,
  proposedLimits,
  QUESTIONS,
  TOLERANCES,
  type Tolerance,
  toleranceOf,
} from "#shared/trading/presets/tolerance.ts";
import { amountText } from "../../format/money.ts";
import { useCommand } from "../../hooks/use-command.ts";
import { useAll } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { minorText } from "../../i18n/verdict-words.ts";
import { useServices } from "../../services/services.ts";
import { useShownAccount } from "../../services/shown.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { AccountTag } from "../account/account-tag.tsx";
import { LimitsDialog } from "../risk/limits-dialog.tsx";
import { ProposedLimits } from "./proposed-limits.tsx";

/** Five questions, the limits that they lead to read back in money, and the button that sets them. */
export function LimitsStep(): ReactNode {
  const text = useText();
  const { client, risk } = useServices();
  const account = useShownAccount();
  const view = useAll(risk).find(({ accountId }) => accountId === account?.id);
  const [answers, setAnswers] = useState<Answers>({});
  const [picked, setPicked] = useState<Tolerance>();
  const [editing, setEditing] = useState(false);
  const { busy, error, run } = useCommand();
  if (account === undefined) return <p>{text("risk.noAccount")}</p>;
  const answered = toleranceOf(answers);
  const tolerance = picked ?? answered;
  const { balance, currencyDigits: digits, currency } = account;
  const level = capitalLevel(balance.minor, digits);
  const proposed =
    tolerance === undefined
      ? undefined
      : proposedLimits(tolerance, text(`guide.tolerance.${tolerance}`), Math.max(0, balance.minor) as MinorUnits);
  const onePercent = minorText(Math.floor(balance.minor / 100), { currency, digits });
  return (
    <>
      <h3>{text("guide.step.limits")}</h3>
      <p>{text("guide.limits.why")}</p>
      {view !== undefined && view.limits !== null && (
        <p role="status" className="guide-ok">
          {text("guide.limits.set", { name: view.limits.name, account: account.name })}
        </p>
      )}
      {QUESTIONS.map((question) => (
        <fieldset key={question} className="guide-question">
          <legend>{text(`guide.ask.${question}`)}</legend>
          {ANSWERS.map((answer) => (
            <label key={answer}>
              <input
                type="radio"
                name={`guide-${question}`}
                checked={answers[question] === answer}
                onChange={() => {
                  setPicked(undefined);
                  setAnswers({ ...answers, [question]: answer });
                }}
              />
              {text(`guide.ask.${question}.${answer}`)}
            </label>
          ))}
        </fieldset>
      ))}
      <p className="dim" role="status">
        {answered === undefined
          ? text("guide.limits.unanswered")
          : text("guide.limits.answered", { tolerance: text(`guide.tolerance.${answered}`) })}
      </p>
      <Segmented
        label={text("guide.tolerance")}
        value={tolerance}
        options={TOLERANCES.map((value) => ({ value, text: text(`guide.tolerance.${value}`) }))}
        onChoose={setPicked}
      />
      {proposed !== undefined && <ProposedLimits limits={proposed} account={account} />}
      <p>
        {text(`guide.capital.${level}`, { balance: `${amountText(balance)} ${currency}`, percent: onePercent })}{" "}
        {currency !== "USD" && currency !== "EUR" && text("guide.capital.currency", { currency })}
      </p>
      {error !== undefined && <ErrorNote error={error} />}
      <div className="guide-actions">
        <Button
          look="primary"
          disabled={proposed === undefined || busy}
          onClick={() => {
            if (proposed !== undefined)
              void run(() => client.risk.setLimits({ accountId: account.id, limits: structuredClone(proposed) }));
          }}
        >
          {text("guide.limits.take")} <AccountTag account={account} />
        </Button>
        <Button disabled={view === undefined} onClick={() => setEditing(true)}>
          {text("guide.limits.own")}
        </Button>
      </div>
      {editing && view !== undefined && (
        <LimitsDialog account={account} view={view} onClose={() => setEditing(false)} />
      )}
    </>
  );
}
