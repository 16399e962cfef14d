import { Download, Tags, Upload } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import "../../ui/table.css";
import "../sessions/sessions.css";
import "./journal.css";
import { useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { CalendarView } from "../statistics/calendar-view.tsx";
import { CompareView } from "../statistics/compare-view.tsx";
import { StatisticsPage } from "../statistics/statistics-page.tsx";
import { ExportDialog } from "./export-dialog.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { type FilterDraft, filterOf, NO_FILTER } from "./filter-draft.ts";
import { ImportDialog } from "./import-dialog.tsx";
import { ImportRun } from "./import-run.ts";
import { ImportsDialog } from "./imports-dialog.tsx";
import { useReportPicker } from "./report-picker.tsx";
import { TradesView } from "./trades-view.tsx";
import { UpcomingDialog } from "./upcoming-dialog.tsx";
import { useFilterChoices } from "./use-filter-choices.ts";
import { useJournalState } from "./use-journal-state.ts";

const VIEWS = ["trades", "statistics", "calendar", "compare"] as const;
type View = (typeof VIEWS)[number];

/** Every closed trade and what they come to; a report dropped anywhere on it is looked at. */
export function JournalPanel(): ReactNode {
  const text = useText();
  const { client, status } = useServices();
  const cutOff = useCell(status).phase !== "open";
  const state = useJournalState();
  const [view, setView] = useState<View>("trades");
  /** A day was chosen by its button, which is gone then: the list takes the keyboard. */
  const [dayChosen, setDayChosen] = useState(false);
  const [draft, setDraft] = useState<FilterDraft>(NO_FILTER);
  const [dialog, setDialog] = useState<"import" | "export" | "upcoming">();
  const [importing, setImporting] = useState<{ readonly run: ImportRun; readonly several: boolean }>();
  const stopImporting = (): void => {
    importing?.run.close();
    setImporting(undefined);
  };
  const picker = useReportPicker(text("journal.import.choose"), (file, several) => {
    importing?.run.close();
    const run = new ImportRun(client.journal, file);
    setImporting({ run, several });
    void run.read();
  });
  const choices = useFilterChoices(state?.revision);
  const filter = useMemo(() => filterOf(draft), [draft]);
  const revision = state?.revision ?? 0;

  const choose = (): void => {
    setDialog(undefined);
    picker.choose();
  };
  return (
    <section
      className="journal"
      aria-label={text("dock.journal")}
      data-stale={cutOff || undefined}
      data-over={picker.over || undefined}
      {...picker.dropping}
    >
      <header className="journal-bar">
        <Segmented
          label={text("journal.view")}
          value={view}
          options={VIEWS.map((value) => ({ value, text: text(`journal.view.${value}`) }))}
          onChoose={(next) => {
            setDayChosen(false);
            setView(next);
          }}
        />
        <span className="journal-gap" />
        <Button onClick={() => setDialog("upcoming")}>
          <Icon of={Tags} /> {text("journal.upcoming.open")}
        </Button>
        <Button onClick={() => setDialog("import")}>
          <Icon of={Upload} /> {text("journal.import")}
        </Button>
        <Button onClick={() => setDialog("export")}>
          <Icon of={Download} /> {text("journal.export")}
        </Button>
      </header>
      <FilterBar draft={draft} choices={choices} onChange={setDraft} />
      {view === "trades" && <TradesView state={state} filter={filter} knownTags={choices.tags} focused={dayChosen} />}
      {view === "statistics" && <StatisticsPage revision={revision} filter={filter} accounts={choices.accounts} />}
      {view === "calendar" && (
        <CalendarView
          revision={revision}
          filter={filter}
          onDay={(day) => {
            setDraft({ ...draft, period: "days", fromDay: day, toDay: day });
            setDayChosen(true);
            setView("trades");
          }}
        />
      )}
      {view === "compare" && (
        <CompareView revision={revision} filter={filter} accounts={choices.accounts} sessions={choices.sessions} />
      )}
      {picker.over && (
        <p className="journal-drop" role="status">
          {text("journal.import.drop")}
        </p>
      )}
      {picker.input}
      {importing !== undefined && (
        <ImportDialog
          {...importing}
          onAnother={picker.choose}
          onShow={(accountId) => {
            stopImporting();
            setDraft({ ...NO_FILTER, accountId });
            setView("trades");
          }}
          onClose={stopImporting}
        />
      )}
      {dialog === "import" && (
        <ImportsDialog revision={revision} onChoose={choose} onClose={() => setDialog(undefined)} />
      )}
      {dialog === "upcoming" && <UpcomingDialog onClose={() => setDialog(undefined)} />}
      {dialog === "export" && <ExportDialog filter={filter} onClose={() => setDialog(undefined)} />}
    </section>
  );
}
