import { Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { useWorkspace } from "../../hooks/use-workspace.ts";
import "../../ui/panel.css";
import "./watch.css";
import { useSpreadUnit } from "../../hooks/use-setting.ts";
import { useStale } from "../../hooks/use-stale.ts";
import { longAgeText } from "../../i18n/age-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { useShownInstrument, useShownInstruments } from "../../services/shown.ts";
import { Icon } from "../../ui/icon.tsx";
import { LinkPicker } from "../links/link-picker.tsx";
import { matchesFilter, nextRow } from "./watch-keys.ts";
import { rowId, WatchRow } from "./watch-row.tsx";

/** Every instrument of the account on screen; arrows move, Enter puts the row on the chart, typing filters. */
export function MarketWatch(): ReactNode {
  const text = useText();
  const { quotes } = useServices();
  const chooseInstrument = useWorkspace((workspace) => workspace.chooseInstrument);
  const instruments = useShownInstruments();
  const charted = useShownInstrument();
  const [unit, setUnit] = useSpreadUnit();
  const staleMs = useStale();
  const [filter, setFilter] = useState("");
  const [activeId, setActiveId] = useState<string>();
  const grid = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);

  const rows = useMemo(
    () => instruments.filter(({ symbol, description }) => matchesFilter(filter, symbol, description)),
    [instruments, filter],
  );
  const active = rows.findIndex(({ id }) => id === (activeId ?? charted?.id));

  const open = useCallback(
    (id: string) => {
      setActiveId(id);
      chooseInstrument(id);
    },
    [chooseInstrument],
  );

  const move = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((grid.current?.clientHeight ?? 240) / 24) - 2);
    const next = nextRow(event.key, active, rows.length, page);
    if (next !== undefined) {
      event.preventDefault();
      const id = rows[next]?.id;
      setActiveId(id);
      if (id !== undefined) document.getElementById(rowId(id))?.scrollIntoView({ block: "nearest" });
      return;
    }
    const chosen = rows[active];
    if (event.key === "Enter" && chosen !== undefined) open(chosen.id);
    else if (event.key === "Escape") setFilter("");
    else if (/^\p{L}$/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) input.current?.focus();
  };

  const moveFromFilter = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown" || event.key === "Enter") {
      event.preventDefault();
      grid.current?.focus();
      const first = rows[0];
      if (event.key === "Enter" && first !== undefined) open(first.id);
      else setActiveId(first?.id);
    } else if (event.key === "Escape") {
      setFilter("");
      grid.current?.focus();
    }
  };

  return (
    <section className="watch" aria-label={text("watch.title")} data-stale={staleMs !== undefined || undefined}>
      <header className="panel-head">
        <h2 className="panel-title">{text("watch.title")}</h2>
        <LinkPicker />
        <span className="watch-lens">
          <Icon of={Search} size={13} />
        </span>
        <input
          ref={input}
          className="watch-filter"
          type="text"
          spellCheck={false}
          autoComplete="off"
          placeholder={text("watch.filter")}
          aria-label={text("watch.filter")}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
          onKeyDown={moveFromFilter}
        />
      </header>
      {staleMs !== undefined && (
        <p className="watch-note">{text("watch.stale", { age: longAgeText(text, staleMs) })}</p>
      )}
      <div
        ref={grid}
        className="watch-grid"
        role="grid"
        tabIndex={0}
        aria-label={text("watch.title")}
        aria-rowcount={rows.length + 1}
        aria-activedescendant={active < 0 ? undefined : rowId(rows[active]?.id ?? "")}
        onKeyDown={move}
        onClick={(event) => {
          const row = (event.target as Element).closest<HTMLElement>("[data-instrument]");
          if (row?.dataset["instrument"] !== undefined) open(row.dataset["instrument"]);
        }}
      >
        <div className="watch-head" role="row" aria-rowindex={1}>
          <span role="columnheader">{text("watch.symbol")}</span>
          <span role="columnheader">{text("watch.bid")}</span>
          <span role="columnheader">{text("watch.ask")}</span>
          <span role="columnheader">
            <button
              type="button"
              className="watch-unit"
              aria-label={`${text(unit === "points" ? "watch.spread.points" : "watch.spread.pips")}: ${text(unit === "points" ? "watch.spread.toPips" : "watch.spread.toPoints")}`}
              title={text(unit === "points" ? "watch.spread.toPips" : "watch.spread.toPoints")}
              onClick={() => setUnit(unit === "points" ? "pips" : "points")}
            >
              {text(unit === "points" ? "watch.spread.points" : "watch.spread.pips")}
            </button>
          </span>
          <span role="columnheader">{text("watch.day")}</span>
        </div>
        {rows.map((instrument, index) => (
          <WatchRow
            key={instrument.id}
            instrument={instrument}
            quotes={quotes}
            unit={unit}
            index={index}
            charted={instrument.id === charted?.id}
            active={index === active}
          />
        ))}
        {rows.length === 0 && (
          <p className="watch-empty">
            {instruments.length === 0 ? text("watch.empty") : text("watch.noMatch", { filter })}
          </p>
        )}
      </div>
    </section>
  );
}
