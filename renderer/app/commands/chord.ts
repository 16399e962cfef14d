type Pressed = Pick<KeyboardEvent, "key" | "code" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey">;

const MODIFIERS: ReadonlySet<string> = new Set([
  "Control",
  "Alt",
  "AltGraph",
  "Shift",
  "Meta",
  "OS",
  "Dead",
  "Process",
]);

/** Signs that a chord cannot be written with. */
const NAMES: Readonly<Record<string, string>> = { " ": "Space", "+": "Plus", "=": "Equals", ",": "Comma" };

/**
 * A pressed key as it is written: `Ctrl+K`, `Alt+Shift+B`, `F9`, `?`. A letter counts as the layout writes it; where Alt
 * makes another sign of it (macOS) the place of the key does. Shift is written where the sign does not hold it already.
 * The command key counts as Ctrl. Undefined: a modifier alone, or AltGr, which some systems tell as Ctrl+Alt.
 */
export function chordOf({ key, code, altKey, ctrlKey, metaKey, shiftKey }: Pressed): string | undefined {
  if (MODIFIERS.has(key) || key === "" || (altKey && ctrlKey)) return undefined;
  const letter = /^[a-z]$/i.test(key) ? key.toUpperCase() : altKey ? /^Key([A-Z])$/.exec(code)?.[1] : undefined;
  const name = letter ?? NAMES[key] ?? key;
  const shift = shiftKey && (letter !== undefined || name.length > 1);
  return [ctrlKey || metaKey ? "Ctrl" : "", altKey ? "Alt" : "", shift ? "Shift" : "", name]
    .filter((part) => part !== "")
    .join("+");
}

/** Keys whose name is longer than their sign. */
const SIGNS: Readonly<Record<string, string>> = {
  ArrowUp: "\u2191",
  ArrowDown: "\u2193",
  ArrowLeft: "\u2190",
  ArrowRight: "\u2192",
  PageUp: "PgUp",
  PageDown: "PgDn",
  Delete: "Del",
  Plus: "+",
  Equals: "=",
  Comma: ",",
};

/** A chord as a keyboard has it printed: `Alt+Shift+\u2190`, `Ctrl+,`; undefined stays so. */
export function shownChord(chord: string): string;
export function shownChord(chord: string | undefined): string | undefined;
export function shownChord(chord: string | undefined): string | undefined {
  if (chord === undefined) return undefined;
  const parts = chord.split("+");
  const last = parts.pop() ?? "";
  return [...parts, SIGNS[last] ?? last].join("+");
}

/** Whether this is the release of a chord's key, or of one of its modifiers. */
export function releases(chord: string, { key, code }: Pick<Pressed, "key" | "code">): boolean {
  const parts = chord.split("+");
  if (key === "Control" || key === "Meta") return parts.includes("Ctrl");
  if (key === "Alt" || key === "AltGraph") return parts.includes("Alt");
  if (key === "Shift") return parts.includes("Shift");
  const last = parts.at(-1) ?? "";
  return key.toUpperCase() === last.toUpperCase() || NAMES[key] === last || code === `Key${last}`;
}

/** Whether a chord writes into a field when it is pressed in one: no modifier but Shift, no function key. */
export const isBare = (chord: string): boolean => !/^(Ctrl|Alt)\+|^(Shift\+)?F\d+$/.test(chord);

/** Keys that the window, its fields and lists, the dock, or the browser need as they are. */
const RESERVED: ReadonlySet<string> = new Set(
  [
    "Tab Shift+Tab Enter Escape Space Backspace Delete Shift+Delete Insert Home End PageUp PageDown ContextMenu Plus -",
    "ArrowUp ArrowDown ArrowLeft ArrowRight Shift+ArrowUp Shift+ArrowDown Shift+ArrowLeft Shift+ArrowRight",
    "Ctrl+C Ctrl+V Ctrl+X Ctrl+A Ctrl+Z Ctrl+Y Ctrl+Shift+Z Ctrl+W Ctrl+T Ctrl+N Ctrl+R Ctrl+Shift+R Ctrl+Tab Ctrl+Shift+Tab",
    "Ctrl+Plus Ctrl+Equals Ctrl+- Ctrl+0 Ctrl+Q Alt+F4 Alt+Tab Alt+ArrowLeft Alt+ArrowRight F5 F6 Shift+F6 F11 F12 Ctrl+Shift+I",
  ].flatMap((line) => line.split(" ")),
);

export type ChordProblem = "reserved" | "bare";

/**
 * Why a key cannot be given to a command. A bare letter or digit is never taken: lists search by them, and a chart takes
 * a timeframe. A trading key always has a modifier: a hand that rests on a key must not trade.
 */
export function chordProblem(chord: string, trading: boolean): ChordProblem | undefined {
  if (RESERVED.has(chord)) return "reserved";
  if (/^(Shift\+)?[A-Z0-9]$/.test(chord)) return "bare";
  return trading && !/^(Ctrl|Alt)\+/.test(chord) ? "bare" : undefined;
}
