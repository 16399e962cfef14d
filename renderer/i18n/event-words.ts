import { ERRORS, type ErrorCode } from "#shared/contract/errors.ts";
import { blanksOf, EVENT_WORDS, eventKeyOf, filledWords } from "#shared/contract/event-words.ts";
import type { BridgeEvent } from "#shared/contract/events.ts";
import { errorWords } from "./error-words.ts";
import { eventsId } from "./events-id.ts";

type Told = Pick<BridgeEvent, "code" | "message" | "details">;

const tableFor = (language: string): Readonly<Record<keyof typeof EVENT_WORDS, string>> =>
  language === "id" ? eventsId : EVENT_WORDS;

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);

/**
 * What an event says in the user's language. A code that is an error's has the error's words; one that this window does
 * not know (of a newer bridge) keeps the words it came with.
 */
export function eventWords({ code, message, details }: Told, language: string): string {
  const key = eventKeyOf(code, details);
  if (key !== undefined) return filledWords(tableFor(language)[key], details) ?? message;
  if (!isErrorCode(code) || language === "en") return message;
  const { what, now } = errorWords(code, language);
  return `${what} ${now}`;
}

/** The details that the words do not tell already. */
export function furtherDetails({ code, details }: Told, language: string): readonly (readonly [string, unknown])[] {
  const key = eventKeyOf(code, details);
  const told = new Set(key === undefined ? [] : blanksOf(tableFor(language)[key]));
  return Object.entries(details).filter(([name]) => !told.has(name) && !(name === "reason" && key?.includes(".")));
}

/** Why something was turned away. */
export const refusalWords = (reason: string, words: string, language: string): string =>
  eventWords({ code: "PEER_REFUSED", message: words, details: { reason } }, language);
