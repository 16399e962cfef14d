import { KEY_ACTIONS, type KeyAction } from "../../stores/trading-keys.ts";

const LETTERS: Readonly<Record<KeyAction, string>> = { buy: "B", sell: "S", close: "C", flatten: "Q" };

/** How a key is written: `Alt+B`. */
export const keyName = (action: KeyAction): string => `Alt+${LETTERS[action]}`;

type Pressed = Pick<KeyboardEvent, "key" | "code" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey">;

/**
 * The trading key that was pressed. The letter counts as the layout writes it; where Alt makes another sign of it (macOS)
 * the place of the key does. AltGr, which some systems tell as Ctrl+Alt, is no Alt.
 */
export function actionOf({ key, code, altKey, ctrlKey, metaKey, shiftKey }: Pressed): KeyAction | undefined {
  if (!altKey || ctrlKey || metaKey || shiftKey) return undefined;
  const letter = /^[a-z]$/i.test(key) ? key.toUpperCase() : /^Key([A-Z])$/.exec(code)?.[1];
  return KEY_ACTIONS.find((action) => LETTERS[action] === letter);
}

/** Whether the user is writing in a field: no key of the window's own may be taken from it. */
export const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.matches("input, textarea, select") || target.isContentEditable);

/** While a dialog is open, keys are the dialog's. */
export const dialogIsOpen = (): boolean => document.querySelector("[role=dialog], [role=alertdialog]") !== null;
