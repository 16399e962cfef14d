import type { ReactNode } from "react";
import { useText } from "../../i18n/use-text.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { TypedField } from "../../ui/typed-field.tsx";
import { echoes, type FormPart } from "./form-parts.ts";

/** What the next trade stakes after a loss. */
export function GaleSection({ draft, account, put, problemOf }: FormPart): ReactNode {
  const text = useText();
  const echo = echoes(text, account);
  const { galeKind } = draft;
  return (
    <fieldset className="form-section">
      <legend>{text("form.gale")}</legend>
      <ChoiceField
        label={text("form.galeKind")}
        value={galeKind}
        problem={problemOf("galeKind")}
        options={(["off", "multiplier", "list"] as const).map((value) => ({
          value,
          text: text(`form.galeKind.${value}`),
        }))}
        onChange={(kind) => put({ galeKind: kind })}
      />
      {galeKind === "multiplier" && (
        <TypedField
          label={text("form.factor")}
          value={draft.factor}
          problem={problemOf("factor")}
          echo={echo.count(draft.factor)}
          onChange={(factor) => put({ factor })}
        />
      )}
      {galeKind === "list" && (
        <TypedField
          label={text("form.stakes")}
          value={draft.stakes}
          problem={problemOf("stakes")}
          echo={text("form.stakes.help")}
          onChange={(stakes) => put({ stakes })}
        />
      )}
      {galeKind !== "off" && (
        <>
          <TypedField
            label={text("form.galeLimit")}
            value={draft.galeLimit}
            problem={problemOf("galeLimit")}
            echo={echo.count(draft.galeLimit)}
            onChange={(galeLimit) => put({ galeLimit })}
          />
          <ChoiceField
            label={text("form.afterLimit")}
            value={draft.afterLimit}
            options={(["reset", "stop"] as const).map((value) => ({ value, text: text(`form.afterLimit.${value}`) }))}
            onChange={(afterLimit) => put({ afterLimit })}
          />
        </>
      )}
    </fieldset>
  );
}
