import { ChevronDown, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import type { Text } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { Icon } from "../../ui/icon.tsx";
import type { WatchGroup } from "./watch-groups.ts";
import { lineId } from "./watch-row.tsx";

/** What a group is called: as its user did, or after what is alike in it. */
export const groupName = (text: Text, { of }: Pick<WatchGroup, "of">): string =>
  "list" in of ? of.list : text(`watch.class.${of.assetClass}`);

interface GroupLineProps {
  readonly group: WatchGroup;
  readonly folded: boolean;
  readonly columns: number;
  readonly index: number;
  /** Pixels from the first line. */
  readonly top: number;
  readonly active: boolean;
}

/** A group's heading. The list itself has the keyboard: its button is for the pointer and for screen readers. */
export function GroupLine({ group, folded, columns, index, top, active }: GroupLineProps): ReactNode {
  const text = useText();
  return (
    <div
      id={lineId(group.key)}
      data-group={group.key}
      className="watch-group"
      role="row"
      aria-rowindex={index + 2}
      data-active={active || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span role="rowheader" aria-colspan={columns}>
        <button type="button" className="watch-fold" tabIndex={-1} aria-expanded={!folded}>
          <Icon of={folded ? ChevronRight : ChevronDown} size={12} />
          <span className="watch-group-name">{groupName(text, group)}</span>{" "}
          <span className="dim">{group.rows.length}</span>
        </button>
      </span>
    </div>
  );
}
