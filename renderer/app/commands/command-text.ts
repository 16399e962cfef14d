import type { Text } from "../../i18n/i18n.ts";
import type { Command } from "./command.ts";

/** A command's words. */
export function commandText(text: Text, { label, values, words = {} }: Command): string {
  const filled = Object.fromEntries(Object.entries(words).map(([blank, key]) => [blank, text(key)]));
  return text(label, { ...values, ...filled });
}
