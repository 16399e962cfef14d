import { Lock, LockOpen, Trash2 } from "lucide-react";
import { type ReactNode, useEffect, useRef, useSyncExternalStore } from "react";
import type { Drawing } from "#shared/contract/charts.ts";
import { DRAWING_COLOURS, MOST_WIDTH } from "#shared/market/drawing.ts";
import type { DrawDesk } from "../../../chart/drawings/draw-desk.ts";
import { useCell } from "../../../hooks/use-store.ts";
import { useText } from "../../../i18n/use-text.ts";
import { useServices } from "../../../services/services.ts";
import { IconButton } from "../../../ui/button.tsx";
import { ErrorNote } from "../../../ui/error-note.tsx";
import { Icon } from "../../../ui/icon.tsx";

const COLOURS = Array.from({ length: DRAWING_COLOURS }, (_, colour) => colour);
const WIDTHS = Array.from({ length: MOST_WIDTH }, (_, at) => at + 1);

/** How the chosen drawing looks, what it says, and whether it can be moved. */
export function StyleBar({ desk }: { readonly desk: DrawDesk }): ReactNode {
  const { drawings } = useServices();
  useCell(desk.state);
  const problem = useCell(drawings.problem);
  const chosen = useSyncExternalStore(drawings.subscribe, () => desk.selected());
  return (
    <>
      {chosen !== undefined && <Style key={chosen.id} desk={desk} drawing={chosen} />}
      {problem !== undefined && (
        <div className="draw-problem">
          <ErrorNote error={problem} />
        </div>
      )}
    </>
  );
}

function Style({ desk, drawing }: { readonly desk: DrawDesk; readonly drawing: Drawing }): ReactNode {
  const text = useText();
  const words = useRef<HTMLInputElement>(null);
  const { kind, colour, width, dashed, locked } = drawing;
  const isNewText = kind === "text" && drawing.text === "";
  useEffect(() => {
    // A text without words is not seen: it is written as soon as it is placed.
    if (isNewText) words.current?.focus();
  }, [isNewText]);
  return (
    <div className="draw-style" role="toolbar" aria-label={text("draw.style", { kind: text(`draw.kind.${kind}`) })}>
      {COLOURS.map((each) => (
        <button
          key={each}
          type="button"
          className="draw-colour"
          style={{ color: `var(--study-${each + 1})` }}
          aria-label={text("draw.colour", { number: each + 1 })}
          title={text("draw.colour", { number: each + 1 })}
          aria-pressed={each === colour}
          disabled={locked}
          onClick={() => desk.change({ colour: each })}
        />
      ))}
      <select
        className="field draw-width"
        aria-label={text("draw.width")}
        value={width}
        disabled={locked}
        onChange={(event) => desk.change({ width: Number(event.target.value) })}
      >
        {WIDTHS.map((each) => (
          <option key={each} value={each}>
            {each} px
          </option>
        ))}
      </select>
      <label className="draw-dashed">
        <input
          type="checkbox"
          checked={dashed}
          disabled={locked}
          onChange={(event) => desk.change({ dashed: event.target.checked })}
        />
        {text("draw.dashed")}
      </label>
      <input
        ref={words}
        className="field draw-words"
        type="text"
        aria-label={text("draw.words")}
        placeholder={text("draw.words")}
        maxLength={200}
        autoComplete="off"
        defaultValue={drawing.text}
        disabled={locked}
        onBlur={(event) => {
          if (event.target.value !== drawing.text) desk.change({ text: event.target.value });
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") desk.change({ text: event.currentTarget.value });
        }}
      />
      <IconButton
        label={text(locked ? "draw.unlock" : "draw.lock")}
        aria-pressed={locked}
        onClick={() => desk.change({ locked: !locked })}
      >
        <Icon of={locked ? Lock : LockOpen} />
      </IconButton>
      <IconButton label={text("draw.erase")} disabled={locked} onClick={() => desk.erase()}>
        <Icon of={Trash2} />
      </IconButton>
    </div>
  );
}
