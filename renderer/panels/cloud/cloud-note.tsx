import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { FairleadError } from "#shared/contract/errors.ts";
import { cloudProblemWords } from "../../i18n/cloud-problem-words.ts";
import { ErrorNote } from "../../ui/error-note.tsx";

/** An error of the Cloud panel: the cloud's own reason where it gave one. */
export function CloudNote({ error }: { readonly error: unknown }): ReactNode {
  const { language } = useTranslation().i18n;
  if (error === undefined) return null;
  const problem = error instanceof FairleadError ? error.details["problem"] : undefined;
  const words = typeof problem === "string" ? cloudProblemWords(problem, language) : undefined;
  if (words === undefined) return <ErrorNote error={error} />;
  const detail = error instanceof FairleadError ? error.details["message"] : undefined;
  const particular = problem === "PASSWORD_WEAK" && typeof detail === "string" && language === "en" ? detail : "";
  return (
    <p className="error-note selectable" role="alert">
      {words} {particular}
      <span className="error-note-code">{String(problem)}</span>
    </p>
  );
}
