import { type KeyboardEvent, type ReactNode, useId, useMemo, useState } from "react";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { foundItems, type PaletteItem } from "./palette-items.ts";
import { usePaletteItems } from "./use-palette-items.ts";
import "../settings/settings.css";
import "./palette.css";

const intoView = (line: HTMLElement | null): void => line?.scrollIntoView({ block: "nearest" });

/** One field that finds everything: commands, panels, workspaces, symbols. Mounted while it is open. */
export function CommandPalette(): ReactNode {
  const text = useText();
  const { dialog } = useServices();
  const items = usePaletteItems();
  const [sought, setSought] = useState("");
  const found = useMemo(() => foundItems(items, sought), [items, sought]);
  const [marked, setMarked] = useState(0);
  const list = useId();
  const chosen = found[Math.min(marked, found.length - 1)];

  const close = (): void => dialog.set(undefined);
  // Closed first: what it does may open another dialog.
  const act = (item: PaletteItem): void => {
    close();
    item.run();
  };
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
  const press = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (step !== undefined) {
      const around = Math.abs(step) === 1 && found.length > 0;
      const next = marked + step;
      setMarked(around ? (next + found.length) % found.length : Math.max(0, Math.min(found.length - 1, next)));
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      if (chosen !== undefined) act(chosen);
    } else return;
    event.preventDefault();
  };
  return (
    <Dialog open title={text("palette.title")} closeLabel={text("form.close")} className="palette" onClose={close}>
      <input
        className="field palette-field"
        type="text"
        role="combobox"
        aria-label={text("command.palette")}
        aria-expanded
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={chosen === undefined ? undefined : `${list} ${chosen.id}`.replaceAll(" ", "-")}
        autoComplete="off"
        spellCheck={false}
        placeholder={text("command.palette")}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- The palette is this field.
        autoFocus
        value={sought}
        onChange={(event) => {
          setSought(event.target.value);
          setMarked(0);
        }}
        onKeyDown={press}
      />
      <div id={list} className="palette-list" role="listbox" aria-label={text("palette.results")}>
        {found.map((item, at) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- The field has focus and keys.
          <div
            key={item.id}
            ref={item === chosen ? intoView : undefined}
            id={`${list} ${item.id}`.replaceAll(" ", "-")}
            className="palette-item"
            role="option"
            aria-selected={item === chosen}
            onPointerMove={() => setMarked(at)}
            onClick={() => act(item)}
          >
            <span className="palette-words">{item.words}</span>
            <span className="palette-group">{item.group}</span>
            {item.keys !== undefined && <kbd className="menu-keys">{item.keys}</kbd>}
          </div>
        ))}
      </div>
      <p className="palette-help" role="status">
        {found.length === 0 ? text("palette.none") : text("palette.help")}
      </p>
    </Dialog>
  );
}
