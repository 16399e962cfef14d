import { type ComponentProps, type ReactNode, useRef, useState } from "react";
import type { SettingValue } from "#shared/contract/settings.ts";
import { draftOf, readDraft } from "./draft.ts";

interface DraftFieldProps extends Omit<ComponentProps<"input">, "value" | "onChange"> {
  readonly value: SettingValue;
  readonly onChange: (value: SettingValue) => void;
}

/** A new value from outside is a new field (its key). Sent when the field is left or Enter is pressed; Escape, or what cannot be read, puts the old value back. */
export function DraftField({ value, onChange, ...rest }: DraftFieldProps): ReactNode {
  const kept = draftOf(value);
  const [draft, setDraft] = useState(kept);
  const sent = useRef<string>(undefined);
  const commit = (): void => {
    const read = readDraft(value, draft);
    if (read === undefined) setDraft(kept);
    else if (draft !== kept) {
      sent.current = draft;
      onChange(read);
    }
  };
  return (
    <input
      {...rest}
      className="field"
      type="text"
      inputMode={typeof value === "number" ? "decimal" : "text"}
      spellCheck={false}
      aria-invalid={readDraft(value, draft) === undefined}
      value={draft}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => {
        // Enter has sent it already: the answer is under way.
        if (draft !== sent.current) commit();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
        else if (event.key === "Escape" && draft !== kept) {
          event.stopPropagation();
          setDraft(kept);
        }
      }}
    />
  );
}
