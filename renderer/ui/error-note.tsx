import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { FairleadError } from "#shared/contract/errors.ts";
import { errorWords } from "../i18n/error-words.ts";
import "./error-note.css";

/** An error where it arose: what happened, what to do now, and the code, small. */
export function ErrorNote({ error }: { readonly error: unknown }): ReactNode {
  const { i18n } = useTranslation();
  const code = error instanceof FairleadError ? error.code : "INTERNAL";
  const { what, now } = errorWords(code, i18n.language);
  const particular =
    error instanceof FairleadError && error.message !== errorWords(code, "en").what ? error.message : "";
  return (
    <p className="error-note selectable" role="alert">
      {particular === "" || i18n.language !== "en" ? what : particular}
      {particular !== "" && i18n.language !== "en" && ` (${particular})`} <span className="error-note-now">{now}</span>
      <span className="error-note-code">{code}</span>
    </p>
  );
}
