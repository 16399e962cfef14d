import type { ReactNode } from "react";
import { useText } from "../../i18n/use-text.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import "./workspaces.css";

interface DeleteDialogProps {
  readonly name: string;
  readonly onDelete: () => void;
  readonly onClose: () => void;
}

/** A second look before a workspace goes. */
export function DeleteDialog({ name, onDelete, onClose }: DeleteDialogProps): ReactNode {
  const text = useText();
  return (
    <Dialog
      open
      title={text("workspace.delete.title", { name })}
      closeLabel={text("workspace.close")}
      className="workspace-dialog"
      onClose={onClose}
    >
      <div className="workspace-form">
        <p>{text("workspace.delete.body")}</p>
        <div className="workspace-actions">
          <Button onClick={onClose}>{text("workspace.cancel")}</Button>
          <Button look="danger" onClick={onDelete}>
            {text("workspace.delete.sure")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
