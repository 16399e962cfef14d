import { X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useAll } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { TypedField } from "../../ui/typed-field.tsx";
import type { FormPart } from "./form-parts.ts";

const OFFERED = "session-symbols";

interface WhatSectionProps extends FormPart {
  /** A session stays on the account it was made for. */
  readonly isNew: boolean;
}

/** Name, account and symbols. */
export function WhatSection({ draft, put, problemOf, begun, isNew }: WhatSectionProps): ReactNode {
  const text = useText();
  const services = useServices();
  const accounts = useAll(services.accounts);
  const offered = useAll(services.instruments).filter(({ accountId }) => accountId === draft.account);
  const [typed, setTyped] = useState("");
  const unknown = typed.trim() !== "" && !offered.some(({ symbol }) => symbol.startsWith(typed.trim()));
  const type = (value: string): void => {
    const found = offered.find(({ symbol }) => symbol === value.trim());
    if (found === undefined || draft.symbols.includes(found.symbol)) return setTyped(value);
    put({ symbols: [...draft.symbols, found.symbol] });
    setTyped("");
  };
  return (
    <fieldset className="form-section">
      <legend>{text("form.what")}</legend>
      <TypedField
        label={text("form.name")}
        numeric={false}
        value={draft.name}
        problem={problemOf("name")}
        onChange={(name) => put({ name })}
      />
      <ChoiceField
        label={text("form.account")}
        value={draft.account}
        disabled={!isNew}
        problem={problemOf("account")}
        options={accounts.map(({ id, name, nature }) => ({ value: id, text: `${name} · ${text(`nature.${nature}`)}` }))}
        onChange={(account) => put({ account, symbols: [] })}
      />
      <div className="typed">
        <span className="typed-label">{text("form.symbols")}</span>
        <ul className="form-symbols">
          {draft.symbols.map((symbol) => (
            <li key={symbol}>
              <Button
                disabled={begun}
                aria-label={text("form.symbols.remove", { symbol })}
                onClick={() => put({ symbols: draft.symbols.filter((one) => one !== symbol) })}
              >
                {symbol} <Icon of={X} size={11} />
              </Button>
            </li>
          ))}
        </ul>
        <span className="typed-told" data-problem={problemOf("symbols") !== undefined || undefined}>
          {problemOf("symbols") ?? ""}
        </span>
      </div>
      <TypedField
        label={text("form.symbols.add")}
        numeric={false}
        list={OFFERED}
        value={typed}
        disabled={begun}
        problem={unknown ? text("form.symbols.unknown", { symbol: typed.trim() }) : undefined}
        onChange={type}
      />
      <datalist id={OFFERED}>
        {offered.map(({ id, symbol, description }) => (
          <option key={id} value={symbol}>
            {description}
          </option>
        ))}
      </datalist>
    </fieldset>
  );
}
