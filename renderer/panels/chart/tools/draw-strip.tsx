import { ListOrdered, Magnet, Redo2, Undo2 } from "lucide-react";
import { type ReactNode, useSyncExternalStore } from "react";
import type { InstrumentId } from "#shared/market/brands.ts";
import { DRAWING_KINDS } from "#shared/market/drawing.ts";
import type { DrawDesk } from "../../../chart/drawings/draw-desk.ts";
import { useCell } from "../../../hooks/use-store.ts";
import { useText } from "../../../i18n/use-text.ts";
import { useServices } from "../../../services/services.ts";
import { IconButton } from "../../../ui/button.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { SELECT_ICON, TOOL_ICONS } from "./tool-icons.ts";

interface DrawStripProps {
  readonly desk: DrawDesk;
  readonly instrumentId: InstrumentId;
}

/** The drawing tools beside the chart. */
export function DrawStrip({ desk, instrumentId }: DrawStripProps): ReactNode {
  const text = useText();
  const { drawings } = useServices();
  const { tool, magnet } = useCell(desk.state);
  const count = useSyncExternalStore(drawings.subscribe, () => drawings.of(instrumentId).length);
  const canUndo = useSyncExternalStore(drawings.subscribe, () => drawings.canUndo(instrumentId));
  const canRedo = useSyncExternalStore(drawings.subscribe, () => drawings.canRedo(instrumentId));
  return (
    <div className="draw-strip" role="toolbar" aria-label={text("draw.tools")} aria-orientation="vertical">
      <IconButton label={text("draw.select")} aria-pressed={tool === undefined} onClick={() => desk.choose(undefined)}>
        <Icon of={SELECT_ICON} />
      </IconButton>
      {DRAWING_KINDS.map((kind) => (
        <IconButton
          key={kind}
          label={text(`draw.kind.${kind}`)}
          aria-pressed={tool === kind}
          onClick={() => desk.choose(tool === kind ? undefined : kind)}
        >
          <Icon of={TOOL_ICONS[kind]} />
        </IconButton>
      ))}
      <span className="draw-strip-line" />
      <IconButton label={text("draw.magnet")} aria-pressed={magnet} onClick={() => desk.magnet(!magnet)}>
        <Icon of={Magnet} />
      </IconButton>
      <IconButton label={text("draw.next")} disabled={count === 0} onClick={() => desk.key(NEXT)}>
        <Icon of={ListOrdered} />
      </IconButton>
      <IconButton label={text("draw.undo")} disabled={!canUndo} onClick={() => desk.undo()}>
        <Icon of={Undo2} />
      </IconButton>
      <IconButton label={text("draw.redo")} disabled={!canRedo} onClick={() => desk.redo()}>
        <Icon of={Redo2} />
      </IconButton>
    </div>
  );
}

const NEXT = { key: "]", shiftKey: false, ctrlKey: false, metaKey: false } as const;
