import { type ReactNode, useMemo } from "react";
import type { SettingDescription } from "#shared/contract/settings.ts";
import "./settings.css";
import { useAll, useCell } from "../../hooks/use-store.ts";
import type { TextKey } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { About } from "./about.tsx";
import { SettingRow } from "./setting-row.tsx";

const GROUPS = [
  "appearance",
  "trading",
  "sessions",
  "alerts",
  "monitor",
  "paper",
  "link",
  "collector",
  "other",
] as const;
type Group = (typeof GROUPS)[number];
const GROUP_NAMES: Readonly<Record<Group, TextKey>> = {
  appearance: "settings.group.appearance",
  trading: "settings.group.trading",
  sessions: "settings.group.sessions",
  alerts: "settings.group.alerts",
  monitor: "settings.group.monitor",
  paper: "settings.group.paper",
  link: "settings.group.link",
  collector: "settings.group.collector",
  other: "settings.group.other",
};

const groupOf = ({ key }: SettingDescription): Group => GROUPS.find((group) => key.startsWith(`${group}.`)) ?? "other";

/** Settings that have a place of their own: the sheet of keys, the guide. */
const isElsewhere = (key: string): boolean => key.startsWith("keys.") || key.startsWith("guide.");

/** Every setting the bridge has, drawn from its own descriptions, and the credits. Mounted while it is open. */
export function SettingsDialog(): ReactNode {
  const text = useText();
  const services = useServices();
  const settings = useAll(services.settings);
  const descriptions = useCell(services.descriptions);
  const groups = useMemo(
    () =>
      GROUPS.map((group) => ({
        group,
        rows: descriptions.flatMap((description) => {
          const setting = settings.find(({ key }) => key === description.key);
          if (isElsewhere(description.key)) return [];
          return setting !== undefined && groupOf(description) === group ? [{ description, setting }] : [];
        }),
      })).filter(({ rows }) => rows.length > 0),
    [settings, descriptions],
  );
  return (
    <Dialog
      open
      title={text("settings.title")}
      closeLabel={text("settings.close")}
      className="settings"
      onClose={() => services.dialog.set(undefined)}
    >
      <div className="dialog-body">
        {groups.length === 0 && <p className="settings-group">{text("settings.loading")}</p>}
        {groups.map(({ group, rows }) => (
          <section key={group} aria-label={text(GROUP_NAMES[group])}>
            <h3 className="settings-group">{text(GROUP_NAMES[group])}</h3>
            {rows.map(({ description, setting }) => (
              <SettingRow key={setting.key} description={description} setting={setting} />
            ))}
          </section>
        ))}
        <About />
      </div>
    </Dialog>
  );
}
