import type { ReactNode } from "react";
import "./app.css";
import { useText } from "../i18n/use-text.ts";
import { Dock } from "../panels/dock/dock.tsx";
import { SafetyBar } from "../panels/kill-switch/safety-bar.tsx";
import { EndingNotice } from "../panels/notices/ending-notice.tsx";
import { LogDamageNotice } from "../panels/notices/log-damage-notice.tsx";
import { WayNotices } from "../panels/notices/way-notices.tsx";
import { ReplayBar } from "../panels/replay/replay-bar.tsx";
import { SessionNotice } from "../panels/sessions/session-notice.tsx";
import { ConnectionStrip } from "../panels/strip/connection-strip.tsx";
import { ProblemBar } from "../panels/strip/problem-bar.tsx";
import { PairingNotice } from "../panels/terminals/pairing-notice.tsx";
import { TicketKeeper } from "../panels/ticket/ticket-keeper.tsx";
import { KeyNote } from "../panels/trading-keys/key-note.tsx";
import { WorkspaceNotice } from "../panels/workspaces/workspace-notice.tsx";
import { Button } from "../ui/button.tsx";
import { useWindowCommands } from "./commands/use-window-commands.ts";
import { TopBar } from "./top-bar.tsx";
import { WindowDialogs } from "./window-dialogs.tsx";

const toChart = (): void => document.querySelector<HTMLElement>(".chart-canvas")?.focus();

/** The window. @param ended the page before this one died in it */
export function App({ ended }: { readonly ended: boolean }): ReactNode {
  const text = useText();
  useWindowCommands();
  return (
    <div className="window">
      <Button className="skip" onClick={toChart}>
        {text("app.skip")}
      </Button>
      <TopBar />
      <LogDamageNotice />
      <SafetyBar />
      <SessionNotice />
      <main className="window-main">
        <TicketKeeper>
          <Dock />
        </TicketKeeper>
      </main>
      <PairingNotice />
      <ReplayBar />
      <WorkspaceNotice />
      <EndingNotice ended={ended} />
      <WayNotices />
      <ProblemBar />
      <ConnectionStrip />
      <KeyNote />
      <WindowDialogs />
    </div>
  );
}
