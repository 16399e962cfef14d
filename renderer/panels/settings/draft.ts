import type { SettingValue } from "#shared/contract/settings.ts";

/** A number or a list as it stands in a text field. */
export const draftOf = (value: SettingValue): string => (Array.isArray(value) ? value.join(", ") : String(value));

/**
 * Reads what was typed as the kind of value it replaces; undefined when it cannot be meant. A comma in a number is
 * refused, not guessed at: `1,500` is one thing in English and another in Indonesian.
 */
export function readDraft(kind: SettingValue, draft: string): SettingValue | undefined {
  if (Array.isArray(kind)) {
    return draft
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== "");
  }
  if (typeof kind === "string") return draft;
  const typed = draft.trim();
  return /^-?\d+(\.\d+)?$/.test(typed) ? Number(typed) : undefined;
}
