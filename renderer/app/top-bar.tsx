import { Moon, Search, Settings, Sun } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import "./top-bar.css";
import { useKeys } from "../hooks/use-keys.ts";
import { useSetSetting } from "../hooks/use-setting.ts";
import { useCell } from "../hooks/use-store.ts";
import { useWorkspace } from "../hooks/use-workspace.ts";
import { useText } from "../i18n/use-text.ts";
import { AccountHeader } from "../panels/account/account-header.tsx";
import { CloudBadge } from "../panels/cloud/cloud-badge.tsx";
import { KillSwitch } from "../panels/kill-switch/kill-switch.tsx";
import { KeySwitch } from "../panels/trading-keys/key-switch.tsx";
import { WorkspaceMenu } from "../panels/workspaces/workspace-menu.tsx";
import { useServices } from "../services/services.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { BrandMark } from "./brand-mark.tsx";

/** Brand, the account on screen, its kill switch, and the window's own tools. */
export function TopBar(): ReactNode {
  const text = useText();
  const { i18n } = useTranslation();
  const { appearance, dialog } = useServices();
  const { theme } = useCell(appearance);
  const search = useKeys("palette.open");
  const set = useSetSetting();
  const showDock = useWorkspace((workspace) => workspace.showDock);
  const otherTheme = theme === "dark" ? "light" : "dark";
  const otherLanguage = i18n.language === "en" ? "id" : "en";
  // A choice that the bridge refuses is put back by useSetSetting.
  const choose = (key: string, value: string): void => void set(key, value).catch(() => undefined);
  return (
    <header className="bar">
      <span className="brand">
        <BrandMark />
        Fairlead
      </span>
      <WorkspaceMenu />
      <Button
        look="quiet"
        className="bar-search"
        aria-label={text("command.palette")}
        title={text("command.palette")}
        aria-keyshortcuts={search.aria}
        onClick={() => dialog.set("palette")}
      >
        <Icon of={Search} />
        <span className="bar-search-words">{text("palette.open")}</span>
        {search.chord !== undefined && <kbd className="menu-keys">{search.chord}</kbd>}
      </Button>
      <span className="bar-gap" />
      <AccountHeader />
      <KillSwitch />
      <div className="bar-tools">
        <CloudBadge onOpen={() => showDock("cloud")} />
        <KeySwitch />
        <Button
          look="quiet"
          className="bar-language"
          lang={otherLanguage}
          // What is seen is part of its name: who speaks to the computer says what he sees.
          aria-label={`${i18n.language.toUpperCase()}: ${text("bar.language")}`}
          title={text("bar.language")}
          onClick={() => choose("appearance.language", otherLanguage)}
        >
          {i18n.language.toUpperCase()}
        </Button>
        <IconButton label={text(`bar.theme.${otherTheme}`)} onClick={() => choose("appearance.theme", otherTheme)}>
          <Icon of={theme === "dark" ? Sun : Moon} />
        </IconButton>
        <IconButton label={text("bar.settings")} onClick={() => dialog.set("settings")}>
          <Icon of={Settings} />
        </IconButton>
      </div>
    </header>
  );
}
