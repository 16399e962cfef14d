import type { ReactNode } from "react";
import { useText } from "../../i18n/use-text.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { HoursField } from "../../ui/hours-field.tsx";
import { TypedField } from "../../ui/typed-field.tsx";
import { echoes, type FormPart } from "./form-parts.ts";

/** When trades and the session end, in which hours it trades, and what becomes of open trades. */
export function BoundsSection({ draft, account, put, problemOf, begun }: FormPart): ReactNode {
  const text = useText();
  const echo = echoes(text, account);
  const optional = text("form.optional");
  return (
    <fieldset className="form-section">
      <legend>{text("form.bounds")}</legend>
      <TypedField
        label={text("form.maxConcurrent")}
        value={draft.maxConcurrent}
        problem={problemOf("maxConcurrent")}
        echo={echo.count(draft.maxConcurrent)}
        onChange={(maxConcurrent) => put({ maxConcurrent })}
      />
      <TypedField
        label={text("form.maxTrades")}
        value={draft.maxTrades}
        problem={problemOf("maxTrades")}
        echo={echo.count(draft.maxTrades) ?? optional}
        onChange={(maxTrades) => put({ maxTrades })}
      />
      <TypedField
        label={text("form.hold")}
        value={draft.hold}
        problem={problemOf("hold")}
        echo={echo.minutes(draft.hold) ?? optional}
        onChange={(hold) => put({ hold })}
      />
      <TypedField
        label={text("form.maxDuration")}
        value={draft.maxDuration}
        problem={problemOf("maxDuration")}
        echo={echo.minutes(draft.maxDuration) ?? optional}
        onChange={(maxDuration) => put({ maxDuration })}
      />
      <ChoiceField
        label={text("form.onManualStop")}
        value={draft.onManualStop}
        options={(["close", "keep"] as const).map((value) => ({ value, text: text(`form.onManualStop.${value}`) }))}
        onChange={(onManualStop) => put({ onManualStop })}
      />
      <label className="form-flag">
        <input
          type="checkbox"
          checked={draft.flattenOnLapse}
          onChange={(event) => put({ flattenOnLapse: event.target.checked })}
        />
        {text("form.flattenOnLapse")}
      </label>
      <div className="form-wide">
        <HoursField
          label={text("form.schedule")}
          value={draft.schedule}
          disabled={begun}
          problem={problemOf("schedule")}
          onChange={(schedule) => put({ schedule })}
        />
      </div>
    </fieldset>
  );
}
