import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { EXPORT_KINDS } from "#shared/contract/journal-files.ts";
import type { TradeFilter } from "#shared/contract/journal-trade.ts";
import { useAsked } from "../../hooks/use-asked.ts";
import { useCommand } from "../../hooks/use-command.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { download } from "../../ui/download.ts";
import { ErrorNote } from "../../ui/error-note.tsx";
import { fetchExport } from "./export-file.ts";

type Kind = (typeof EXPORT_KINDS)[number];
const KINDS: readonly Kind[] = ["csv", "xlsx", "json", "pdf", "risk"];

interface ExportDialogProps {
  readonly filter: TradeFilter;
  readonly onClose: () => void;
}

/** Makes a file of the trades that fit the filter and hands it over for saving. */
export function ExportDialog({ filter, onClose }: ExportDialogProps): ReactNode {
  const text = useText();
  const { language } = useTranslation().i18n;
  const { journal } = useServices().client;
  const { busy, error, run } = useCommand();
  const [kind, setKind] = useState<Kind>("csv");
  const [bom, setBom] = useState(false);
  const [made, setMade] = useState<string>();
  const fitting = useAsked(JSON.stringify(filter), () =>
    journal.trades({ filter, sort: { by: "closed", descending: true }, offset: 0, limit: 1 }),
  ).answer?.total;

  const make = (): void => {
    setMade(undefined);
    const locale = language === "id" ? "id" : "en";
    void run(async () => {
      const file = await fetchExport(journal, { kind, filter, locale, ...(kind === "csv" ? { bom } : {}) });
      download(file);
      setMade(file.name);
    });
  };
  return (
    <Dialog
      open
      title={text("journal.export.title")}
      closeLabel={text("journal.import.close")}
      className="journal-export"
      onClose={onClose}
    >
      <div className="dialog-body journal-import-body">
        <p className="dim">{fitting !== undefined && text("journal.export.what", { count: fitting })}</p>
        <fieldset className="journal-kinds">
          <legend className="visually-hidden">{text("journal.export.kind")}</legend>
          {KINDS.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="journal-export-kind"
                value={one}
                checked={one === kind}
                onChange={() => setKind(one)}
              />
              {text(`journal.export.kind.${one}`)}
            </label>
          ))}
        </fieldset>
        {kind === "csv" && (
          <label className="journal-bom">
            <input type="checkbox" checked={bom} onChange={(event) => setBom(event.target.checked)} />
            {text("journal.export.bom")}
          </label>
        )}
        <p role="status">
          {busy && text("journal.export.making")}
          {made !== undefined && text("journal.export.made", { name: made })}
        </p>
        {error !== undefined && <ErrorNote error={error} />}
      </div>
      <div className="dialog-foot">
        <Button look="primary" disabled={busy || fitting === undefined || fitting === 0} onClick={make}>
          {text("journal.export.make")}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {text("journal.import.close")}
        </Button>
      </div>
    </Dialog>
  );
}
