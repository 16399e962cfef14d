import {
  EVENT_WORDS,
  type EventBlanks,
  type EventDetails,
  type EventKey,
  filledWords,
} from "#shared/contract/event-words.ts";
import type { BridgeNotice } from "./event-sink.ts";

/** An event with its words from the table; it does not compile without the details that fill their blanks. */
export function eventNotice<K extends EventKey>(
  severity: BridgeNotice["severity"],
  key: K,
  told: Readonly<Record<EventBlanks<K>, string | number>> & EventDetails,
): BridgeNotice {
  const [code = key, reason] = key.split(".");
  const details = reason === undefined ? told : { ...told, reason };
  return { severity, code, message: filledWords(EVENT_WORDS[key], details) ?? EVENT_WORDS[key], details };
}
