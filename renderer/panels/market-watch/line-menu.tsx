import { type Dispatch, type ReactNode, type RefObject, type SetStateAction, useState } from "react";
import { useText } from "../../i18n/use-text.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { MenuChoice, MenuGroup, MenuItem, MenuLine } from "../../ui/menu.tsx";
import { PointMenu } from "../../ui/point-menu.tsx";
import type { WatchLists } from "./use-watch-lists.ts";
import type { WatchLine } from "./watch-groups.ts";
import { addList, LONGEST_NAME, mayBeNamed, moveTo, removeList, renameList } from "./watch-lists.ts";
import "../workspaces/workspaces.css";

/** What was asked for: what can be done with a line, a name for a new list (with a symbol in it), or for one there is. */
export type LineAsk =
  | { readonly ask: "menu"; readonly line: WatchLine; readonly at: { readonly x: number; readonly y: number } }
  | { readonly ask: "new"; readonly symbol: string | undefined }
  | { readonly ask: "rename"; readonly list: string };

export interface LineMenuProps {
  readonly asked: LineAsk | undefined;
  readonly kept: WatchLists;
  readonly onShift: (line: WatchLine, by: -1 | 1) => void;
  readonly onAsk: Dispatch<SetStateAction<LineAsk | undefined>>;
  readonly grid: RefObject<HTMLElement | null>;
}

/** Menus and forms of the user's lists. */
export function LineMenu({ asked, kept, onShift, onAsk, grid }: LineMenuProps): ReactNode {
  const close = (): void => {
    onAsk(undefined);
    grid.current?.focus();
  };
  const closeMenu = (): void => {
    // What was chosen in it may have asked for a name already: that stays.
    onAsk((now) => (now?.ask === "menu" ? undefined : now));
    grid.current?.focus();
  };
  const menu = asked?.ask === "menu" ? asked : undefined;
  return (
    <>
      <PointMenu at={menu?.at} onClose={closeMenu}>
        {menu !== undefined && <LineItems line={menu.line} kept={kept} onShift={onShift} onAsk={onAsk} />}
      </PointMenu>
      {asked?.ask === "new" && (
        <NameForm
          kept={kept}
          first={undefined}
          onClose={close}
          onDone={(name) => {
            const { symbol } = asked;
            kept.change((now) =>
              symbol === undefined ? addList(now, name) : moveTo(addList(now, name), symbol, name),
            );
            // A list that is not seen would seem not to have been made.
            if (!kept.grouped) kept.setGrouped(true);
            close();
          }}
        />
      )}
      {asked?.ask === "rename" && (
        <NameForm
          kept={kept}
          first={asked.list}
          onClose={close}
          onDone={(name) => {
            kept.change((now) => renameList(now, asked.list, name));
            close();
          }}
        />
      )}
    </>
  );
}

const NOWHERE = "alike";
const LIST = "list:";

interface LineItemsProps extends Pick<LineMenuProps, "kept" | "onShift" | "onAsk"> {
  readonly line: WatchLine;
}

function LineItems({ line, kept, onShift, onAsk }: LineItemsProps): ReactNode {
  const text = useText();
  const { lists } = kept;
  const shifts = (
    <>
      <MenuItem words={text("watch.up")} keys="Alt+↑" onChoose={() => onShift(line, -1)} />
      <MenuItem words={text("watch.down")} keys="Alt+↓" onChoose={() => onShift(line, 1)} />
    </>
  );
  if (line.kind === "group") {
    const { group, folded } = line;
    const own = "list" in group.of ? group.of.list : undefined;
    return (
      <>
        <MenuItem words={text(folded ? "watch.unfold" : "watch.fold")} onChoose={() => kept.fold(group.key, !folded)} />
        <MenuItem words={text("watch.list.new")} onChoose={() => onAsk({ ask: "new", symbol: undefined })} />
        {own !== undefined && (
          <>
            <MenuLine />
            {shifts}
            <MenuItem words={text("watch.list.rename")} onChoose={() => onAsk({ ask: "rename", list: own })} />
            <MenuItem words={text("watch.list.remove")} onChoose={() => kept.change((now) => removeList(now, own))} />
          </>
        )}
      </>
    );
  }
  const { symbol } = line.row;
  const now = lists.find(({ symbols }) => symbols.includes(symbol))?.name;
  return (
    <>
      <MenuGroup label={text("watch.moveTo", { symbol })}>
        <MenuChoice
          value={now === undefined ? NOWHERE : `${LIST}${now}`}
          choices={[
            ...lists.map(({ name }) => ({ value: `${LIST}${name}`, words: name })),
            { value: NOWHERE, words: text("watch.alike") },
          ]}
          onChoose={(to) =>
            kept.change((now) => moveTo(now, symbol, to === NOWHERE ? undefined : to.slice(LIST.length)))
          }
        />
      </MenuGroup>
      <MenuItem words={text("watch.list.newWith", { symbol })} onChoose={() => onAsk({ ask: "new", symbol })} />
      {now !== undefined && (
        <>
          <MenuLine />
          {shifts}
        </>
      )}
    </>
  );
}

interface NameFormProps {
  readonly kept: WatchLists;
  /** The name it has; undefined: a new list. */
  readonly first: string | undefined;
  readonly onDone: (name: string) => void;
  readonly onClose: () => void;
}

/** Asks for a list's name. Mounted while it is open. */
function NameForm({ kept, first, onDone, onClose }: NameFormProps): ReactNode {
  const text = useText();
  const [name, setName] = useState(first ?? "");
  const wanted = name.trim();
  const ready = mayBeNamed(kept.lists, wanted, first);
  return (
    <Dialog
      open
      title={text(first === undefined ? "watch.list.new.title" : "watch.list.rename.title")}
      closeLabel={text("workspace.close")}
      className="workspace-dialog"
      onClose={onClose}
    >
      <form
        className="workspace-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) onDone(wanted);
        }}
      >
        <label className="workspace-field">
          <span>{text("workspace.name")}</span>
          <input
            className="field"
            type="text"
            autoComplete="off"
            maxLength={LONGEST_NAME}
            value={name}
            onChange={(event) => setName(event.target.value)}
            onFocus={(event) => event.target.select()}
          />
        </label>
        <div className="workspace-actions">
          {!ready && wanted !== "" && <span className="dim">{text("watch.list.taken")}</span>}
          <Button onClick={onClose}>{text("workspace.cancel")}</Button>
          <Button type="submit" look="primary" disabled={!ready}>
            {text(first === undefined ? "watch.list.make" : "watch.list.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
