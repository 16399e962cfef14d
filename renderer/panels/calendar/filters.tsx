import type { ReactNode } from "react";
import { IMPORTANCES } from "#shared/market/calendar/importance.ts";
import { useCommandsInTurn } from "../../hooks/use-commands-in-turn.ts";
import { useSetSetting } from "../../hooks/use-setting.ts";
import { useText } from "../../i18n/use-text.ts";
import { ErrorNote } from "../../ui/error-note.tsx";

interface CalendarFiltersProps {
  readonly present: readonly string[];
  /** Empty = all. */
  readonly currencies: readonly string[];
  readonly importance: string;
}

/** Which releases are shown; kept as settings, so that they are there tomorrow and on the user's other computers. */
export function CalendarFilters({ present, currencies, importance }: CalendarFiltersProps): ReactNode {
  const text = useText();
  const set = useSetSetting();
  const { error, run } = useCommandsInTurn();
  const toggle = (currency: string): void => {
    const next = currencies.includes(currency)
      ? currencies.filter((known) => known !== currency)
      : [...currencies, currency];
    run(() => set("calendar.currencies", next));
  };
  return (
    <>
      <fieldset className="calendar-currencies">
        <legend className="visually-hidden">{text("calendar.currencies")}</legend>
        {present.map((currency) => (
          <label key={currency}>
            <input type="checkbox" checked={currencies.includes(currency)} onChange={() => toggle(currency)} />
            {currency}
          </label>
        ))}
      </fieldset>
      <label className="calendar-importance">
        {text("calendar.importance")}
        <select
          className="field"
          value={importance}
          onChange={({ target }) => run(() => set("calendar.importance", target.value))}
        >
          {IMPORTANCES.map((value) => (
            <option key={value} value={value}>
              {text(`calendar.importance.${value}`)}
            </option>
          ))}
        </select>
      </label>
      {error !== undefined && <ErrorNote error={error} />}
    </>
  );
}
