import type { ReactNode } from "react";
import { FairleadError } from "#shared/contract/errors.ts";
import { useText } from "../../i18n/use-text.ts";
import { ErrorNote } from "../../ui/error-note.tsx";

const PARTS = ["place", "expected", "found"] as const;

/** Why a report was not taken, and where in it. */
export function ImportFault({ error }: { readonly error: unknown }): ReactNode {
  const text = useText();
  const details = error instanceof FairleadError ? error.details : {};
  const parts = PARTS.filter((part) => typeof details[part] === "string");
  return (
    <div>
      <ErrorNote error={error} />
      {parts.length > 0 && (
        <dl className="journal-place">
          {parts.map((part) => (
            <div key={part}>
              <dt>{text(`journal.import.${part}`)}</dt>
              <dd className="selectable">{String(details[part])}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
