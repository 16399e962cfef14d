import { z } from "zod";
import { command, domain, query, stream } from "./descriptor.ts";
import { Count, Finite, Nothing, Text } from "./primitives.ts";

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
});
export type SettingDescription = z.infer<typeof SettingDescription>;

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
  changes: stream({
    doc: "Each setting as it changes.",
    mode: "latest",
    key: "key",
    params: z.object({}),
    item: Setting,
  }),
});
