import type { TextKey, TextValues } from "../../i18n/i18n.ts";

export const COMMAND_GROUPS = ["trading", "chart", "panels", "workspace", "window"] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** Something a user can ask of the window: listed in the palette and in the sheet of keys, and bound to a key. */
export interface Command {
  /** Kept in settings with its key: `panel.risk`. Never given to another command. */
  readonly id: string;
  readonly group: CommandGroup;
  readonly label: TextKey;
  readonly values?: TextValues;
  /** Text keys that fill blanks of the label: `{ panel: "dock.risk" }`. */
  readonly words?: Readonly<Record<string, TextKey>>;
  /** The key it has until its user chooses another one, as `chordOf` writes it. */
  readonly keys?: string;
  /** Whether it can be done now; a command that cannot is neither listed nor done. */
  readonly when?: () => boolean;
  /** Absent: a trading key, which only `panels/trading-keys` acts on, and only while armed. The palette does not list it. */
  readonly run?: () => void;
}

/** The id of one of several commands that differ in what they are about: `panel.risk`. */
export const commandId = (kind: string, what: string): string => [kind, what].join(".");
