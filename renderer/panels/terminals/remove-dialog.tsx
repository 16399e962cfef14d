import type { ReactNode } from "react";
import { useText } from "../../i18n/use-text.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";

interface RemoveDialogProps {
  readonly name: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onRemove: () => void;
}

/** Asks before a terminal is forgotten; focus begins on the way out, not on the removal. */
export function RemoveDialog({ name, open, onClose, onRemove }: RemoveDialogProps): ReactNode {
  const text = useText();
  return (
    <Dialog
      open={open}
      title={text("terminals.remove.title", { name })}
      closeLabel={text("terminals.cancel")}
      className="dialog-confirm"
      onClose={onClose}
    >
      <p className="dialog-body">{text("terminals.remove.body")}</p>
      <div className="dialog-foot">
        <Button onClick={onClose}>{text("terminals.cancel")}</Button>
        <Button look="danger" onClick={onRemove}>
          {text("terminals.remove")}
        </Button>
      </div>
    </Dialog>
  );
}
