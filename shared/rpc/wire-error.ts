import { ERRORS, type ErrorCode, FairleadError } from "../contract/errors.ts";
import { isPlainObject, type WireValue } from "./values.ts";

/** A coded error as it travels: never a stack, never a cause. */
export interface WireError {
  readonly [key: string]: WireValue;
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: Readonly<Record<string, string | number | boolean>>;
}

const isErrorCode = (code: unknown): code is ErrorCode => typeof code === "string" && Object.hasOwn(ERRORS, code);

export const toWireError = ({ code, message, details }: FairleadError): WireError => ({ code, message, details });

/** Reads an error from a wire. A code that this side does not know becomes INTERNAL and keeps its words. */
export function fromWireError(value: unknown): FairleadError {
  if (!isPlainObject(value)) return new FairleadError("INTERNAL");
  const { code, message, details } = value;
  const words = typeof message === "string" ? message : undefined;
  const facts: Record<string, string | number | boolean> = {};
  if (isPlainObject(details)) {
    for (const [key, fact] of Object.entries(details)) {
      if (typeof fact === "string" || typeof fact === "number" || typeof fact === "boolean") facts[key] = fact;
    }
  }
  return new FairleadError(isErrorCode(code) ? code : "INTERNAL", words, facts);
}
