import { Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import { useWorkspace } from "../../hooks/use-workspace.ts";
import "../../ui/panel.css";
import "./watch.css";
import { useSpreadUnit } from "../../hooks/use-setting.ts";
import { useStale } from "../../hooks/use-stale.ts";
import { longAgeText } from "../../i18n/age-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useShownInstrument, useShownInstruments } from "../../services/shown.ts";
import { TableMenu } from "../../ui/data-table/use-table-parts.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Icon } from "../../ui/icon.tsx";
import { MenuChoice, MenuFlag, MenuGroup, MenuItem, MenuLine } from "../../ui/menu.tsx";
import { later } from "../later.tsx";
import { LinkPicker } from "../links/link-picker.tsx";
import type { LineAsk, LineMenuProps } from "./line-menu.tsx";
import { useWatchLists } from "./use-watch-lists.ts";
import { useWatchTable } from "./use-watch-table.ts";
import { WATCH_COLUMNS } from "./watch-columns.ts";
import { WatchGrid } from "./watch-grid.tsx";
import { groupsOf, linesOf, type WatchLine } from "./watch-groups.ts";
import { matchesFilter } from "./watch-keys.ts";
import { shiftList, shiftSymbol } from "./watch-lists.ts";
import type { WatchPicturesProps } from "./watch-pictures.tsx";

const LineMenu = later<LineMenuProps>(() => import("./line-menu.tsx").then((loaded) => loaded.LineMenu));
const WatchPictures = later<WatchPicturesProps>(() =>
  import("./watch-pictures.tsx").then((loaded) => loaded.WatchPictures),
);
const KEYS = WATCH_COLUMNS.map(({ key }) => key);

/** Every instrument of the account on screen; arrows move, Enter puts the row on the chart, typing filters. */
export function MarketWatch(): ReactNode {
  const text = useText();
  const chooseInstrument = useWorkspace((workspace) => workspace.chooseInstrument);
  const instruments = useShownInstruments();
  const charted = useShownInstrument();
  const [unit, setUnit] = useSpreadUnit();
  const staleMs = useStale();
  const [filter, setFilter] = useState("");
  const [activeKey, setActiveKey] = useState<string>();
  const [asked, setAsked] = useState<LineAsk>();
  const grid = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [closes] = useState(() => new Map<string, Float64Array>());
  const kept = useWatchLists();
  const { choice, sortBy, show, columns, order, save } = useWatchTable(grid, closes);
  const { grouped, lists, folded } = kept;

  const groups = useMemo(() => groupsOf(instruments, lists), [instruments, lists]);
  const lines = useMemo((): readonly WatchLine[] => {
    // What was sought is shown wherever it stands, in a folded group too.
    if (grouped && filter === "") return linesOf(groups, folded, order);
    const found = instruments.filter(({ symbol, description }) => matchesFilter(filter, symbol, description));
    return order(found).map((row) => ({ kind: "row", row }));
  }, [instruments, filter, grouped, groups, folded, order]);

  const open = useCallback(
    (id: string) => {
      setActiveKey(id);
      chooseInstrument(id);
    },
    [chooseInstrument],
  );
  const shift = (line: WatchLine, by: -1 | 1): void => {
    if (!grouped) return;
    const inSight = new Set(instruments.map(({ symbol }) => symbol));
    if (line.kind === "row") return kept.change((now) => shiftSymbol(now, line.row.symbol, by, inSight));
    const { of } = line.group;
    if ("list" in of) kept.change((now) => shiftList(now, of.list, by));
  };
  const typed = (event: KeyboardEvent): void => {
    if (event.key === "Escape") setFilter("");
    else if (/^\p{L}$/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) input.current?.focus();
  };
  const moveFromFilter = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown" || event.key === "Enter") {
      event.preventDefault();
      grid.current?.focus();
      const first = lines.find((line) => line.kind === "row")?.row;
      if (event.key === "Enter" && first !== undefined) open(first.id);
      else setActiveKey(first?.id);
    } else if (event.key === "Escape") {
      setFilter("");
      grid.current?.focus();
    }
  };
  const inOrder = (): readonly Instrument[] =>
    grouped ? groups.flatMap(({ rows }) => order(rows)) : order(instruments);

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
        <TableMenu
          columns={KEYS}
          hidden={choice.hidden}
          onShow={show}
          onSave={instruments.length === 0 ? undefined : () => save(inOrder())}
        >
          <MenuFlag words={text("watch.grouped")} checked={grouped} onChange={kept.setGrouped} />
          <MenuItem words={text("watch.list.new")} onChoose={() => setAsked({ ask: "new", symbol: undefined })} />
          <MenuLine />
          <MenuGroup label={text("watch.spread")}>
            <MenuChoice
              value={unit}
              choices={[
                { value: "points", words: text("watch.spread.inPoints") },
                { value: "pips", words: text("watch.spread.inPips") },
              ]}
              onChoose={(next) => setUnit(next === "pips" ? "pips" : "points")}
            />
          </MenuGroup>
          <MenuLine />
        </TableMenu>
      </header>
      {staleMs !== undefined && (
        <p className="watch-note">{text("watch.stale", { age: longAgeText(text, staleMs) })}</p>
      )}
      {kept.error !== undefined && <ErrorNote error={kept.error} />}
      <WatchGrid
        grid={grid}
        lines={lines}
        columns={columns}
        choice={choice}
        unit={unit}
        chartedId={charted?.id}
        active={activeKey ?? charted?.id}
        onSort={sortBy}
        onActive={setActiveKey}
        onOpen={open}
        onFold={kept.fold}
        onShift={shift}
        onAsk={(line, at) => setAsked({ ask: "menu", line, at })}
        onKey={typed}
        empty={instruments.length === 0 ? text("watch.empty") : text("watch.noMatch", { filter })}
      />
      <WatchPictures grid={grid} lines={lines} columns={columns} closes={closes} />
      <LineMenu asked={asked} kept={kept} onShift={shift} onAsk={setAsked} grid={grid} />
    </section>
  );
}
