import { useMemo } from "react";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { type Template, templateLayout } from "../../stores/desk/templates.ts";

interface WorkspaceCommands {
  readonly create: (name: string, template: Template) => void;
  readonly duplicate: () => void;
  readonly reset: () => void;
  readonly addChart: () => void;
}

/** What the menu and the command palette do with workspaces. Failures are told by the workspaces' own notice. */
export function useWorkspaceCommands(): WorkspaceCommands {
  const text = useText();
  const { desk, workspaces, workspace } = useServices();
  return useMemo(
    () => ({
      create: (name, template) => void workspaces.create(name, templateLayout(template, desk.room())),
      duplicate: () => void workspaces.duplicate(text("workspace.copyOf", { name: workspaces.current().name })),
      reset: () => void workspaces.rearrange(templateLayout("usual", desk.room())),
      addChart: () => {
        const { instrumentId, timeframe } = workspace.getState();
        desk.addChart({ timeframe, studies: [], ...(instrumentId === undefined ? {} : { instrumentId }) });
      },
    }),
    [text, desk, workspaces, workspace],
  );
}
