import type { ReactNode } from "react";
import { useText } from "../../i18n/use-text.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { HoursField } from "../../ui/hours-field.tsx";
import { TypedField } from "../../ui/typed-field.tsx";
import type { FormPart } from "./form-parts.ts";

/** Which signals the session listens to. */
export function SignalsSection({ draft, put, problemOf, begun }: FormPart): ReactNode {
  const text = useText();
  return (
    <fieldset className="form-section">
      <legend>{text("form.signals")}</legend>
      <TypedField
        label={text("form.sources")}
        numeric={false}
        value={draft.sources}
        disabled={begun}
        problem={problemOf("sources")}
        echo={text("form.sources.help")}
        onChange={(sources) => put({ sources })}
      />
      <ChoiceField
        label={text("form.types")}
        value={draft.types}
        disabled={begun}
        options={(["all", "buy", "sell"] as const).map((value) => ({ value, text: text(`form.types.${value}`) }))}
        onChange={(types) => put({ types })}
      />
      <div className="form-wide">
        <HoursField
          label={text("form.signalHours")}
          value={draft.hours}
          disabled={begun}
          problem={problemOf("hours")}
          onChange={(hours) => put({ hours })}
        />
      </div>
    </fieldset>
  );
}
