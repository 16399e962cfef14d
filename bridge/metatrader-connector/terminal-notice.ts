import type { FieldsOf } from "#shared/link/frame.ts";
import { NOTICE_CODES } from "#shared/link/notice-codes.ts";
import { plainText } from "#shared/link/plain-text.ts";
import type { BridgeNotice } from "../ports/event-sink.ts";
import type { Session } from "./session.ts";

const LONGEST_NOTICE = 160;
const KNOWN: ReadonlySet<string> = new Set(NOTICE_CODES);

/** A program's own words for the log: never under a code of the bridge's, and never without saying whose they are. */
export function terminalNotice(
  { terminal, terminalName, account }: Pick<Session, "terminal" | "terminalName" | "account">,
  { severity, noticeCode, message }: FieldsOf<"Notice">,
): BridgeNotice {
  const known = KNOWN.has(noticeCode);
  const words = plainText(message, LONGEST_NOTICE) || "(nothing)";
  const name = plainText(terminalName, 64);
  return {
    severity: known || severity === "info" ? severity : "warning",
    code: known ? noticeCode : "TERMINAL_NOTICE",
    message: `${name} says: ${words}`,
    details: {
      terminal,
      account: account.id,
      name,
      words,
      ...(known ? {} : { noticeCode: plainText(noticeCode, 32) }),
    },
  };
}
