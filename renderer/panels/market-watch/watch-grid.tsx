import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
} from "react";
import type { SpreadUnit } from "../../format/spread.ts";
import { useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import type { TableChoice } from "../../ui/data-table/table-choice.ts";
import { SortButton, sortState } from "../../ui/data-table/use-table-parts.tsx";
import { clickedLine, type Press } from "./clicked-line.ts";
import { GroupLine } from "./group-line.tsx";
import type { WatchColumn } from "./watch-columns.ts";
import { lineKey, type WatchLine } from "./watch-groups.ts";
import { nextRow } from "./watch-keys.ts";
import { lineId, WatchRow } from "./watch-row.tsx";

/** Lines drawn beyond what is in sight, each side. */
const OVERSCAN = 12;
const HEAD_PX = 25;
/** A line, where the density does not say. */
const ROW_PX = 24;

interface WatchGridProps {
  readonly grid: RefObject<HTMLDivElement | null>;
  readonly lines: readonly WatchLine[];
  readonly columns: readonly WatchColumn[];
  readonly choice: TableChoice;
  readonly unit: SpreadUnit;
  readonly chartedId: string | undefined;
  /** Key of the line where the keyboard is. */
  readonly active: string | undefined;
  readonly onSort: (key: string) => void;
  readonly onActive: (key: string) => void;
  /** A row is put on the chart. */
  readonly onOpen: (id: string) => void;
  readonly onFold: (group: string, folded: boolean) => void;
  /** A line is to go one place up or down. */
  readonly onShift: (line: WatchLine, by: -1 | 1) => void;
  /** What can be done with a line is asked for, at a point of the window. */
  readonly onAsk: (line: WatchLine, at: { readonly x: number; readonly y: number }) => void;
  /** Any other key. */
  readonly onKey: (event: KeyboardEvent) => void;
  /** Said where there is no line. */
  readonly empty: string;
}

/** The list itself: only lines in sight are drawn; all of them are one tab stop, moved through with the arrow keys. */
export function WatchGrid(props: WatchGridProps): ReactNode {
  const { grid, lines, columns, choice, unit, chartedId, active, empty } = props;
  const { onSort, onActive, onOpen, onFold, onShift, onAsk, onKey } = props;
  const text = useText();
  const { quotes, appearance } = useServices();
  const pressed = useRef<Press>(undefined);
  // Another density is another height of the rows.
  useCell(appearance);
  const rowPx = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--row")) || ROW_PX;
  // oxlint-disable-next-line react/incompatible-library -- What it returns is read here and given to no one.
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => grid.current,
    estimateSize: () => rowPx,
    overscan: OVERSCAN,
    scrollPaddingStart: HEAD_PX,
    getItemKey: (index) => {
      const line = lines[index];
      return line === undefined ? index : lineKey(line);
    },
  });
  useEffect(() => virtual.measure(), [virtual, rowPx]);
  const at = lines.findIndex((line) => lineKey(line) === active);
  const line = lines[at];

  const go = (to: number): void => {
    const next = lines[to];
    if (next === undefined) return;
    onActive(lineKey(next));
    virtual.scrollToIndex(to);
  };
  const act = (event: KeyboardEvent): boolean => {
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      if (line !== undefined) onShift(line, event.key === "ArrowUp" ? -1 : 1);
      return true;
    }
    const page = Math.max(1, Math.floor((grid.current?.clientHeight ?? 240) / rowPx) - 2);
    const next = nextRow(event.key, at, lines.length, page);
    if (next !== undefined) {
      go(next);
      return true;
    }
    if (line?.kind === "group") {
      const turned = event.key === "Enter" || event.key === " ";
      if (!turned && event.key !== "ArrowLeft" && event.key !== "ArrowRight") return false;
      const closed = turned ? !line.folded : event.key === "ArrowLeft";
      if (closed !== line.folded) onFold(line.group.key, closed);
      return true;
    }
    if (event.key === "Enter" && line !== undefined) onOpen(line.row.id);
    else if (event.key === "ArrowLeft") go(lines.findLastIndex((each, place) => place < at && each.kind === "group"));
    else return false;
    return true;
  };
  const keyAt = (target: EventTarget): string | undefined => {
    const host = (target as Element).closest<HTMLElement>("[data-instrument], [data-group]");
    return host?.dataset["instrument"] ?? host?.dataset["group"];
  };
  const lineOf = (key: string | undefined): WatchLine | undefined => lines.find((each) => lineKey(each) === key);
  const press = (event: PointerEvent): void => {
    const key = keyAt(event.target);
    pressed.current = key === undefined ? undefined : { key, x: event.clientX, y: event.clientY };
  };
  const click = (event: MouseEvent): void => {
    const clicked = lineOf(clickedLine(keyAt(event.target), pressed.current, { x: event.clientX, y: event.clientY }));
    pressed.current = undefined;
    if (clicked?.kind === "row") return onOpen(clicked.row.id);
    if (clicked === undefined) return;
    onActive(clicked.group.key);
    // Its button has taken the keyboard with the press; the list has its keys.
    grid.current?.focus();
    onFold(clicked.group.key, !clicked.folded);
  };
  const askFor = (event: MouseEvent): void => {
    const pointed = event.button === 2 ? lineOf(keyAt(event.target)) : line;
    if (pointed === undefined) return;
    event.preventDefault();
    onActive(lineKey(pointed));
    // A keyboard's menu key points nowhere: the line where it is, is meant.
    const place = document.getElementById(lineId(lineKey(pointed)))?.getBoundingClientRect();
    const below = { x: (place?.left ?? 0) + 24, y: place?.bottom ?? 0 };
    onAsk(pointed, event.button === 2 ? { x: event.clientX, y: event.clientY } : below);
  };

  const tracks = columns.map(({ width }, place) => (place === 0 ? "minmax(64px, 1fr)" : `${width}px`)).join(" ");
  return (
    <div
      ref={grid}
      className="watch-grid"
      role="grid"
      tabIndex={0}
      aria-label={text("watch.title")}
      aria-rowcount={lines.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={line === undefined ? undefined : lineId(lineKey(line))}
      style={{ "--watch-columns": tracks } as CSSProperties}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return;
        if (act(event)) event.preventDefault();
        else onKey(event);
      }}
      onPointerDown={press}
      onClick={click}
      onContextMenu={askFor}
    >
      <div className="watch-head" role="row" aria-rowindex={1}>
        {columns.map(({ key }) => (
          <span key={key} role="columnheader" aria-sort={sortState(choice, key)}>
            <SortButton
              column={key}
              words={key === "watch.spread" ? text(`watch.spread.${unit}`) : undefined}
              choice={choice}
              onSort={onSort}
            />
          </span>
        ))}
      </div>
      <div role="rowgroup" className="watch-lines" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ key, index, start }) => {
          const each = lines[index];
          if (each === undefined) return null;
          return each.kind === "group" ? (
            <GroupLine
              key={key}
              group={each.group}
              folded={each.folded}
              columns={columns.length}
              index={index}
              top={start}
              active={index === at}
            />
          ) : (
            <WatchRow
              key={key}
              instrument={each.row}
              quotes={quotes}
              unit={unit}
              columns={columns}
              index={index}
              top={start}
              charted={each.row.id === chartedId}
              active={index === at}
            />
          );
        })}
      </div>
      {lines.length === 0 && <p className="watch-empty">{empty}</p>}
    </div>
  );
}
