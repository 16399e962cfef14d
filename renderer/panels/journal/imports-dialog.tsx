import { Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { localStampText } from "../../format/clock.ts";
import { useAsked } from "../../hooks/use-asked.ts";
import { useCommand } from "../../hooks/use-command.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Icon } from "../../ui/icon.tsx";

interface ImportsDialogProps {
  readonly revision: number;
  readonly onChoose: () => void;
  readonly onClose: () => void;
}

/** Reports that were imported; each can be taken back whole. */
export function ImportsDialog({ revision, onChoose, onClose }: ImportsDialogProps): ReactNode {
  const text = useText();
  const { journal } = useServices().client;
  const { answer, error } = useAsked(String(revision), () => journal.imports({}));
  const removing = useCommand();
  const fault = removing.error ?? error;
  return (
    <Dialog
      open
      title={text("journal.import")}
      closeLabel={text("journal.import.close")}
      className="journal-import"
      onClose={onClose}
    >
      <div className="dialog-body journal-import-body">
        <p className="dim">{text("journal.import.drop")}</p>
        <p>
          <Button look="primary" onClick={onChoose}>
            {text("journal.import.choose")}
          </Button>
        </p>
        <h4>{text("journal.imports")}</h4>
        {fault !== undefined && <ErrorNote error={fault} />}
        {answer?.length === 0 && <p className="dim">{text("journal.imports.empty")}</p>}
        <ul className="journal-imports">
          {answer?.map(({ importId, name, kind, accountId, added, atMs }) => (
            <li key={importId}>
              <span className="selectable">
                <strong>{name}</strong>{" "}
                <span className="dim">
                  {text(`journal.import.kind.${kind}`)} · {accountId} ·{" "}
                  {text("journal.imports.row", { count: added, at: localStampText(atMs) })}
                </span>
              </span>
              <Button
                look="quiet"
                disabled={removing.busy}
                onClick={() => void removing.run(() => journal.importRemove({ importId }))}
              >
                <Icon of={Undo2} /> {text("journal.imports.remove", { name })}
              </Button>
            </li>
          ))}
        </ul>
      </div>
      <div className="dialog-foot">
        <Button look="quiet" onClick={onClose}>
          {text("journal.import.close")}
        </Button>
      </div>
    </Dialog>
  );
}
