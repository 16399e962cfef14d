import { z } from "zod";
import { command, domain, query, stream } from "./descriptor.ts";
import { Count, Finite, Nothing, Text, TimeMs } from "./primitives.ts";

export const SettingValue = z.union([
  z.string().max(4_096),
  z.number().finite(),
  z.boolean(),
  z.array(z.string().max(256)).max(2_000),
]);
export type SettingValue = z.infer<typeof SettingValue>;
/** Layers from weakest to strongest; the last one that sets a key wins. */
export const SettingLayer = z.enum(["default", "machine", "user", "account", "session"]);
export type SettingLayer = z.infer<typeof SettingLayer>;

export const Setting = z.object({
  key: Text,
  value: SettingValue,
  layer: SettingLayer,
  /** Account or session to which the value belongs, in those layers. */
  scope: Text.optional(),
});
export type Setting = z.infer<typeof Setting>;

const Words = z.object({ en: Text, id: Text });

/** What a setting is and takes: enough to draw its row of the settings page. */
export const SettingDescription = z.object({
  key: Text,
  kind: z.enum(["choice", "number", "flag", "list"]),
  default: SettingValue,
  /** `choice` only. */
  choices: z.array(Text).max(64).optional(),
  /** `number` only. */
  min: Finite.optional(),
  max: Finite.optional(),
  step: Finite.optional(),
  unit: Text.optional(),
  /** `list` only. */
  maxItems: Count.optional(),
  label: Words,
  help: Words,
  applies: z.enum(["at once", "restart"]),
  perAccount: z.boolean(),
  /** Shared with the user's other computers. */
  synced: z.boolean(),
  /** It may hold a secret: never exported, never synced. */
  private: z.boolean(),
});
export type SettingDescription = z.infer<typeof SettingDescription>;

const Place = { key: Text, layer: z.enum(["user", "account"]), scope: Text.optional() };

/** Settings that changed together. A value that is null was not set in that layer. */
export const SettingChange = z.object({
  id: Count,
  /** UTC ms. */
  atMs: TimeMs,
  /** `file`: by hand in the file; `cloud`: on another of the user's computers. */
  by: z.enum(["window", "file", "import", "cloud", "undo"]),
  /** None of them has become another value since. */
  undoable: z.boolean(),
  changes: z.array(z.object({ ...Place, before: SettingValue.nullable(), after: SettingValue.nullable() })),
});
export type SettingChange = z.infer<typeof SettingChange>;

/** What a file of settings would change, and what of it cannot be taken over. */
export const ImportPreview = z.object({
  changes: z.array(z.object({ ...Place, from: SettingValue.nullable(), to: SettingValue })),
  /** Values that are the same already. */
  same: Count,
  /** Keys that this version does not have. */
  unknown: z.array(Text),
  /** Values outside what their setting takes, in the file's units. */
  invalid: z.array(z.object({ ...Place, takes: Text })),
  /** Settings that may hold secrets: never taken from a file. */
  left: z.array(Text),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

const ImportText = z.object({ text: z.string().max(256_000) });

/** Settings: one typed schema in the bridge (`bridge/config-manager`), layered, atomic, recoverable. */
export const settings = domain({
  describe: query({
    doc: "What settings there are, with ranges, units and words in both languages.",
    input: Nothing,
    output: z.array(SettingDescription),
  }),
  all: query({
    doc: "Every setting with its effective value and where it comes from.",
    input: Nothing,
    output: z.array(Setting),
  }),
  set: command({
    doc: "Sets one value in the user layer (or an account's).",
    input: z.object({
      key: Text,
      value: SettingValue,
      layer: z.enum(["user", "account"]).default("user"),
      scope: Text.optional(),
    }),
    output: Setting,
    errors: ["SETTING_UNKNOWN", "SETTING_INVALID", "SETTINGS_UNWRITABLE"],
  }),
  reset: command({
    doc: "Takes one value of the user layer (or an account's) back.",
    input: z.object({ key: Text, layer: z.enum(["user", "account"]).default("user"), scope: Text.optional() }),
    output: Setting,
    errors: ["SETTING_UNKNOWN", "SETTINGS_UNWRITABLE"],
  }),
  history: query({ doc: "What was changed, newest first.", input: Nothing, output: z.array(SettingChange) }),
  undo: command({
    doc: "Puts back what changed together, unless it has changed again since.",
    input: z.object({ id: Count }),
    output: z.array(Setting),
    errors: ["NOT_FOUND", "SETTING_CHANGED_SINCE", "SETTING_INVALID", "SETTINGS_UNWRITABLE"],
  }),
  export: query({
    doc: "The user's and the accounts' values as the text of a file; `left` names those that may hold secrets.",
    input: Nothing,
    output: z.object({ text: z.string(), left: z.array(Text) }),
  }),
  preview: query({
    doc: "What an import of a file's text would change; nothing is changed.",
    input: ImportText,
    output: ImportPreview,
    errors: ["SETTINGS_IMPORT_UNREADABLE", "SETTINGS_NEWER"],
  }),
  import: command({
    doc: "Takes over what `preview` shows, as one change.",
    input: ImportText,
    output: z.object({ changed: Count }),
    errors: ["SETTINGS_IMPORT_UNREADABLE", "SETTINGS_NEWER", "SETTINGS_UNWRITABLE"],
  }),
  changes: stream({
    doc: "Each setting as it changes.",
    mode: "latest",
    key: "key",
    params: z.object({}),
    item: Setting,
  }),
});
