import type { ReactNode } from "react";
import { useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import "../notices/notices.css";

/** Says that the arrangement is not kept, and why; gone once it is. */
export function WorkspaceNotice(): ReactNode {
  const text = useText();
  const { workspaces, status } = useServices();
  const { problem, leftTo } = useCell(workspaces.state);
  const { phase } = useCell(status);
  // Without a bridge the window says so already, and keeps the arrangement when it is back.
  if (problem === undefined && leftTo !== undefined) {
    return (
      <div className="notice" role="status">
        <p>{text("workspace.left", { name: leftTo, copy: workspaces.current().name })}</p>
        <Button onClick={() => workspaces.forgetLeft()}>{text("workspace.close")}</Button>
      </div>
    );
  }
  if (problem === undefined || phase !== "open") return null;
  return (
    <div className="notice" role="status">
      <p>{text("workspace.unkept")}</p>
      <ErrorNote error={problem} />
    </div>
  );
}
