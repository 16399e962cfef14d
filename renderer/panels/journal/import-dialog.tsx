import { type ReactNode, useState } from "react";
import type { AccountId } from "#shared/market/brands.ts";
import { useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TypedField } from "../../ui/typed-field.tsx";
import { ImportAccount } from "./import-account.tsx";
import { ImportFault } from "./import-fault.tsx";
import { ImportPreviewBody } from "./import-preview.tsx";
import type { ImportRun } from "./import-run.ts";

interface ImportDialogProps {
  readonly run: ImportRun;
  /** More files came with it; they were left. */
  readonly several: boolean;
  readonly onShow: (account: AccountId) => void;
  readonly onAnother: () => void;
  readonly onClose: () => void;
}

/** A report on its way in: progress, what it holds, then kept or left. */
export function ImportDialog({ run, several, onShow, onAnother, onClose }: ImportDialogProps): ReactNode {
  const text = useText();
  const state = useCell(run.state);
  const [currency, setCurrency] = useState("");
  const preview = state.step === "ready" || state.step === "failed" ? state.preview : undefined;
  const lacksCurrency = preview?.currency === "";
  const count = preview === undefined ? 0 : preview.added + preview.changed;
  const named = currency.trim().toUpperCase();
  const ready = preview !== undefined && count > 0 && (!lacksCurrency || /^[A-Z0-9]{2,8}$/.test(named));
  const finished = state.step === "kept";
  return (
    <Dialog
      open
      title={text("journal.import.title", { name: run.name })}
      closeLabel={text("journal.import.close")}
      className="journal-import"
      onClose={onClose}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- What is longer than the window is scrolled by keys. */}
      <div className="dialog-body journal-import-body" tabIndex={0}>
        {several && <p className="dim">{text("journal.import.one", { name: run.name })}</p>}
        {(state.step === "uploading" || state.step === "reading" || state.step === "saving") && (
          <div className="journal-progress" role="status">
            <p>{text(`journal.import.${state.step}`)}</p>
            <progress
              aria-label={text(`journal.import.${state.step}`)}
              {...(state.total > 0 && state.done > 0 ? { value: state.done, max: state.total } : {})}
            />
          </div>
        )}
        {state.step === "failed" && <ImportFault error={state.error} />}
        {state.step === "ready" && <ImportAccount preview={state.preview} onChoose={(id) => void run.choose(id)} />}
        {preview !== undefined && <ImportPreviewBody preview={preview} />}
        {lacksCurrency && (
          <TypedField
            label={text("journal.import.currency")}
            numeric={false}
            value={currency}
            echo={text("journal.import.currency.help")}
            onChange={setCurrency}
          />
        )}
        {state.step === "kept" && (
          <p role="status">
            {text("journal.import.kept", { count: state.kept.added, duplicates: state.kept.duplicates })}
          </p>
        )}
      </div>
      <div className="dialog-foot">
        {state.step === "failed" && preview === undefined && (
          <Button onClick={onAnother}>{text("journal.import.another")}</Button>
        )}
        {preview !== undefined && (
          <Button
            look="primary"
            disabled={!ready}
            onClick={() => void run.commit(preview, lacksCurrency ? named : undefined)}
          >
            {count === 0 ? text("journal.import.nothing") : text("journal.import.confirm", { count })}
          </Button>
        )}
        {state.step === "kept" && (
          <Button look="primary" onClick={() => onShow(state.kept.accountId)}>
            {text("journal.import.show")}
          </Button>
        )}
        <Button look="quiet" onClick={onClose}>
          {text(finished ? "journal.import.close" : "journal.import.cancel")}
        </Button>
      </div>
    </Dialog>
  );
}
