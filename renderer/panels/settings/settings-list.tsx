import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { SettingDescription } from "#shared/contract/settings.ts";
import { useAll, useCell } from "../../hooks/use-store.ts";
import type { TextKey } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { AccountValue } from "./account-value.tsx";
import { SettingRow } from "./setting-row.tsx";

const GROUPS = [
  "appearance",
  "trading",
  "sessions",
  "alerts",
  "monitor",
  "depth",
  "calendar",
  "paper",
  "link",
  "collector",
  "ticks",
  "cloud",
  "other",
] as const;
type Group = (typeof GROUPS)[number];
const GROUP_NAMES: Readonly<Record<Group, TextKey>> = {
  appearance: "settings.group.appearance",
  trading: "settings.group.trading",
  sessions: "settings.group.sessions",
  alerts: "settings.group.alerts",
  monitor: "settings.group.monitor",
  depth: "settings.group.depth",
  calendar: "settings.group.calendar",
  paper: "settings.group.paper",
  link: "settings.group.link",
  collector: "settings.group.collector",
  ticks: "settings.group.ticks",
  cloud: "settings.group.cloud",
  other: "settings.group.other",
};

const groupOf = ({ key }: SettingDescription): Group => GROUPS.find((group) => key.startsWith(`${group}.`)) ?? "other";

/** Settings that have a place of their own: the sheet of keys, the guide, the market watch. */
const isElsewhere = (key: string): boolean => /^(keys|guide|watch)\./.test(key);

interface SettingsListProps {
  /** Only settings that have this in their name, help or key. */
  readonly search: string;
  readonly onHistory: (key: string) => void;
}

/** Every setting the bridge has, drawn from its own descriptions. */
export function SettingsList({ search, onHistory }: SettingsListProps): ReactNode {
  const text = useText();
  const services = useServices();
  const language = useTranslation().i18n.language === "id" ? "id" : "en";
  const settings = useAll(services.settings);
  const descriptions = useCell(services.descriptions);
  const wanted = search.trim().toLowerCase();
  const groups = useMemo(() => {
    const found = ({ key, label, help }: SettingDescription): boolean =>
      `${key} ${label[language]} ${help[language]}`.toLowerCase().includes(wanted);
    return GROUPS.map((group) => ({
      group,
      rows: descriptions.flatMap((description) => {
        const setting = settings.find(({ key }) => key === description.key);
        if (setting === undefined || isElsewhere(description.key) || !found(description)) return [];
        return groupOf(description) === group ? [{ description, setting }] : [];
      }),
    })).filter(({ rows }) => rows.length > 0);
  }, [settings, descriptions, wanted, language]);
  if (groups.length === 0) {
    return <p className="settings-group">{text(wanted === "" ? "settings.loading" : "settings.noMatch")}</p>;
  }
  return groups.map(({ group, rows }) => (
    <section key={group} aria-label={text(GROUP_NAMES[group])}>
      <h3 className="settings-group">{text(GROUP_NAMES[group])}</h3>
      {rows.map(({ description, setting }) => (
        <div key={setting.key}>
          <SettingRow description={description} setting={setting} onHistory={() => onHistory(setting.key)} />
          {description.perAccount && <AccountValue description={description} setting={setting} />}
        </div>
      ))}
    </section>
  ));
}
