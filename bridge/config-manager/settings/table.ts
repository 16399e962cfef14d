import { ALERT_SETTINGS } from "./alerts.ts";
import { APPEARANCE_SETTINGS } from "./appearance.ts";
import { CALENDAR_SETTINGS } from "./calendar.ts";
import { CLOUD_SETTINGS } from "./cloud.ts";
import { COLLECTOR_SETTINGS } from "./collector.ts";
import { DEPTH_SETTINGS } from "./depth.ts";
import { GUIDE_SETTINGS } from "./guide.ts";
import { KEY_SETTINGS } from "./keys.ts";
import { LINK_SETTINGS } from "./link.ts";
import { MONITOR_SETTINGS } from "./monitor.ts";
import { PAPER_SETTINGS } from "./paper.ts";
import { SESSION_SETTINGS } from "./sessions.ts";
import { type SettingSpec, schemaOf, type ValueOf } from "./setting.ts";
import { TICK_SETTINGS } from "./ticks.ts";
import { TRADING_SETTINGS } from "./trading.ts";
import { WATCH_SETTINGS } from "./watch.ts";

/** Every setting there is. What is not here cannot be set; what a newer version wrote is kept untouched. */
export const SETTINGS = {
  ...APPEARANCE_SETTINGS,
  ...LINK_SETTINGS,
  ...COLLECTOR_SETTINGS,
  ...TICK_SETTINGS,
  ...MONITOR_SETTINGS,
  ...DEPTH_SETTINGS,
  ...CALENDAR_SETTINGS,
  ...TRADING_SETTINGS,
  ...SESSION_SETTINGS,
  ...ALERT_SETTINGS,
  ...PAPER_SETTINGS,
  ...CLOUD_SETTINGS,
  ...KEY_SETTINGS,
  ...GUIDE_SETTINGS,
  ...WATCH_SETTINGS,
} as const satisfies Readonly<Record<string, SettingSpec>>;

export type SettingKey = keyof typeof SETTINGS;
export type SettingValueOf<K extends SettingKey> = ValueOf<(typeof SETTINGS)[K]>;

export const isSettingKey = (key: string): key is SettingKey => Object.hasOwn(SETTINGS, key);
/** Whether a setting is shared with the user's other computers. */
export const isSynced = (key: SettingKey): boolean => "synced" in SETTINGS[key];
export const SETTING_KEYS = Object.keys(SETTINGS) as readonly SettingKey[];
/** What each setting accepts, built once. */
export const SETTING_SCHEMAS = Object.fromEntries(
  SETTING_KEYS.map((key) => [key, schemaOf(SETTINGS[key])]),
) as Readonly<Record<SettingKey, ReturnType<typeof schemaOf>>>;

/** The values of every setting whose key begins with `prefix`, by the rest of the key. */
export type GroupOf<P extends string> = {
  readonly [K in SettingKey as K extends `${P}.${infer Name}` ? Name : never]: SettingValueOf<K>;
};
