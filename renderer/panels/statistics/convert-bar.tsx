import { type ReactNode, useState } from "react";
import type { Conversion } from "#shared/contract/journal-statistics.ts";
import { useText } from "../../i18n/use-text.ts";
import { Button } from "../../ui/button.tsx";
import { readRates } from "./read-rates.ts";

/** `1 EUR = 1.08 USD, 1 JPY = 0.0066 USD`. */
export const ratesText = (rates: Conversion["rates"], currency: string): string =>
  rates.map(({ from, rate }) => `1 ${from} = ${rate} ${currency}`).join(", ");

interface ConvertBarProps {
  readonly currencies: readonly string[];
  readonly on: boolean;
  readonly onConvert: (conversion: Conversion | undefined) => void;
}

/** Several currencies stand apart until the trader says at which rates they may be added up. */
export function ConvertBar({ currencies, on, onConvert }: ConvertBarProps): ReactNode {
  const text = useText();
  const [currency, setCurrency] = useState(currencies[0] ?? "");
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [tried, setTried] = useState(false);
  const others = currencies.filter((one) => one !== currency);
  const rates = readRates(others, typed);
  return (
    <div className="stats-convert">
      <p>{text("stats.several", { count: currencies.length })}</p>
      <label>
        {text("stats.convert")}{" "}
        <select className="field" value={currency} onChange={(event) => setCurrency(event.target.value)}>
          {currencies.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </label>
      {others.map((from) => (
        <label key={from}>
          {text("stats.convert.rate", { from })}{" "}
          <input
            className="field"
            inputMode="decimal"
            autoComplete="off"
            value={typed[from] ?? ""}
            onChange={(event) => setTyped({ ...typed, [from]: event.target.value })}
          />{" "}
          {currency}
        </label>
      ))}
      <Button
        onClick={() => {
          setTried(true);
          if (rates !== undefined) onConvert({ currency, rates: [...rates] });
        }}
      >
        {text("stats.convert.do")}
      </Button>
      {on && (
        <Button look="quiet" onClick={() => onConvert(undefined)}>
          {text("stats.convert.stop")}
        </Button>
      )}
      {tried && rates === undefined && (
        <span className="journal-wrong" role="alert">
          {text("stats.convert.bad")}
        </span>
      )}
    </div>
  );
}
