import { type ErrorCode, FairleadError } from "#shared/contract/errors.ts";

/** A FairleadError as it crosses threads. */
export interface CodedError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: FairleadError["details"];
}

export const codedOf = ({ code, message, details }: FairleadError): CodedError => ({ code, message, details });

export const errorOf = ({ code, message, details }: CodedError): FairleadError =>
  new FairleadError(code, message, details);
