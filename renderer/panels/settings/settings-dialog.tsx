import { type ReactNode, useState } from "react";
import "./settings.css";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { About } from "./about.tsx";
import { ChangesView } from "./changes-view.tsx";
import { DesktopSettings } from "./desktop-settings.tsx";
import { SecretsView } from "./secrets-view.tsx";
import { SettingsList } from "./settings-list.tsx";
import { TransferView } from "./transfer-view.tsx";

const VIEWS = ["settings", "changes", "transfer", "secrets"] as const;
type View = (typeof VIEWS)[number];

/** Every setting the bridge has, what was changed of them, settings as a file, and secrets. Mounted while it is open. */
export function SettingsDialog(): ReactNode {
  const text = useText();
  const services = useServices();
  const [view, setView] = useState<View>("settings");
  const [search, setSearch] = useState("");
  const [only, setOnly] = useState<string>();
  const show = (next: View): void => {
    setOnly(undefined);
    setView(next);
  };
  return (
    <Dialog
      open
      title={text("settings.title")}
      closeLabel={text("settings.close")}
      className="settings"
      onClose={() => services.dialog.set(undefined)}
    >
      <div className="settings-bar">
        <Segmented
          label={text("settings.view")}
          value={view}
          options={VIEWS.map((value) => ({ value, text: text(`settings.view.${value}`) }))}
          onChoose={show}
        />
        {view === "settings" && (
          <input
            className="field"
            type="search"
            aria-label={text("settings.search")}
            placeholder={text("settings.search")}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        )}
      </div>
      {view === "changes" && <ChangesView only={only} onAll={() => setOnly(undefined)} />}
      {view === "transfer" && <TransferView />}
      {view === "secrets" && <SecretsView />}
      {view === "settings" && (
        <div className="dialog-body">
          <SettingsList
            search={search}
            onHistory={(key) => {
              setOnly(key);
              setView("changes");
            }}
          />
          <DesktopSettings />
          <About />
        </div>
      )}
    </Dialog>
  );
}
