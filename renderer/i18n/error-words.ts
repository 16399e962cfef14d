import { ERRORS, type ErrorCode } from "#shared/contract/errors.ts";
import { errorsId } from "./errors-id.ts";

export interface ErrorWords {
  readonly what: string;
  readonly now: string;
}

/** The general words for a code. English is the table in `shared/contract/errors.ts` itself. */
export const errorWords = (code: ErrorCode, language: string): ErrorWords =>
  (language === "id" ? errorsId : ERRORS)[code];
